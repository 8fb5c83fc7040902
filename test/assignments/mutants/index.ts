// A bank of wrong implementations, each a right one with one fault (or two). Public checks teach and need not catch every one of
// them; the hidden cases must.
import { convolutionFaults } from './convolution.ts';
import { combined, type Fault, type Mutant, mutantsFrom } from './mutant.ts';
import { poolingFaults } from './pooling.ts';

export { type Mutant, writeMutants } from './mutant.ts';

const faults: Readonly<Record<string, readonly Fault[]>> = { convolution: convolutionFaults, pooling: poolingFaults };

function faultsOf(assignment: string): readonly Fault[] {
  if (!Object.hasOwn(faults, assignment))
    throw new RangeError(`assignment must be one of ${Object.keys(faults).join(', ')}. Received "${assignment}".`);
  return faults[assignment];
}

/** Every mutant with a single fault. */
export function mutantsOf(assignment: string): Mutant[] {
  return mutantsFrom(assignment, faultsOf(assignment));
}

/** Mutants with two faults of different parts: each fault with the one a third of the list further on, where both fit the same solution. */
export function doubleMutantsOf(assignment: string, count: number): Mutant[] {
  const list = faultsOf(assignment).filter(({ base }) => base === 'loops');
  const step = Math.floor(list.length / 3);
  const pairs = list.slice(0, list.length - step).map((one, index) => [one, list[index + step]] as const);
  const fitting = pairs.filter(
    ([one, other]) => one.part !== other.part && mutantsFrom(assignment, [one])[0].text.includes(other.find),
  );
  return fitting.slice(0, count).map(([one, other]) => combined(assignment, one, other));
}
