import assert from 'node:assert/strict';
import { Random } from '../../../src/tensor/random.ts';

describe('Random', () => {
  it('repeats itself for the same seed, on every machine', () => {
    const draw = (seed: number) => {
      const random = new Random(seed);
      return [random.uniform(), random.normal(), random.normal(), random.integer(0, 1000)];
    };
    assert.deepEqual(draw(1), draw(1));
    assert.notDeepEqual(draw(1), draw(2));
    // Pinned, so that an upgrade of the generator cannot change lessons' numbers unseen.
    assert.deepEqual(
      draw(42).map((value) => Number(value.toFixed(12))),
      [0.940315616821, 0.605740939293, -1.523476940386, 13],
    );
  });

  it('starts neighbouring seeds far apart', () => {
    const first = Array.from({ length: 1000 }, (_, seed) => new Random(seed).uniform());
    const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
    assert.ok(Math.abs(mean - 0.5) < 4 * Math.sqrt(1 / 12 / 1000));
    assert.equal(new Set(first).size, 1000);
  });

  it('forks streams that depend on seed and key alone', () => {
    const used = new Random(3);
    used.uniform();
    assert.equal(used.fork(1).uniform(), new Random(3).fork(1).uniform());
    assert.notEqual(used.fork(1).uniform(), used.fork(2).uniform());
  });

  it('permutes and chooses evenly', () => {
    const random = new Random(9);
    const counts = new Float64Array(4 * 4);
    for (let i = 0; i < 4000; i++) random.permutation(4).forEach((item, place) => counts[place * 4 + item]++);
    for (const count of counts) assert.ok(Math.abs(count - 1000) < 4 * Math.sqrt(750), `${count}`);
    assert.deepEqual([...random.permutation(50)].sort((a, b) => a - b), Array.from({ length: 50 }, (_, i) => i)); // prettier-ignore
    assert.ok(['a', 'b'].includes(random.choice(['a', 'b'])));
  });

  it('refuses what is no seed and no range', () => {
    assert.throws(() => new Random(0.5), /seed must be a whole number; received 0.5/);
    assert.throws(() => new Random(1).integer(3, 3), /low < high; received 3 and 3/);
  });
});
