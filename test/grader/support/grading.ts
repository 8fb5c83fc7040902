import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { hasTool } from '../../../scripts/tools.mjs';
import type { GradeOptions, SubmissionResult } from '../../../grader/index.ts';
import { grade } from '../../../grader/index.ts';

/** Where the sample submissions of an assignment lie. */
export const samples = (...parts: string[]): string =>
  fileURLToPath(new URL(['../../samples', ...parts].join('/'), import.meta.url));

/** Skips the tests of a `describe` where there is no sandbox; CI has it. */
export function needsSandbox(this: Mocha.Context): void {
  if (!hasTool('bubblewrap')) this.skip();
}

/** A right solution, as text to spoil. */
export const rightSolution = (): Promise<string> => readFile(samples('convolution/right/loops.ts'), 'utf8');

/** Grades one source text in the real sandbox, with short limits. */
export async function gradeSource(
  file: string,
  source: string,
  options: Partial<GradeOptions> = {},
): Promise<SubmissionResult> {
  await writeFile(file, source);
  const { results } = await grade({
    paths: [file],
    assignment: 'convolution',
    seed: 'test',
    language: 'en',
    ...options,
  });
  return results[0];
}

/** The parts in which a submission lost points. */
export function lostParts({ cases }: SubmissionResult): string[] {
  return [...new Set(cases.filter(({ verdict }) => verdict !== 'passed').map(({ id }) => id.split('/')[0]))];
}

/** How often each verdict was given. */
export function verdictsOf({ cases }: SubmissionResult): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { verdict } of cases) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}
