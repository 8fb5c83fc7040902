import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ReferenceConvolution } from '../../../../grader/cases/reference/convolution.ts';
import type { Pair, PlainArray } from '../../../../grader/cases/reference/plain-array.ts';
import { ReferenceMaxPooling } from '../../../../grader/cases/reference/pooling.ts';
import { compare } from '../../../../grader/scoring/compare.ts';
import { convolutionGradients, convolve, pool, poolGradient } from './second.ts';

const small = (least: number, most: number) => fc.integer({ min: least, max: most });
const pair = (least: number, most: number) => fc.tuple(small(least, most), small(least, most));

/** An array of the shape, with numbers from a few, so that equal ones are common. */
function arrayOf(shape: readonly number[], number: fc.Arbitrary<number>): fc.Arbitrary<PlainArray> {
  const size = shape.reduce((product, length) => product * length, 1);
  return fc
    .array(number, { minLength: size, maxLength: size })
    .map((data) => ({ shape, data: Float64Array.from(data) }));
}

const ordinary = fc.double({ min: -2, max: 2, noNaN: true });
const special = fc.oneof(
  { weight: 8, arbitrary: small(-2, 2) },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, -0) },
);

const convolutions = fc
  .record({
    batch: pair(1, 2),
    filters: small(1, 3),
    kernel: pair(1, 3),
    stride: pair(1, 3),
    padding: pair(0, 2),
    more: pair(0, 4),
  })
  .chain(({ batch, filters, kernel, stride, padding, more }) => {
    const lengths = [0, 1].map((axis) => Math.max(1, kernel[axis] + more[axis] - 2 * padding[axis]));
    const xShape = [...batch, ...lengths];
    return fc.record({
      x: arrayOf(xShape, ordinary),
      weight: arrayOf([filters, batch[1], ...kernel], ordinary),
      bias: arrayOf([filters], ordinary),
      given: fc.constant({ stride: stride, padding: padding }),
      drawn: fc.array(ordinary, { minLength: 400, maxLength: 400 }),
    });
  });

const poolings = fc
  .record({ batch: pair(1, 2), size: pair(1, 3), stride: pair(1, 3), shares: pair(0, 2), more: pair(0, 4) })
  .chain(({ batch, size, stride, shares, more }) => {
    const padding = [Math.min(shares[0], size[0] - 1), Math.min(shares[1], size[1] - 1)] as const;
    const lengths = [0, 1].map((axis) => Math.max(1, size[axis] + more[axis] - 2 * padding[axis]));
    return fc.record({
      x: arrayOf([...batch, ...lengths], special),
      size: fc.constant(size as Pair),
      given: fc.constant({ stride: stride, padding: padding }),
      drawn: fc.array(ordinary, { minLength: 400, maxLength: 400 }),
    });
  });

function gradientFor({ shape, data }: PlainArray, drawn: readonly number[]): PlainArray {
  return { shape, data: data.map((_, at) => drawn[at % drawn.length]) };
}

function same(actual: PlainArray, expected: PlainArray, what: string): void {
  assert.equal(compare(actual, expected), 'same', `${what}: ${actual.data.join()} ≠ ${expected.data.join()}`);
}

describe('the references agree with a second implementation', () => {
  it('convolution: y, dx, dWeight, dBias', () => {
    fc.assert(
      fc.property(convolutions, ({ x, weight, bias, given, drawn }) => {
        const layer = new ReferenceConvolution(weight, bias, given);
        const y = layer.forward(x);
        same(y, convolve(x, weight, bias, given), 'y');
        const dy = gradientFor(y, drawn);
        const expected = convolutionGradients(x, weight, dy, given);
        same(layer.backward(dy), expected.dx, 'dx');
        same(layer.dWeight, expected.dWeight, 'dWeight');
        same(layer.dBias, expected.dBias, 'dBias');
      }),
      { numRuns: 150, seed: 10 },
    );
  });

  it('max pooling with ties, NaN and infinities: y, dx', () => {
    fc.assert(
      fc.property(poolings, ({ x, size, given, drawn }) => {
        const layer = new ReferenceMaxPooling(size, given);
        const y = layer.forward(x);
        same(y, pool(x, size, given), 'y');
        const dy = gradientFor(y, drawn);
        same(layer.backward(dy), poolGradient(x, dy, size, given), 'dx');
      }),
      { numRuns: 150, seed: 11 },
    );
  });
});
