import assert from 'node:assert/strict';
import { setBackend } from '../../../src/backend/index.ts';
import { parameter } from '../../../src/layers/index.ts';
import * as optimizers from '../../../src/optimizers/index.ts';
import { Tensor } from '../../../src/tensor/index.ts';
import { golden } from '../golden/torch.ts';
import { backends, float32Tolerance, float64Tolerance, relativeDifference } from '../support/backends.ts';

type Options = optimizers.OptimizerOptions & Record<string, unknown>;

interface OptimizerRow {
  name: string;
  make: (options?: Options) => optimizers.Optimizer;
  /** The value after one step from w = 1 with g = 0.5 and learning rate 0.1, worked out by hand. */
  first: number;
  /** And after a second one with g = −1. */
  second: number;
  /** An argument that is out of range. */
  wrong: Record<string, unknown>;
}

/** Every optimizer passes the same suite; a new one is a new row. */
const rows: readonly OptimizerRow[] = [
  {
    name: 'SGD',
    make: (options) => new optimizers.SGD(options),
    first: 0.95,
    second: 1.05,
    wrong: { learningRate: -1 },
  },
  {
    name: 'Momentum',
    make: (options) => new optimizers.Momentum(options),
    first: 0.95,
    second: 0.95 + (0.9 * -0.05 + 0.1),
    wrong: { momentum: 1 },
  },
  {
    name: 'Nesterov',
    make: (options) => new optimizers.Nesterov(options),
    first: 1 + 0.9 * -0.05 - 0.05,
    second: 1 + 0.9 * -0.05 - 0.05 + 0.9 * (0.9 * -0.05 + 0.1) + 0.1,
    wrong: { momentum: -0.1 },
  },
  {
    name: 'AdaGrad',
    make: (options) => new optimizers.AdaGrad(options),
    first: 1 - (0.1 * 0.5) / (0.5 + 1e-7),
    second: 1 - (0.1 * 0.5) / (0.5 + 1e-7) + 0.1 / (Math.sqrt(1.25) + 1e-7),
    wrong: { epsilon: 0 },
  },
  {
    name: 'AdaGradMomentum',
    make: (options) => new optimizers.AdaGradMomentum(options),
    first: 1 - (0.1 * 0.5) / (0.5 + 1e-7),
    second: 1 - 1.9 * ((0.1 * 0.5) / (0.5 + 1e-7)) + 0.1 / (Math.sqrt(1.25) + 1e-7),
    wrong: { momentum: 2 },
  },
  {
    name: 'RMSProp',
    make: (options) => new optimizers.RMSProp(options),
    first: 1 - (0.1 * 0.5) / (Math.sqrt(0.01 * 0.25) + 1e-8),
    second: 1 - (0.1 * 0.5) / (Math.sqrt(0.01 * 0.25) + 1e-8) + 0.1 / (Math.sqrt(0.99 * 0.0025 + 0.01) + 1e-8),
    wrong: { decayRate: 1 },
  },
  {
    name: 'Adam',
    make: (options) => new optimizers.Adam(options),
    first: 1 - (0.1 * 0.5) / (0.5 + 1e-8),
    second:
      1 -
      (0.1 * 0.5) / (0.5 + 1e-8) -
      (0.1 * ((0.9 * 0.05 - 0.1) / (1 - 0.81))) / (Math.sqrt((0.999 * 0.00025 + 0.001) / (1 - 0.999 ** 2)) + 1e-8),
    wrong: { beta2: 1 },
  },
  {
    name: 'AdamW',
    make: (options) => new optimizers.AdamW({ weightDecay: 0, ...options }),
    first: 1 - (0.1 * 0.5) / (0.5 + 1e-8),
    second:
      1 -
      (0.1 * 0.5) / (0.5 + 1e-8) -
      (0.1 * ((0.9 * 0.05 - 0.1) / (1 - 0.81))) / (Math.sqrt((0.999 * 0.00025 + 0.001) / (1 - 0.999 ** 2)) + 1e-8),
    wrong: { weightDecay: -1 },
  },
];

const step = (optimizer: optimizers.Optimizer, point: ReturnType<typeof parameter>, ...gradients: number[]) => {
  for (const gradient of gradients) {
    point.grad.fill(gradient);
    optimizer.step([point]);
  }
  return point.value;
};

