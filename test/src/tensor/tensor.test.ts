import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { concatenate, oneHot, stack, Tensor, tensor, type NestedArray } from '../../../src/tensor/index.ts';
import { setBackend } from '../../../src/backend/index.ts';
import { backends, exact } from '../support/backends.ts';

for (const { name, get } of backends) {
  describe(`Tensor on ${name}`, () => {
    before(() => void setBackend(get()));
    after(() => void setBackend('wasm'));

    it('is made from nested arrays and gives them back', () => {
      const values = [
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
      ];
      assert.deepEqual(tensor(values).shape, [1, 2, 3]);
      assert.deepEqual(tensor(values).toArray(), values);
      assert.deepEqual(tensor(7).shape, []);
      assert.equal(tensor(7).item(), 7);
      assert.deepEqual(tensor([]).shape, [0]);
    });

    it('is made by shape', () => {
      assert.deepEqual(Tensor.zeros([2, 2]).toArray(), [[0, 0], [0, 0]]); // prettier-ignore
      assert.deepEqual(Tensor.full([3], 2.5).toArray(), [2.5, 2.5, 2.5]);
      assert.deepEqual(Tensor.identity(2).toArray(), [[1, 0], [0, 1]]); // prettier-ignore
      assert.deepEqual(Tensor.range(2, 11, 3).toArray(), [2, 5, 8]);
      assert.deepEqual(Tensor.range(3).toArray(), [0, 1, 2]);
      assert.deepEqual(Tensor.linspace(0, 1, 5).toArray(), [0, 0.25, 0.5, 0.75, 1]);
    });

    it('broadcasts as NumPy does', () => {
      const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 });
      const property = fc.property(
        shapes,
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        fc.nat(3),
        (shape, ones, cut) => {
          const other = shape.map((length, axis) => (ones[axis] ? 1 : length)).slice(Math.min(cut, shape.length));
          const a = Tensor.range(shape.reduce((x, y) => x * y, 1)).reshape(shape);
          const b = Tensor.range(other.reduce((x, y) => x * y, 1))
            .reshape(other)
            .add(100);
          const sum = a.subtract(b);
          assert.deepEqual(sum.shape, shape);
          for (let i = 0; i < sum.size; i++) {
            let rest = i;
            let [offset, stride] = [0, 1];
            for (let axis = shape.length - 1; axis >= 0; axis--) {
              const own = axis - shape.length + other.length;
              const position = rest % shape[axis];
              rest = Math.floor(rest / shape[axis]);
              if (own < 0) continue;
              if (other[own] > 1) offset += position * stride;
              stride *= other[own];
            }
            assert.equal(sum.data[i], a.data[i] - b.data[offset]);
          }
        },
      );
      fc.assert(property, { numRuns: 60 });
    });

    it('multiplies, transposes and reduces', () => {
      const a = tensor([[1, 2, 3], [4, 5, 6]]); // prettier-ignore
      const b = tensor([[1, 0], [0, 1], [1, 1]]); // prettier-ignore
      assert.deepEqual(a.matmul(b).toArray(), [[4, 5], [10, 11]]); // prettier-ignore
      assert.deepEqual(a.transpose().toArray(), [[1, 4], [2, 5], [3, 6]]); // prettier-ignore
      assert.deepEqual(a.sum(0).toArray(), [5, 7, 9]);
      assert.deepEqual(a.sum(1, { keepAxis: true }).toArray(), [[6], [15]]);
      assert.equal(a.mean().item(), 3.5);
      assert.deepEqual(a.max(-1).toArray(), [3, 6]);
      assert.deepEqual(tensor([3, 9, 9, 1]).argmax().item(), 1);
      assert.deepEqual(a.variance(1).data[0].toFixed(5), '0.66667');
      assert.equal(tensor([3, 4]).norm(), 5);
    });

    it('transposes any axes', () => {
      const x = Tensor.range(24).reshape([2, 3, 4]);
      const y = x.transpose([2, 0, 1]);
      assert.deepEqual(y.shape, [4, 2, 3]);
      for (const [i, j, k] of [[0, 0, 0], [3, 1, 2], [2, 1, 0]]) assert.equal(y.get(i, j, k), x.get(j, k, i)); // prettier-ignore
      assert.ok(y.transpose([1, 2, 0]).equals(x));
    });

    it('selects rows and boxes', () => {
      const x = Tensor.range(24).reshape([2, 3, 4]);
      assert.deepEqual(x.at(-1).toArray(), x.slice([1, 2]).reshape([3, 4]).toArray());
      assert.deepEqual(x.slice(undefined, [1, 3], [-1, 4]).toArray(), [[[7], [11]], [[19], [23]]]); // prettier-ignore
      assert.deepEqual(tensor([1, 2, 3]).rows([2, 0, 2]).toArray(), [3, 1, 3]);
      assert.deepEqual(x.slice([1, 1]).shape, [0, 3, 4]);
    });

    it('joins tensors', () => {
      const [a, b] = [tensor([[1], [2]]), tensor([[3, 4], [5, 6]])]; // prettier-ignore
      assert.deepEqual(concatenate([a, b], 1).toArray(), [[1, 3, 4], [2, 5, 6]]); // prettier-ignore
      assert.deepEqual(stack([tensor([1, 2]), tensor([3, 4])]).shape, [2, 2]);
      assert.deepEqual(oneHot([2, 0], 3).toArray(), [[0, 0, 1], [1, 0, 0]]); // prettier-ignore
    });

    it('compares, clips and maps', () => {
      assert.deepEqual(tensor([-2, 0.5, 3]).clip(-1, 1).toArray(), [-1, 0.5, 1]);
      assert.deepEqual(
        tensor([1, 2])
          .greater(tensor([2, 1]))
          .toArray(),
        [0, 1],
      );
      assert.deepEqual(tensor([1, 2]).map((value, i) => value * 10 + i).toArray(), [10, 21]); // prettier-ignore
      assert.ok(tensor([1, 2]).allClose(tensor([1, 2.00001])));
      assert.ok(!tensor([1, 2]).allClose(tensor([1, 2.1])));
      assert.ok(!tensor([1, 2]).equals(tensor([[1, 2]])));
    });
  });
}

