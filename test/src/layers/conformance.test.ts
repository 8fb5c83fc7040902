import assert from 'node:assert/strict';
import { setBackend } from '../../../src/backend/index.ts';
import { MeanSquaredError } from '../../../src/losses/index.ts';
import { Tensor } from '../../../src/tensor/index.ts';
import { gradientCheck } from '../../../src/training/index.ts';
import { backends, counting, exact, float32Tolerance, relativeDifference } from '../support/backends.ts';
import { layerRows } from './rows.ts';

for (const { label, make, input, output } of layerRows) {
  describe(`${label} as a layer`, () => {
    const x = (seed: number, backend = exact()) => Tensor.normal(input, seed, { backend });
    afterEach(() => void setBackend('wasm'));

    it('has gradients that finite differences confirm', () => {
      const targets = Tensor.normal(output, 8, { backend: exact() });
      setBackend('float64');
      const result = gradientCheck(make(), new MeanSquaredError(), x(7), targets);
      assert.ok(result.largestError < 1e-6, String(result));
    });

    it('says which shape it gives', () => {
      assert.deepEqual(make().outputShape(input.slice(1)), output.slice(1));
      assert.deepEqual(make().forward(Tensor.normal(input, 1)).shape, output);
    });

    for (const { name, get } of backends) {
      it(`computes on ${name} what it computes in double precision`, () => {
        const results = [get(), exact()].map((backend) => {
          setBackend(backend);
          const layer = make();
          // Both start from the same numbers, rounded to float32.
          const rounded = (shape: readonly number[], seed: number) =>
            Tensor.normal(shape, seed, { backend }).map((value) => Math.fround(value));
          layer.parameters.forEach(({ value }, index) => value.copyFrom(rounded(value.shape, 20 + index)));
          const y = layer.forward(rounded(input, 2), { training: true });
          const dx = layer.backward(rounded(output, 3));
          return [y, dx, ...layer.parameters.map(({ grad }) => grad), layer.forward(rounded(input, 4))];
        });
        results[0].forEach((tensor, index) => {
          const difference = relativeDifference(tensor, results[1][index]);
          assert.ok(difference < float32Tolerance, `result ${index} differs by ${difference}`);
        });
      });
    }

    it('allocates nothing once warm', () => {
      const backend = counting(exact());
      setBackend(backend);
      const layer = make();
      const [large, small] = [x(1, backend), x(2, backend).slice([0, input[0] - 1])];
      const [dyLarge, dySmall] = [output, [output[0] - 1, ...output.slice(1)]].map((shape) => Tensor.normal(shape, 5));
      const step = () => {
        layer.forward(large, { training: true });
        layer.backward(dyLarge);
        layer.forward(small, { training: true });
        layer.backward(dySmall);
        layer.forward(large, { reuse: true });
      };
      step();
      const warm = backend.allocations;
      step();
      assert.equal(backend.allocations, warm);
    });

    it('keeps earlier results unless told to reuse them', () => {
      const layer = make();
      const first = layer.forward(Tensor.normal(input, 1));
      const copy = first.copy();
      layer.forward(Tensor.normal(input, 2));
      assert.ok(first.equals(copy));
    });

    it('refuses to go backward before forward, with a gradient of another shape, or with inputs it cannot take', () => {
      const layer = make();
      assert.throws(() => layer.backward(Tensor.zeros(output)), /needs a forward with \{ training: true \} first/);
      layer.forward(Tensor.normal(input, 1), { training: true });
      assert.throws(
        () => layer.backward(Tensor.zeros([...output, 2])),
        /dy must have the output's shape \[.*received \[.*2\]/,
      );
      assert.ok(layer.toString().length > 0);
    });
  });
}
