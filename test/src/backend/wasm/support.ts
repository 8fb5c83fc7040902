import assert from 'node:assert/strict';
import type { Backend, Storage } from '../../../../src/backend/backend.ts';
import { createReferenceBackend } from '../../../../src/backend/reference/index.ts';
import { createWasmBackend } from '../../../../src/backend/wasm/index.ts';
import type { Build, Host } from '../../../../src/backend/wasm/host.ts';
import { createNodeHost } from '../../../../src/backend/wasm/node.ts';

/** A host like Node's with some answers replaced, which notes what it is asked to warn of. */
export function hostWith(changes: Partial<Host>): Host & { warnings: string[] } {
  const warnings: string[] = [];
  return { ...createNodeHost(), warn: (message) => void warnings.push(message), ...changes, warnings };
}

/** A host whose engine seems not to know relaxed SIMD. */
export function plainHost(threads = 2): Host & { warnings: string[] } {
  const node = createNodeHost();
  return hostWith({ threads, read: (build: Build) => (build === 'relaxed' ? new Uint8Array(8) : node.read(build)) });
}

/** Both builds, on more threads than one, each made at its first use. */
export const builds: readonly { name: string; get: () => Backend }[] = [
  { name: 'relaxed SIMD', get: once(() => createWasmBackend(hostWith({ threads: 3 }))) },
  { name: 'plain SIMD', get: once(() => createWasmBackend(plainHost(2))) },
];

/** The oracle: plain loops in double precision. */
export const oracle = createReferenceBackend('float64');

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Numbers that repeat for the same seed: a 32-bit xorshift generator (Marsaglia 2003). */
export function numbers(seed: number, length: number, from = -1, to = 1): number[] {
  let state = (seed * 2654435761 + 1) | 0 || 1;
  const values = new Array<number>(length);
  for (let i = 0; i < length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    values[i] = Math.fround(from + (to - from) * ((state >>> 8) / 2 ** 24));
  }
  return values;
}

/** The same numbers on both backends. */
export function both(backend: Backend, values: readonly number[]): { fast: Storage; exact: Storage } {
  const fast = backend.allocate(values.length);
  const exact = oracle.allocate(values.length);
  fast.set(values);
  exact.set(values);
  return { fast, exact };
}

/** Storage full of NaN: nothing may be read from an output. */
export function spoiled(backend: Backend, length: number): { fast: Storage; exact: Storage } {
  return both(backend, new Array<number>(length).fill(NaN));
}

/**
 * Every float32 operation rounds by at most 2⁻²⁴ of its result. A sum of `terms` numbers of either sign, of size up to `scale`, passes through
 * partial sums of about √terms · scale, and `terms` random roundings add up to √terms of one: about terms · scale · 2⁻²⁴ altogether.
 * Four times that covers the worst of a million results; four units of the result itself allow for exp and division.
 */
export function assertClose(actual: Storage, expected: Storage, terms = 1, scale = 1): void {
  assert.equal(actual.length, expected.length);
  const absolute = 4 * (terms + 1) * scale * 2 ** -24;
  for (let i = 0; i < actual.length; i++) {
    const want = expected[i];
    if (Object.is(actual[i], want) || actual[i] === want) continue;
    if (Number.isNaN(actual[i]) && Number.isNaN(want)) continue;
    const allowed = absolute + 4 * 2 ** -23 * Math.abs(want);
    assert.ok(Math.abs(actual[i] - want) <= allowed, `[${i}] is ${actual[i]}, expected ${want} within ${allowed}`);
  }
}
