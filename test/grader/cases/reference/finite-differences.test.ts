import assert from 'node:assert/strict';
import { distinct, numbers } from '../../../../grader/cases/define.ts';
import { Random } from '../../../../grader/cases/random.ts';
import { ReferenceConvolution } from '../../../../grader/cases/reference/convolution.ts';
import type { LayerOptions, PlainArray } from '../../../../grader/cases/reference/plain-array.ts';
import { copyOf } from '../../../../grader/cases/reference/plain-array.ts';
import { ReferenceMaxPooling } from '../../../../grader/cases/reference/pooling.ts';

const random = new Random(Buffer.alloc(32, 3));

/** Central differences of Σ y·dy are exact up to rounding for functions that are linear in each argument; rounding is 1e-16 / step. */
const step = 1e-4;
const tolerance = 1e-9;

const dot = (left: PlainArray, right: PlainArray): number =>
  left.data.reduce((sum, value, at) => sum + value * right.data[at], 0);

function checkGradient(at: PlainArray, gradient: PlainArray, loss: (moved: PlainArray) => number): void {
  assert.deepEqual(gradient.shape, at.shape);
  for (let index = 0; index < at.data.length; index += 1) {
    const moved = [step, -step].map((change) => {
      const copy = copyOf(at);
      copy.data[index] += change;
      return loss(copy);
    });
    const slope = (moved[0] - moved[1]) / (2 * step);
    assert.ok(Math.abs(slope - gradient.data[index]) < tolerance, `index ${index}: ${slope} ≠ ${gradient.data[index]}`);
  }
}

describe("the references' gradients agree with finite differences", () => {
  const variants: LayerOptions[] = [{}, { stride: [2, 1] }, { padding: [1, 2] }, { stride: [2, 3], padding: [2, 1] }];
  for (const options of variants) {
    it(`convolution with ${JSON.stringify(options)}`, () => {
      const x = numbers(random, [2, 2, 5, 6]);
      const weight = numbers(random, [3, 2, 3, 2]);
      const bias = numbers(random, [3]);
      const layer = new ReferenceConvolution(weight, bias, options);
      const dy = numbers(random, layer.forward(x).shape);
      const dx = layer.backward(dy);
      const loss = (w: PlainArray, b: PlainArray, at: PlainArray): number =>
        dot(new ReferenceConvolution(w, b, options).forward(at), dy);
      checkGradient(x, dx, (moved) => loss(weight, bias, moved));
      checkGradient(weight, layer.dWeight, (moved) => loss(moved, bias, x));
      checkGradient(bias, layer.dBias, (moved) => loss(weight, moved, x));
    });

    it(`max pooling with ${JSON.stringify(options)}`, () => {
      const x = distinct(random, [2, 2, 5, 6]);
      const layer = new ReferenceMaxPooling([3, 3], options);
      const dy = numbers(random, layer.forward(x).shape);
      const dx = layer.backward(dy);
      checkGradient(x, dx, (moved) => dot(new ReferenceMaxPooling([3, 3], options).forward(moved), dy));
    });
  }
});
