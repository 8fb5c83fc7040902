import assert from 'node:assert/strict';
import { close, compare } from '../../../grader/scoring/compare.ts';

const array = (shape: number[], ...data: number[]) => ({ shape, data: Float64Array.from(data) });

describe('close', () => {
  it('allows 1e-9 absolutely near 0 and relatively far from it', () => {
    assert.ok(close(0.9e-9, 0));
    assert.ok(!close(1.1e-9, 0));
    assert.ok(close(1e12 + 900, 1e12));
    assert.ok(!close(1e12 + 1100, 1e12));
  });

  it('takes NaN and infinities for themselves alone', () => {
    for (const special of [NaN, Infinity, -Infinity]) {
      assert.ok(close(special, special));
      assert.ok(!close(special, 1));
      assert.ok(!close(1, special));
    }
    assert.ok(!close(Infinity, -Infinity));
    assert.ok(!close(NaN, Infinity));
  });

  it('takes 0 and −0 for the same', () => {
    assert.ok(close(-0, 0));
  });

  it('does not take the rounding of float32', () => {
    assert.ok(!close(Math.fround(0.1), 0.1));
  });
});

describe('compare', () => {
  it('needs the shape, the length and every number', () => {
    const expected = array([1, 2], 1, 2);
    assert.equal(compare(array([1, 2], 1, 2), expected), 'same');
    assert.equal(compare(array([2, 1], 1, 2), expected), 'otherShape');
    assert.equal(compare(array([2], 1, 2), expected), 'otherShape');
    assert.equal(compare(array([1, 2], 1), expected), 'otherShape');
    assert.equal(compare(array([1, 2], 1, 3), expected), 'otherNumbers');
    assert.equal(compare(array([1, 2], 1, NaN), expected), 'otherNumbers');
  });
});