describe('Tensor', () => {
  it('names both shapes when they do not fit', () => {
    const [a, b] = [Tensor.zeros([2, 3]), Tensor.zeros([4, 3, 2])];
    const naming = { name: 'RangeError', message: /\[2, 3\].*\[4, 3, 2\]/ };
    assert.throws(() => a.add(b), naming);
    assert.throws(() => a.matmul(b), naming);
    assert.throws(() => a.copyFrom(b), naming);
    assert.throws(() => concatenate([a, b]), naming);
    assert.throws(() => a.reshape([4]), { name: 'RangeError', message: /6 numbers of \[2, 3\]; received \[4\]/ });
    assert.throws(() => a.reshape([-1, 4]), /received \[-1, 4\]/);
  });

  it('refuses what it cannot mean', () => {
    assert.throws(() => tensor([[1, 2], [3]] as NestedArray), /shape \[2, 2\].*received an array of length 1/);
    assert.throws(() => tensor([[1], 2] as NestedArray), /received a number/);
    assert.throws(() => tensor(['1'] as unknown as NestedArray), /TypeError|must be numbers/);
    assert.throws(() => Tensor.zeros([2, -1]), /shape must be.*received \[2,-1\]/);
    assert.throws(() => Tensor.zeros([2]).sum(1), /axis must be a whole number from -1 to 0/);
    assert.throws(() => Tensor.zeros([2]).get(2), /inside shape \[2\]; received \[2\]/);
    assert.throws(() => Tensor.zeros([2]).item(), /received shape \[2\]/);
    assert.throws(() => Tensor.zeros([2]).rows([2]), /from -2 to 1.*received 2/);
    assert.throws(() => Tensor.zeros([0]).max(), /at least one number/);
    assert.throws(() => oneHot([3], 3), /from 0 to 2; received 3/);
  });

  it('refuses to mix backends', () => {
    const a = Tensor.zeros([1], { backend: exact() });
    const b = Tensor.zeros([1], { backend: backends[1].get() });
    assert.throws(() => a.add(b), { name: 'TypeError', message: /one backend.*float64.*float32/ });
    assert.equal(a.add(b.copy({ backend: exact() })).item(), 0);
  });

  it('gives random numbers that depend on the seed alone, with the moments asked for', () => {
    const a = Tensor.normal([10_000], 5, { mean: 2, standardDeviation: 3 });
    assert.ok(a.equals(Tensor.normal([10_000], 5, { mean: 2, standardDeviation: 3 })));
    assert.ok(!a.equals(Tensor.normal([10_000], 6, { mean: 2, standardDeviation: 3 })));
    // The mean of n numbers strays by σ/√n; four times that is hardly ever passed.
    assert.ok(Math.abs(a.mean().item() - 2) < (4 * 3) / 100);
    assert.ok(Math.abs(a.standardDeviation().item() - 3) < (4 * 3) / 100 / Math.SQRT2);
    const u = Tensor.uniform([10_000], 1, { low: -1, high: 3 });
    assert.ok(u.min().item() >= -1 && u.max().item() < 3 && Math.abs(u.mean().item() - 1) < 0.05);
  });

  it('prints numbers in columns below its shape, shortens long ones, and offers them to notebooks', () => {
    const text = 'Tensor [2, 2] float64\n[[ 1.0  -2.5]\n [10.0   0.0]]';
    const small = tensor([[1, -2.5], [10, 0]], { backend: exact() }); // prettier-ignore
    assert.equal(String(small), text);
    assert.equal(inspect(small), text);
    const display = (small as unknown as Record<symbol, () => unknown>)[Symbol.for('Jupyter.display')];
    assert.deepEqual(display.call(small), { 'text/plain': text });
    const long = String(Tensor.range(5000, undefined, 1, { backend: exact() }).reshape([50, 100]));
    assert.match(long, /\[ {3}0 {5}1 {5}2 {2}\.\.\. {4}97 {4}98 {4}99\]/);
    assert.equal(long.split('\n').length, 8);
    assert.equal(
      String(tensor([NaN, Infinity, 1e-12], { backend: exact() })).split('\n')[1],
      '[       NaN    Infinity  1.0000e-12]',
    );
  });
});
