import assert from 'node:assert/strict';
import { setBackend } from '../../../src/backend/index.ts';
import { datasetOf, loadMnist } from '../../../src/datasets/index.ts';
import { Linear, ReLU } from '../../../src/layers/index.ts';
import { MeanSquaredError } from '../../../src/losses/index.ts';
import { Sequential } from '../../../src/models/index.ts';
import { Adam, Momentum, SGD } from '../../../src/optimizers/index.ts';
import { Tensor } from '../../../src/tensor/index.ts';
import { earlyStopping, evaluate, fit, History } from '../../../src/training/index.ts';
import { backends, counting } from '../support/backends.ts';

const quiet = { progress: false } as const;
const small = () => new Sequential([new Linear(784, 32), new ReLU(), new Linear(32, 10)], { seed: 4 });

for (const { name, get } of backends) {
  describe(`fit on ${name}`, () => {
    before(() => void setBackend(get()));
    after(() => void setBackend('wasm'));

    it('learns to read digits', async () => {
      const { train, test } = await loadMnist();
      const model = small();
      const before = evaluate(model, test.take(500));
      const history = await fit(model, train.take(3000), {
        optimizer: new Momentum({ learningRate: 0.02 }),
        epochs: 3,
        validation: { test: test.take(500) },
        ...quiet,
      });
      assert.ok(before.accuracy < 0.25, `${before.accuracy}`);
      assert.ok(history.last('testAccuracy') > 0.85, String(history));
      assert.equal(history.losses.length, 90);
      assert.deepEqual(history.columns, ['epoch', 'updates', 'seconds', 'loss', 'accuracy', 'testLoss', 'testAccuracy']); // prettier-ignore
      assert.deepEqual(history.column('updates'), [30, 60, 90]);
      const after = evaluate(model, test.take(500), { batchSize: 77 });
      assert.ok(Math.abs(after.accuracy - history.last('testAccuracy')) < 1e-9);
    });

    it('gives the same bits for the same seeds, others for others', async () => {
      const { train } = await loadMnist();
      const run = async (seed: number) => {
        const model = small();
        await fit(model, train.take(300), { optimizer: new Adam(), seed, batchSize: 64, ...quiet });
        return model.parameters.map(({ value }) => value);
      };
      const [a, b, c] = [await run(1), await run(1), await run(2)];
      assert.ok(a.every((value, index) => value.equals(b[index])));
      assert.ok(!a[0].equals(c[0]));
    });
  });
}

describe('fit', () => {
  const line = () => {
    const x = Tensor.uniform([40, 1], 1, { low: -1 });
    return datasetOf(x, x.multiply(3).add(1));
  };
  const linear = () => new Sequential([new Linear(1, 1)]);
  const loss = new MeanSquaredError();

  it('fits a line, counted in updates', async () => {
    const model = linear();
    const history = await fit(model, line(), {
      optimizer: new SGD({ learningRate: 0.2 }),
      loss,
      updates: 203,
      batchSize: 10,
      ...quiet,
    });
    assert.equal(history.losses.length, 203);
    assert.deepEqual(history.columns, ['epoch', 'updates', 'seconds', 'loss']);
    const [weight, bias] = model.parameters.map(({ value }) => value.data[0]);
    assert.ok(Math.abs(weight - 3) < 1e-3 && Math.abs(bias - 1) < 1e-3, `${weight}, ${bias}`);
  });

  it('allocates nothing per update once warm', async () => {
    const backend = counting(setBackend('float64'));
    setBackend(backend);
    const counts: number[] = [];
    const afterUpdate = () => void counts.push(backend.allocations);
    const model = new Sequential([new Linear(1, 8), new ReLU(), new Linear(8, 1)]);
    await fit(model, line(), {
      optimizer: new Adam(),
      loss,
      epochs: 4,
      batchSize: 16,
      callbacks: [{ afterUpdate }],
      ...quiet,
    });
    setBackend('wasm');
    assert.equal(counts.length, 12);
    assert.equal(counts[11], counts[2]);
  });

  it('stops early and gives the best parameters back', async () => {
    const model = linear();
    const rates = [0.2, 0.2, 5, 5, 5, 5, 5, 5];
    const kept: number[] = [];
    const optimizer = new SGD({ learningRate: (steps) => rates[Math.floor(steps / 4)] });
    const callbacks = [
      { afterEpoch: () => void kept.push(model.parameters[0].value.data[0]) },
      earlyStopping({ patience: 2 }),
    ];
    const history = await fit(model, line(), {
      optimizer,
      loss,
      epochs: 8,
      batchSize: 10,
      validation: line(),
      callbacks,
      ...quiet,
    });
    assert.equal(history.epochs.length, 4);
    assert.equal(model.parameters[0].value.data[0], kept[1]);
  });

  it('keeps what was written when a training breaks off, and continues a history', async () => {
    const history = new History();
    const options = { optimizer: new SGD(), loss, batchSize: 10, history, ...quiet };
    const afterUpdate = () => {
      if (history.losses.length === 6) throw new Error('stopped');
    };
    await assert.rejects(fit(linear(), line(), { ...options, epochs: 3, callbacks: [{ afterUpdate }] }), /stopped/);
    assert.equal(history.losses.length, 6);
    assert.equal(history.epochs.length, 1);
    await fit(linear(), line(), { ...options, epochs: 2 });
    assert.deepEqual(history.column('epoch'), [1, 2, 3]);
    assert.deepEqual(history.column('updates'), [4, 10, 14]);
  });

  it('gives its history as a danfojs DataFrame', async () => {
    const history = await fit(linear(), line(), { optimizer: new SGD(), loss, epochs: 2, ...quiet });
    const frame = await history.dataFrame();
    assert.deepEqual(frame.columns, history.columns);
    assert.deepEqual(frame.column('epoch').values, [1, 2]);
  });

  it('refuses contradictory or impossible numbers', async () => {
    const options = { optimizer: new SGD(), loss, ...quiet };
    await assert.rejects(
      fit(linear(), line(), { ...options, epochs: 1, updates: 1 }),
      /either epochs or updates; received both/,
    );
    await assert.rejects(
      fit(linear(), line(), { ...options, epochs: 0 }),
      /epochs must be a whole number, at least 1; received 0/,
    );
    await assert.rejects(fit(linear(), line(), { ...options, batchSize: 1.5 }), /batchSize must be .*; received 1.5/);
    assert.throws(() => new History().column('loss'), /name must be one of epoch, updates, seconds; received loss/);
  });
});
