import assert from 'node:assert/strict';
import { loadMnist } from '../../../src/datasets/index.ts';

describe('loadMnist', () => {
  it('gives 60,000 and 10,000 digits in [0, 1] with their labels', async () => {
    const { train, test } = await loadMnist();
    assert.equal(train.length, 60_000);
    assert.equal(test.length, 10_000);
    assert.deepEqual([...train.labels.slice(0, 5)], [5, 0, 4, 1, 9]);
    assert.deepEqual([...test.labels.slice(0, 5)], [7, 2, 1, 0, 4]);
    // How often each digit occurs in the training set, as LeCun's page and every textbook have it.
    const counts = new Array<number>(10).fill(0);
    for (const label of train.labels) counts[label]++;
    assert.deepEqual(counts, [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    const { inputs } = train.take(1000).tensors();
    assert.deepEqual(inputs.shape, [1000, 784]);
    assert.equal(inputs.min().item(), 0);
    assert.equal(inputs.max().item(), 1);
  });

  it('has a mean of 0.1307, known from every tutorial', async () => {
    const { train } = await loadMnist();
    let sum = 0;
    for (let start = 0; start < 60_000; start += 10_000) {
      sum +=
        train
          .slice(start, start + 10_000)
          .tensors()
          .inputs.mean()
          .item() / 6;
    }
    assert.ok(Math.abs(sum - 0.1307) < 5e-5, `${sum}`);
  });

  it('gives images with a channel axis when asked', async () => {
    const { test } = await loadMnist({ shape: 'image' });
    assert.deepEqual(test.inputShape, [1, 28, 28]);
    assert.deepEqual(test.input(3).shape, [1, 28, 28]);
    await assert.rejects(loadMnist({ shape: 'round' as 'flat' }), /shape must be 'flat' or 'image'; received round/);
  });
});
