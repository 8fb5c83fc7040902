import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One fault, as an edit of a right solution: every occurrence of `find` becomes `replace`. */
export interface Fault {
  readonly id: string;
  /** The part of the assignment in which the fault must cost points. */
  readonly part: string;
  /** The right solution of `test/samples/<assignment>/right/` that is spoilt, without its extension. */
  readonly base: string;
  readonly find: string;
  readonly replace: string;
}

export interface Mutant extends Fault {
  readonly text: string;
}

const samples = fileURLToPath(new URL('../../samples', import.meta.url));

/** The text of each mutant. Throws an Error for a fault whose text is not in the solution any more. */
export function mutantsFrom(assignment: string, faults: readonly Fault[]): Mutant[] {
  return faults.map((fault) => {
    const solution = readFileSync(join(samples, assignment, 'right', `${fault.base}.ts`), 'utf8');
    if (!solution.includes(fault.find))
      throw new Error(`${assignment}/${fault.id}: "${fault.find}" is not in ${fault.base}.ts`);
    return { ...fault, text: solution.replaceAll(fault.find, () => fault.replace) };
  });
}

/** Two faults of the same solution at once. */
export function combined(assignment: string, one: Fault, other: Fault): Mutant {
  const [mutant] = mutantsFrom(assignment, [one]);
  if (one.base !== other.base || !mutant.text.includes(other.find)) {
    throw new Error(`${assignment}/${one.id} and ${other.id} cannot be combined`);
  }
  return { ...mutant, id: `${one.id}+${other.id}`, text: mutant.text.replaceAll(other.find, () => other.replace) };
}

/** Writes mutants as submissions, one file each, to be graded. */
export function writeMutants(folder: string, mutants: readonly Mutant[]): void {
  mkdirSync(folder, { recursive: true });
  for (const { id, text } of mutants) writeFileSync(join(folder, `${id}.ts`), text);
}
