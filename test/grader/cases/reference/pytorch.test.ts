import assert from 'node:assert/strict';
import { ReferenceConvolution } from '../../../../grader/cases/reference/convolution.ts';
import type { Pair, PlainArray } from '../../../../grader/cases/reference/plain-array.ts';
import { ReferenceMaxPooling } from '../../../../grader/cases/reference/pooling.ts';
import { compare } from '../../../../grader/scoring/compare.ts';
import numbers from './pytorch-numbers.json' with { type: 'json' };

interface Stored {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

const array = ({ shape, data }: Stored): PlainArray => ({ shape, data: Float64Array.from(data) });

function same(actual: PlainArray, expected: Stored, what: string): void {
  assert.equal(compare(actual, array(expected)), 'same', what);
}

describe(`the references give the numbers of ${numbers.madeWith}`, () => {
  for (const [at, fixed] of numbers.convolution.entries()) {
    it(`convolution ${at + 1}: x ${fixed.x.shape.join('×')}, stride ${fixed.stride.join('×')}, padding ${fixed.padding.join('×')}`, () => {
      const options = { stride: fixed.stride as unknown as Pair, padding: fixed.padding as unknown as Pair };
      const layer = new ReferenceConvolution(array(fixed.weight), array(fixed.bias), options);
      same(layer.forward(array(fixed.x)), fixed.y, 'y');
      same(layer.backward(array(fixed.dy)), fixed.dx, 'dx');
      same(layer.dWeight, fixed.dWeight, 'dWeight');
      same(layer.dBias, fixed.dBias, 'dBias');
    });
  }

  for (const [at, fixed] of numbers.pooling.entries()) {
    it(`max pooling ${at + 1}: x ${fixed.x.shape.join('×')}, window ${fixed.size.join('×')}, padding ${fixed.padding.join('×')}`, () => {
      const options = { stride: fixed.stride as unknown as Pair, padding: fixed.padding as unknown as Pair };
      const layer = new ReferenceMaxPooling(fixed.size as unknown as Pair, options);
      same(layer.forward(array(fixed.x)), fixed.y, 'y');
      same(layer.backward(array(fixed.dy)), fixed.dx, 'dx');
    });
  }
});
