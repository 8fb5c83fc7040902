import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ReduceOperation } from '../../../../src/backend/backend.ts';
import { assertClose, both, builds, numbers, oracle, spoiled } from './support.ts';

const operations: ReduceOperation[] = ['sum', 'max', 'min', 'argmax', 'argmin'];
const few = fc.integer({ min: 1, max: 6 });
const length = fc.oneof(fc.integer({ min: 1, max: 80 }), fc.constantFrom(1023, 1024, 1040, 32768, 32769, 70000));

for (const { name, get } of builds) {
  describe(`wasm reductions (${name})`, () => {
    for (const operation of operations) {
      it(`reduces the middle axis with ${operation}`, () => {
        const backend = get();
        const property = fc.property(few, length, few, fc.nat(1e6), (outer, middle, inner, seed) => {
          // Few different numbers, so that equal extremes are common.
          const coarse = numbers(seed, outer * middle * inner).map((value) => Math.round(value * 8) / 8);
          const x = both(backend, coarse);
          const y = spoiled(backend, outer * inner);
          backend.reduce(operation, outer, middle, inner, x.fast, y.fast);
          oracle.reduce(operation, outer, middle, inner, x.exact, y.exact);
          assertClose(y.fast, y.exact, operation === 'sum' ? 1 : 0);
        });
        fc.assert(property, { numRuns: 40 });
      });
    }

    it('lets NaN win, and the first of equal extremes', () => {
      const backend = get();
      for (const [values, largest, position] of [
        [[1, NaN, 3, NaN], NaN, 1],
        [[NaN, 5], NaN, 0],
        [[2, 7, 7, 1], 7, 1],
        [[-Infinity, -Infinity], -Infinity, 0],
      ] as const) {
        const x = both(backend, values).fast;
        const y = backend.allocate(1);
        backend.reduce('max', 1, values.length, 1, x, y);
        assert.equal(y[0], largest);
        backend.reduce('argmax', 1, values.length, 1, x, y);
        assert.equal(y[0], position);
      }
    });

    it('keeps six digits of a long sum, of which a plain float32 loop keeps one', () => {
      const backend = get();
      const x = backend.allocate(2 ** 22).fill(0.1);
      const within = (actual: number, terms: number) => {
        const expected = Math.fround(0.1) * terms;
        assert.ok(Math.abs(actual - expected) <= 2 ** -20 * expected, `${actual} is not ${expected}`);
      };
      const y = backend.allocate(1);
      backend.reduce('sum', 1, x.length, 1, x, y);
      within(y[0], 2 ** 22);
      const wide = backend.allocate(2);
      backend.reduce('sum', 1, 2 ** 21, 2, x, wide);
      within(wide[1], 2 ** 21);
      within(backend.dot(x, backend.allocate(2 ** 22).fill(1)), 2 ** 22);
    });

    it('sums nothing to zero', () => {
      const backend = get();
      const { fast } = spoiled(backend, 6);
      backend.reduce('sum', 2, 0, 3, backend.allocate(0), fast);
      assert.deepEqual([...fast], [0, 0, 0, 0, 0, 0]);
      assert.equal(backend.dot(backend.allocate(0), backend.allocate(0)), 0);
    });

    it('computes scalar products', () => {
      const backend = get();
      const property = fc.property(length, fc.nat(1e6), (n, seed) => {
        const x = both(backend, numbers(seed, n));
        const y = both(backend, numbers(seed + 1, n));
        const difference = Math.abs(backend.dot(x.fast, y.fast) - oracle.dot(x.exact, y.exact));
        // Within a block of 1024 numbers, each of 16 lanes sums 64 products below 1 in float32.
        assert.ok(difference <= Math.min(64, n) * Math.sqrt(n) * 2 ** -22, `off by ${difference}`);
      });
      fc.assert(property, { numRuns: 40 });
    });
  });
}
