import assert from 'node:assert/strict';
import { readIdx } from '../../../src/datasets/idx.ts';

/** A file of two 1×3 images. */
const right = Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]);
const changed = (position: number, value: number) => right.map((byte, i) => (i === position ? value : byte));

describe('readIdx', () => {
  it('gives the bytes behind the header, wherever the file lies in its buffer', () => {
    const shifted = new Uint8Array([9, 9, 9, ...right]).subarray(3);
    assert.deepEqual([...readIdx('images', shifted, [2, 1, 3])], [1, 2, 3, 4, 5, 6]);
  });

  it('refuses a file that is not what it should be, by name', () => {
    assert.throws(
      () => readIdx('images', changed(2, 9), [2, 1, 3]),
      /images: the magic number must be 0x00000803; received 0x00000903/,
    );
    assert.throws(
      () => readIdx('images', changed(7, 5), [2, 1, 3]),
      /images: dimensions must be 2 × 1 × 3; received 5 × 1 × 3/,
    );
    assert.throws(
      () => readIdx('images', right.subarray(0, 20), [2, 1, 3]),
      /images: the file must have 22 bytes; received 20/,
    );
    assert.throws(
      () => readIdx('images', right.subarray(0, 5), [2, 1, 3]),
      /images: .* starts with 16 bytes; received 5/,
    );
  });
});
