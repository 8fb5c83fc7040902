import assert from 'node:assert/strict';
import { setBackend } from '../../../src/backend/index.ts';
import * as layers from '../../../src/layers/index.ts';
import { Tensor } from '../../../src/tensor/index.ts';
import { golden, type Listed } from '../golden/torch.ts';
import { backends, float32Tolerance, float64Tolerance, relativeDifference } from '../support/backends.ts';

const constructors = layers as unknown as Record<string, new (...options: unknown[]) => layers.Layer>;

for (const { name, get } of backends) {
  describe(`layers on ${name} against PyTorch ${golden.torch}`, () => {
    before(() => void setBackend(get()));
    after(() => void setBackend('wasm'));
    const tolerance = () => (get().dataType === 'float64' ? float64Tolerance : float32Tolerance);
    const tensorOf = ({ shape, data }: Listed) => Tensor.fromArray(data, shape);
    const close = (actual: Tensor, expected: Listed, what: string) => {
      assert.deepEqual(actual.shape, expected.shape, what);
      const difference = relativeDifference(actual, expected.data);
      assert.ok(difference < tolerance(), `${what} differs by ${difference}`);
    };

    for (const each of golden.layers) {
      it(`${each.layer}(${each.options.map((option) => JSON.stringify(option)).join(', ')})`, () => {
        const layer = new constructors[each.layer](...each.options);
        for (const { name: parameter, value } of layer.parameters) value.copyFrom(tensorOf(each.parameters[parameter]));
        close(layer.forward(tensorOf(each.x), { training: true }), each.y, 'y');
        close(layer.backward(tensorOf(each.dy)), each.dx, 'dx');
        assert.deepEqual(layer.parameters.map((parameter) => parameter.name), Object.keys(each.gradients)); // prettier-ignore
        for (const { name: parameter, grad } of layer.parameters) close(grad, each.gradients[parameter], parameter);
        for (const [key, value] of Object.entries(each.state ?? {})) close(layer.state.get(key)!, value, key);
        if (each.inference) close(layer.forward(tensorOf(each.inference.x)), each.inference.y, 'y at inference');
      });
    }
  });
}
