import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assertClose, both, builds, numbers, oracle, spoiled } from './support.ts';

const size = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constantFrom(1, 64, 127, 129));
const depth = fc.oneof(size, fc.constantFrom(255, 256, 257, 600));

for (const { name, get } of builds) {
  describe(`wasm matrices (${name})`, () => {
    it('multiplies matrices of any shape, transposed or not, with bias, scale and accumulation', () => {
      const backend = get();
      const property = fc.property(
        fc.record({ m: size, n: size, k: depth, transposeA: fc.boolean(), transposeB: fc.boolean() }),
        fc.record({ alpha: fc.constantFrom(1, 1, -0.5), accumulate: fc.boolean(), hasBias: fc.boolean() }),
        fc.nat(1e6),
        (shape, { alpha, accumulate, hasBias }, seed) => {
          const plan = { ...shape, alpha, accumulate };
          const { m, n, k } = shape;
          const a = both(backend, numbers(seed, m * k));
          const b = both(backend, numbers(seed + 1, k * n));
          const bias = hasBias ? both(backend, numbers(seed + 2, n)) : { fast: null, exact: null };
          const c = accumulate ? both(backend, numbers(seed + 3, m * n)) : spoiled(backend, m * n);
          backend.matmul(plan, a.fast, b.fast, c.fast, bias.fast);
          oracle.matmul(plan, a.exact, b.exact, c.exact, bias.exact);
          assertClose(c.fast, c.exact, k);
        },
      );
      fc.assert(property, { numRuns: 150 });
    });

    it('multiplies matrices large enough for several blocks and threads', () => {
      const backend = get();
      for (const [m, n, k] of [
        [300, 700, 530],
        [700, 90, 260],
      ]) {
        const plan = { m, n, k, transposeA: false, transposeB: true, alpha: 1, accumulate: false };
        const a = both(backend, numbers(1, m * k));
        const b = both(backend, numbers(2, k * n));
        const c = spoiled(backend, m * n);
        backend.matmul(plan, a.fast, b.fast, c.fast, null);
        oracle.matmul(plan, a.exact, b.exact, c.exact, null);
        assertClose(c.fast, c.exact, k);
      }
    });

    it('permutes axes', () => {
      const backend = get();
      const shapes = fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 0, maxLength: 5 });
      const property = fc.property(shapes, fc.nat(1e6), (shape, seed) => {
        const keys = numbers(seed, shape.length);
        const order = shape.map((_, axis) => axis).sort((p, q) => keys[p] - keys[q]);
        const x = both(
          backend,
          numbers(
            seed,
            shape.reduce((product, length) => product * length, 1),
          ),
        );
        const y = spoiled(backend, x.fast.length);
        backend.permute(shape, order, x.fast, y.fast);
        oracle.permute(shape, order, x.exact, y.exact);
        assert.deepEqual([...y.fast], [...y.exact]);
      });
      fc.assert(property, { numRuns: 200 });
    });
  });
}