for (const { name: backendName, get } of backends) {
  describe(`optimizers on ${backendName}`, () => {
    before(() => void setBackend(get()));
    after(() => void setBackend('wasm'));
    const tolerance = () => (get().dataType === 'float64' ? float64Tolerance : float32Tolerance);

    for (const { name, make, first, second } of rows) {
      it(`${name} takes two steps worked out by hand, the same for every number of a tensor`, () => {
        for (const [gradients, expected] of [
          [[0.5], first],
          [[0.5, -1], second],
        ] as const) {
          const value = step(make({ learningRate: 0.1 }), parameter(new Array<number>(13).fill(1)), ...gradients);
          // Values start at 1, so that is the size that rounding is relative to.
          for (const each of value.data) assert.ok(Math.abs(each - expected) < tolerance(), `${each}, not ${expected}`);
        }
      });

      it(`${name} continues from a saved state as if never stopped`, () => {
        const whole = step(make(), parameter([1, 2]), 0.5, -1, 0.25);
        const point = parameter([1, 2]);
        const before = make();
        step(before, point, 0.5, -1);
        const saved = before.saveState([point]);
        const after = make();
        after.loadState([point], saved);
        assert.equal(after.steps, 2);
        assert.ok(step(after, point, 0.25).equals(whole));
      });
    }

    golden.optimizers.forEach(({ optimizer: name, options, start, gradients, values }) => {
      it(`${name} with ${JSON.stringify(options)} takes the steps of PyTorch ${golden.torch}`, () => {
        const { make } = rows.find((row) => row.name === name)!;
        const optimizer = make(options);
        const weight = parameter(start);
        Object.assign(weight, { decays: true });
        gradients.forEach((gradient, index) => {
          weight.grad.set(gradient);
          optimizer.step([weight]);
          const difference = relativeDifference(weight.value, values[index]);
          assert.ok(difference < tolerance() * 10, `step ${index + 1} differs by ${difference}`);
        });
      });
    });
  });
}

describe('optimizers', () => {
  for (const { name, make, wrong } of rows) {
    it(`${name} refuses an argument out of range, and another's state`, () => {
      const [[argument, value]] = Object.entries(wrong);
      assert.throws(() => make(wrong), new RegExp(`${name}: ${argument} must be .*; received ${String(value)}`));
      const state = { name: 'Other', steps: 1, tensors: new Map<string, Tensor>() };
      assert.throws(() => make().loadState([], state), /state must come from .* received one of Other/);
    });
  }

  it('decay weights only', () => {
    const [weight, bias] = [parameter([1]), parameter([1])];
    Object.assign(weight, { decays: true });
    new optimizers.SGD({ learningRate: 0.1, weightDecay: 0.5 }).step([weight, bias]);
    assert.deepEqual([weight.value.item(), bias.value.item()].map((value) => value.toFixed(4)), ['0.9500', '1.0000']); // prettier-ignore
  });

  it('clip all gradients together', () => {
    const [a, b] = [parameter([0, 0]), parameter([0])];
    a.grad.set([3, 0]);
    b.grad.set([4]);
    assert.equal(optimizers.gradientNorm([a, b]), 5);
    new optimizers.SGD({ learningRate: 1, clipNorm: 1 }).step([a, b]);
    assert.ok(a.value.allClose(Tensor.fromArray([-0.6, 0])) && b.value.allClose(Tensor.fromArray([-0.8])));
    assert.throws(() => optimizers.clipGradients([a], 0), /limit must be above 0; received 0/);
  });

  it('follow schedules', () => {
    const { stepDecay, cosineDecay, warmUp } = optimizers;
    const values = (schedule: optimizers.Schedule, ...steps: number[]) =>
      steps.map((at) => Number(schedule(at).toFixed(6)));
    assert.deepEqual(values(stepDecay(1, { every: 3, factor: 0.5 }), 0, 2, 3, 6), [1, 1, 0.5, 0.25]);
    assert.deepEqual(values(cosineDecay(1, { total: 4, final: 0.2 }), 0, 2, 4, 9), [1, 0.6, 0.2, 0.2]);
    assert.deepEqual(values(warmUp(4, cosineDecay(1, { total: 2 })), 0, 3, 4, 5, 6), [0.25, 1, 1, 0.5, 0]);
    const optimizer = new optimizers.SGD({ learningRate: stepDecay(1, { every: 1, factor: 0.5 }) });
    assert.equal(step(optimizer, parameter([0]), 1, 1, 1).item(), -1.75);
  });

  it('can be written as the update of one tensor', () => {
    class Own extends optimizers.Optimizer<'v'> {
      constructor() {
        super('Own', ['v'], { learningRate: 0.1 });
      }
      update({ w, g, state: { v } }: optimizers.Update<'v'>) {
        for (let i = 0; i < w.length; i++) {
          v[i] = 0.9 * v[i] - this.learningRate * g[i];
          w[i] += v[i];
        }
      }
    }
    const [own, ours] = [new Own(), new optimizers.Momentum({ learningRate: 0.1 })];
    assert.ok(step(own, parameter([1, 2]), 1, 2).allClose(step(ours, parameter([1, 2]), 1, 2)));
  });
});
