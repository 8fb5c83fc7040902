import assert from 'node:assert/strict';
import * as initializers from '../../../src/initializers/index.ts';
import { Conv2d, Linear } from '../../../src/layers/index.ts';
import { Random } from '../../../src/tensor/index.ts';

interface InitializerRow {
  label: string;
  initializer: initializers.Initializer;
  /** For a weight of 200 outputs and 100 inputs. */
  deviation: number;
  mean?: number;
  /** No number lies further from the mean. */
  limit?: number;
}

/** Every initializer passes the same suite; a new one is a new row. */
const rows: readonly InitializerRow[] = [
  { label: 'zeros', initializer: initializers.zeros(), deviation: 0 },
  { label: 'constant', initializer: initializers.constant(2.5), deviation: 0, mean: 2.5 },
  { label: 'normal', initializer: initializers.normal(), deviation: 0.01 },
  {
    label: 'normal with mean',
    initializer: initializers.normal({ mean: 1, standardDeviation: 3 }),
    deviation: 3,
    mean: 1,
  },
  { label: 'xavierNormal', initializer: initializers.xavierNormal(), deviation: Math.sqrt(2 / 300) },
  { label: 'xavierNormal by fan-in', initializer: initializers.xavierNormal({ fan: 'in' }), deviation: 0.1 },
  {
    label: 'xavierNormal with gain',
    initializer: initializers.xavierNormal({ gain: 2 }),
    deviation: 2 * Math.sqrt(2 / 300),
  },
  {
    label: 'xavierUniform',
    initializer: initializers.xavierUniform(),
    deviation: Math.sqrt(2 / 300),
    limit: Math.sqrt(6 / 300),
  },
  { label: 'heNormal', initializer: initializers.heNormal(), deviation: Math.sqrt(2 / 100) },
  { label: 'heNormal for a leaky ReLU', initializer: initializers.heNormal({ slope: 1 }), deviation: 0.1 },
  {
    label: 'heUniform',
    initializer: initializers.heUniform(),
    deviation: Math.sqrt(2 / 100),
    limit: Math.sqrt(6 / 100),
  },
  { label: 'lecunNormal', initializer: initializers.lecunNormal(), deviation: 0.1 },
];

const shape = [200, 100];
const draw = (initializer: initializers.Initializer, seed: number) => {
  const next = initializer(shape, initializers.fansOf(shape), new Random(seed));
  return Float64Array.from({ length: 20_000 }, next);
};

for (const { label, initializer, deviation, mean = 0, limit = Infinity } of rows) {
  describe(`${label} as an initializer`, () => {
    it('has the mean, spread and bounds of its formula', () => {
      const values = draw(initializer, 1);
      const average = values.reduce((sum, value) => sum + value, 0) / values.length;
      const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length);
      // Four standard errors: σ/√n for the mean, σ/√(2n) for the spread of normal numbers (less for uniform ones).
      assert.ok(Math.abs(average - mean) <= (4 * deviation) / Math.sqrt(20_000) + 1e-12, `${average}`);
      assert.ok(Math.abs(spread - deviation) <= (4 * deviation) / Math.sqrt(40_000) + 1e-12, `${spread}`);
      assert.ok(values.every((value) => Math.abs(value - mean) <= limit));
    });

    it('repeats itself for the same seed', () => {
      assert.deepEqual(draw(initializer, 7), draw(initializer, 7));
      if (deviation > 0) assert.notDeepEqual(draw(initializer, 7), draw(initializer, 8));
    });
  });
}

describe('initializers', () => {
  it('count the fans of linear and convolution weights', () => {
    assert.deepEqual(initializers.fansOf([20, 10]), { fanIn: 10, fanOut: 20 });
    assert.deepEqual(initializers.fansOf([16, 3, 5, 4]), { fanIn: 60, fanOut: 320 });
    assert.throws(() => initializers.fansOf([3]), /at least two axes.*received shape \[3\]/);
  });

  it('refuse impossible arguments', () => {
    assert.throws(() => initializers.normal({ standardDeviation: -1 }), /standardDeviation must be .*; received -1/);
    assert.throws(() => initializers.xavierNormal({ gain: NaN }), /gain must be .*; received NaN/);
    assert.throws(() => initializers.constant(Infinity), /value must be finite; received Infinity/);
  });

  it('can be functions of one’s own', () => {
    const seen: unknown[] = [];
    const own: initializers.Initializer = (...given) => {
      seen.push(given[0], given[1]);
      return () => 0.5;
    };
    assert.ok(new Linear(3, 2, { weight: own }).weight.value.data.every((value) => value === 0.5));
    new Conv2d(2, 4, 3, { weight: own }).build();
    assert.deepEqual(seen, [[2, 3], { fanIn: 3, fanOut: 2 }, [4, 2, 3, 3], { fanIn: 18, fanOut: 36 }]);
  });
});
