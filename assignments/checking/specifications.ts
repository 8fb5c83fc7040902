import { convolutionChecks } from '../convolution/checks/index.ts';
import { poolingChecks } from '../pooling/checks/index.ts';
import type { Specification } from './specification.ts';

/** The public checks by the name of their assignment. The class under check is not known to be one before it is checked. */
const specifications: ReadonlyMap<string, Specification<unknown>> = new Map<string, Specification<unknown>>([
  ['convolution', convolutionChecks],
  ['pooling', poolingChecks],
]);

export function specificationOf(assignment: string): Specification<unknown> {
  const found = specifications.get(assignment);
  if (found) return found;
  throw new RangeError(`assignment must be one of ${[...specifications.keys()].join(', ')}. Received "${assignment}".`);
}
