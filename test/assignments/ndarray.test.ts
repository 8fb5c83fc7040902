import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import fc from 'fast-check';
import {
  copyOf,
  format,
  fromNested,
  indexAt,
  ndarray,
  positionAt,
  sizeOf,
  toNested,
  zeros,
} from '../../assignments/ndarray.ts';

describe('ndarray', () => {
  it('makes zeros, and arrays from numbers and from nested lists', () => {
    assert.deepEqual(zeros([2, 3]), { shape: [2, 3], data: new Float64Array(6) });
    assert.deepEqual(ndarray([2, 1], [5, 6]), { shape: [2, 1], data: Float64Array.of(5, 6) });
    assert.deepEqual(
      fromNested([
        [1, 2, 3],
        [4, 5, 6],
      ]),
      { shape: [2, 3], data: Float64Array.of(1, 2, 3, 4, 5, 6) },
    );
    assert.deepEqual(fromNested(7), { shape: [], data: Float64Array.of(7) });
  });

  it('keeps nothing of what it was given', () => {
    const shape = [2];
    const numbers = [1, 2];
    const array = ndarray(shape, numbers);
    shape[0] = 9;
    numbers[0] = 9;
    const copy = copyOf(array);
    copy.data[1] = 9;
    assert.deepEqual(array, { shape: [2], data: Float64Array.of(1, 2) });
  });

  it('goes from positions to indices and back, for every shape', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }), (shape) => {
        const array = zeros(shape);
        for (let index = 0; index < sizeOf(shape); index += 1) {
          assert.equal(indexAt(array, ...positionAt(array, index)), index);
        }
      }),
    );
  });

  it('goes from nested lists to arrays and back, for every shape', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 4 }), (shape) => {
        const array = ndarray(
          shape,
          Array.from({ length: sizeOf(shape) }, (_, index) => index),
        );
        assert.deepEqual(fromNested(toNested(array)), array);
      }),
    );
  });

  it('prints the shape, and a block for each position of the leading axes', () => {
    assert.equal(
      format(
        fromNested([
          [
            [
              [1, -2],
              [30, 0.1],
            ],
            [
              [1 / 3, 0],
              [NaN, Infinity],
            ],
          ],
        ]),
      ),
      [
        'shape 1×2×2×2',
        '[0, 0]',
        '         1        -2',
        '        30       0.1',
        '[0, 1]',
        '  0.333333         0',
        '       NaN  Infinity',
      ].join('\n'),
    );
    assert.equal(format(fromNested([1, 2])), 'shape 2\n  1  2');
  });

  it('says what is wrong with an argument', () => {
    assert.throws(() => zeros([2, -1]), new RangeError('shape must hold integers ≥ 0. Received [2, -1].'));
    assert.throws(() => zeros([1.5]), RangeError);
    assert.throws(
      () => zeros(3 as unknown as number[]),
      new TypeError('shape must be a list of lengths such as [2, 3]. Received 3.'),
    );
    assert.throws(
      () => ndarray([2, 2], [1, 2, 3]),
      new RangeError('numbers must hold 4 values for the shape 2×2. Received 3.'),
    );
    assert.throws(
      () => fromNested([[1, 2], [3]]),
      new RangeError('nested[1] must be a list of length 2, as the lists before it. Received [3].'),
    );
    assert.throws(
      () => fromNested([[1, '2' as unknown as number]]),
      new TypeError('nested[0][1] must be a number. Received "2".'),
    );
    assert.throws(() => fromNested([1, [2]]), TypeError);
    const array = zeros([2, 3]);
    const outside = 'position must hold 2 integers inside the shape 2×3, counted from 0. Received [1, 3].';
    assert.throws(() => indexAt(array, 1, 3), new RangeError(outside));
    for (const position of [[0], [0, 0, 0], [-1, 0], [0.5, 0], [NaN, 0]])
      assert.throws(() => indexAt(array, ...position), RangeError);
    assert.throws(() => positionAt(array, 6), new RangeError('index must be an integer from 0 to 5. Received 6.'));
  });
});
