import assert from 'node:assert/strict';
import { confusionMatrix, histograms, imageGrid } from '../../../src/plots/index.ts';
import { Tensor, tensor } from '../../../src/tensor/index.ts';

const labels = { xLabel: 'value', yLabel: 'share' };

describe('histograms', () => {
  it('counts shares in bars of common width, one axis a tensor', () => {
    const { data, layout } = histograms({ a: tensor([0, 0.1, 0.9, 1]), b: tensor([0.6, 0.6]) }, { ...labels, bins: 2 });
    assert.deepEqual(data.map(({ y }) => y), [[0.5, 0.5], [0, 1]]); // prettier-ignore
    assert.deepEqual(data[0].x, [0.25, 0.75]);
    assert.deepEqual(data.map(({ xaxis }) => xaxis), ['x', 'x2']); // prettier-ignore
    assert.ok('xaxis2' in layout);
  });

  it('leaves out what lies outside its range, and stands equal numbers', () => {
    const { data } = histograms({ a: tensor([-5, 0.5, 5, 7]) }, { ...labels, range: [0, 1], bins: 1 });
    assert.deepEqual(data[0].y, [0.25]);
    assert.deepEqual(histograms({ a: tensor([2, 2]) }, { ...labels, bins: 1 }).data[0].y, [1]);
    assert.throws(() => histograms({}, labels), /at least one tensor; received none/);
    assert.throws(() => histograms({ a: tensor([1]) }, { ...labels, bins: 0 }), /bins must be .*; received 0/);
  });
});

describe('imageGrid', () => {
  it('lays grey images side by side with a gap', () => {
    const { data, layout } = imageGrid(Tensor.range(12).reshape([3, 2, 2]), { columns: 2, labels: [7, 8, 9] });
    assert.deepEqual(data[0].z, [[0, 1, null, 4, 5], [2, 3, null, 6, 7], [null, null, null, null, null], [8, 9, null, null, null], [10, 11, null, null, null]]); // prettier-ignore
    assert.equal((layout.annotations as unknown[]).length, 3);
  });

  it('draws colours, and refuses other shapes', () => {
    const { data } = imageGrid(tensor([[[[0]], [[0.5]], [[2]]]]));
    assert.deepEqual(data[0].z, [[[0, 128, 255, 1]]]);
    assert.throws(() => imageGrid(Tensor.zeros([2, 2, 3, 3])), /received \[2, 2, 3, 3\]/);
    assert.throws(() => imageGrid(Tensor.zeros([1, 3, 3]), { columns: 0 }), /columns must be .*; received 0/);
  });
});

describe('confusionMatrix', () => {
  it('counts which class was taken for which', () => {
    const { data } = confusionMatrix([0, 1, 1, 2], [0, 1, 2, 2], labels);
    assert.deepEqual(data[0].text, [['1', '0', '0'], ['0', '1', '1'], ['0', '0', '1']]); // prettier-ignore
    assert.deepEqual(data[0].z, [[0, 0, 0], [0, 0, 1], [0, 0, 0]]); // prettier-ignore
    assert.throws(() => confusionMatrix([1], [1, 2], labels), /received 1 and 2/);
    assert.throws(() => confusionMatrix([3], [1], { ...labels, classes: 3 }), /above 3; received 3/);
  });
});
