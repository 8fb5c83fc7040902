import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assertClose, both, builds, numbers, oracle, spoiled } from './support.ts';

for (const { name, get } of builds) {
  describe(`wasm softmax and its loss (${name})`, () => {
    it('agrees with the oracle on any shape', () => {
      const backend = get();
      const rows = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(3000));
      const columns = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(1000));
      const property = fc.property(rows, columns, fc.nat(1e6), (r, c, seed) => {
        const n = r * c > 400_000 ? 100 : r;
        const x = both(backend, numbers(seed, n * c, -30, 30));
        const targets = both(
          backend,
          numbers(seed + 1, n * c, -1, 1).map((value) => Math.max(0, value)),
        );
        const p = spoiled(backend, n * c);
        const dx = spoiled(backend, n * c);
        const loss = backend.softmaxCrossEntropy(n, c, x.fast, targets.fast, p.fast);
        const expected = oracle.softmaxCrossEntropy(n, c, x.exact, targets.exact, p.exact);
        assert.ok(Math.abs(loss - expected) <= 1e-6 * Math.abs(expected) + 1e-7 * c, `${loss} is not ${expected}`);
        assertClose(p.fast, p.exact, 8);
        backend.softmaxCrossEntropyBackward(n, c, p.fast, targets.fast, dx.fast);
        oracle.softmaxCrossEntropyBackward(n, c, p.exact, targets.exact, dx.exact);
        assertClose(dx.fast, dx.exact, 8, 1 / n);
        backend.softmax(n, c, x.fast, dx.fast);
        assertClose(dx.fast, p.fast, 0, 0);
      });
      fc.assert(property, { numRuns: 60 });
    });

    it('stays finite for huge logits, and a target of zero costs nothing at −∞', () => {
      const backend = get();
      const x = both(backend, [1e38, -1e38, 0, -Infinity, 5, 5]).fast;
      const targets = both(backend, [1, 0, 0, 0, 0.5, 0.5]).fast;
      const p = spoiled(backend, 6).fast;
      const loss = backend.softmaxCrossEntropy(2, 3, x, targets, p);
      assert.ok(Math.abs(loss - Math.log(2) / 2) < 1e-7);
      assert.deepEqual([...p], [1, 0, 0, 0, 0.5, 0.5]);
    });

    it('keeps the digits of a small loss', () => {
      const backend = get();
      const x = both(backend, [20, 0]).fast;
      const loss = backend.softmaxCrossEntropy(1, 2, x, both(backend, [1, 0]).fast, backend.allocate(2));
      const expected = Math.log1p(Math.exp(-20));
      assert.ok(Math.abs(loss - expected) < 1e-6 * expected, `${loss} is not ${expected}`);
    });
  });
}
