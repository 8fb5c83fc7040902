import assert from 'node:assert/strict';
import { BatchNorm1d, Dropout, Linear, ReLU, Tanh } from '../../../src/layers/index.ts';
import { SoftmaxCrossEntropy } from '../../../src/losses/index.ts';
import { Sequential } from '../../../src/models/index.ts';
import { Tensor } from '../../../src/tensor/index.ts';
import { gradientCheck } from '../../../src/training/index.ts';

const inputs = Tensor.normal([6, 4], 2);
const labels = [0, 2, 1, 1, 0, 2];

describe('gradientCheck', () => {
  it('confirms right gradients, and leaves the model bit for bit as it was', () => {
    const model = new Sequential([
      new Linear(4, 5),
      new BatchNorm1d(5),
      new Tanh(),
      new Dropout(0.3),
      new Linear(5, 3),
    ]);
    const all = () => [
      ...model.parameters.map(({ value }) => value.copy()),
      ...[...model.state.values()].map((value) => value.copy()),
    ];
    const before = all();
    const result = gradientCheck(model, new SoftmaxCrossEntropy(), inputs, labels);
    assert.ok(result.largestError < 1e-6, String(result));
    assert.deepEqual(result.rows.map(({ name }) => name), ['0.weight', '0.bias', '1.weight', '1.bias', '4.weight', '4.bias', 'input']); // prettier-ignore
    assert.ok(all().every((value, index) => value.equals(before[index]) && value.backend === before[index].backend));
  });

  it('finds a wrong gradient', () => {
    class Wrong extends ReLU {
      override backward(dy: Tensor): Tensor {
        return super.backward(dy).multiply(1.01);
      }
    }
    const model = new Sequential([new Linear(4, 5), new Wrong(), new Linear(5, 3)], { seed: 1 });
    const { rows } = gradientCheck(model, new SoftmaxCrossEntropy(), inputs, labels);
    const errorOf = (name: string) => rows.find((row) => row.name === name)!.relativeError;
    assert.ok(errorOf('2.weight') < 1e-6);
    assert.ok(errorOf('0.weight') > 1e-3 && errorOf('input') > 1e-3);
  });
});
