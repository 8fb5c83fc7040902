import assert from 'node:assert/strict';
import { setBackend } from '../../../src/backend/index.ts';
import { MeanSquaredError, softmax, SoftmaxCrossEntropy } from '../../../src/losses/index.ts';
import { Tensor, tensor } from '../../../src/tensor/index.ts';
import { golden } from '../golden/torch.ts';
import { backends, float32Tolerance, float64Tolerance, relativeDifference } from '../support/backends.ts';

const makers = { SoftmaxCrossEntropy: () => new SoftmaxCrossEntropy(), MeanSquaredError: () => new MeanSquaredError() };

for (const { name, get } of backends) {
  describe(`losses on ${name} against PyTorch ${golden.torch}`, () => {
    before(() => void setBackend(get()));
    after(() => void setBackend('wasm'));

    golden.losses.forEach(({ loss: label, x, targets, value, dx }) => {
      it(`${label} with targets of shape [${targets.shape.join(', ')}]`, () => {
        const tolerance = get().dataType === 'float64' ? float64Tolerance : float32Tolerance;
        const loss = makers[label as keyof typeof makers]();
        const outputs = Tensor.fromArray(x.data, x.shape);
        const measured = loss.forward(outputs, Tensor.fromArray(targets.data, targets.shape));
        assert.ok(Math.abs(measured - value) < tolerance * Math.abs(value), `${measured}, not ${value}`);
        assert.ok(relativeDifference(loss.backward(), dx.data) < tolerance);
      });
    });

    it('keeps its accuracy for outputs that overflow exp', () => {
      const loss = new SoftmaxCrossEntropy();
      const value = loss.forward(tensor([[1000, 0, -1000]]), [1]);
      assert.equal(value, 1000);
      assert.deepEqual(loss.backward().toArray(), [[1, -1, 0]]);
      assert.deepEqual(softmax(tensor([[1000, 1000]])).toArray(), [[0.5, 0.5]]);
    });
  });
}

describe('losses', () => {
  it('name the shapes that do not fit', () => {
    const outputs = Tensor.zeros([2, 3]);
    assert.throws(
      () => new SoftmaxCrossEntropy().forward(outputs, [1]),
      /\[2\] class numbers or distributions of shape \[2, 3\]; received shape \[1\]/,
    );
    assert.throws(() => new SoftmaxCrossEntropy().forward(outputs, [1, 3]), /from 0 to 2; received 3 at position 1/);
    assert.throws(
      () => new SoftmaxCrossEntropy().forward(Tensor.zeros([3]), [1]),
      /\[batch, classes\]; received \[3\]/,
    );
    assert.throws(
      () => new MeanSquaredError().forward(outputs, Tensor.zeros([3, 2])),
      /shape \[2, 3\]; received \[3, 2\]/,
    );
    assert.throws(() => new MeanSquaredError().backward(), /needs a forward first/);
    assert.throws(() => new SoftmaxCrossEntropy().backward(), /need a forward first/);
  });
});
