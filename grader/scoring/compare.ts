import type { PlainArray } from '../cases/reference/plain-array.ts';
import { sameShape } from '../cases/reference/plain-array.ts';

/**
 * How far a right result may be from the reference, absolutely and relatively: the rounding of float64 sums in another order stays
 * a thousand times below it, the rounding of float32 a hundred times above.
 */
export const tolerance = 1e-9;

/** |actual − expected| ≤ tolerance · (1 + |expected|). What is not finite must be the same: NaN for NaN, ∞ for ∞ of the same sign. */
export function close(actual: number, expected: number): boolean {
  if (!Number.isFinite(expected)) return Object.is(actual, expected);
  return Number.isFinite(actual) && Math.abs(actual - expected) <= tolerance * (1 + Math.abs(expected));
}

export type Comparison = 'same' | 'otherShape' | 'otherNumbers';

export function compare(actual: PlainArray, expected: PlainArray): Comparison {
  if (!sameShape(actual.shape, expected.shape)) return 'otherShape';
  if (actual.data.length !== expected.data.length) return 'otherShape';
  for (let at = 0; at < expected.data.length; at += 1) {
    if (!close(actual.data[at], expected.data[at])) return 'otherNumbers';
  }
  return 'same';
}
