import { backendNamed, backendNames } from '../../../src/backend/index.ts';
import type { Backend } from '../../../src/backend/backend.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';

/** Every backend of the library; a suite that loops over them is one suite for all. */
export const backends: readonly { name: string; get: () => Backend }[] = backendNames().map((name) => ({
  name,
  get: () => backendNamed(name),
}));

export const exact = (): Backend => backendNamed('float64');

/**
 * How far a float32 result may stray from the one in double precision, relative to the largest number of the result: a sum of n terms rounds by
 * about √n · 2⁻²⁴, layers here sum at most some thousand terms, and several stages follow each other.
 */
export const float32Tolerance = 2e-5;

/** Differences between two roundings of double precision. */
export const float64Tolerance = 1e-12;

/** The largest difference, relative to the largest number expected. */
export function relativeDifference(actual: Tensor | ArrayLike<number>, expected: Tensor | ArrayLike<number>): number {
  const [a, b] = [actual, expected].map((each) => ('data' in each ? each.data : each));
  if (a.length !== b.length) return Infinity;
  let difference = 0;
  let largest = Number.MIN_VALUE;
  for (let i = 0; i < a.length; i++) {
    if (Number.isNaN(a[i]) || Number.isNaN(b[i])) return NaN;
    difference = Math.max(difference, Math.abs(a[i] - b[i]));
    largest = Math.max(largest, Math.abs(b[i]));
  }
  return difference / largest;
}

/** A backend like another that counts what is allocated on it. */
export function counting(backend: Backend): Backend & { allocations: number } {
  return {
    ...backend,
    allocations: 0,
    allocate(length) {
      this.allocations++;
      return backend.allocate(length);
    },
    allocateIndices(length) {
      this.allocations++;
      return backend.allocateIndices(length);
    },
  };
}
