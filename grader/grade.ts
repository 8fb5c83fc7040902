import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { assignmentNamed } from '../assignments/index.ts';
import type { Course } from './grade-one.ts';
import { gradeOne } from './grade-one.ts';
import { root } from './house.ts';
import type { Language } from './language.ts';
import type { Results, SubmissionResult } from './results.ts';
import { findSandbox } from './sandbox/host.ts';
import type { SandboxLimits } from './sandbox/limits.ts';
import { usualLimits } from './sandbox/limits.ts';
import type { FoundSubmission } from './submissions/find.ts';
import { findSubmissions } from './submissions/find.ts';
import { graderVersion } from './version.ts';
import type { Progress } from './work.ts';
import { gradeBatch, listSource } from './work.ts';

export interface GradeOptions {
  /** Files and folders with submissions. */
  readonly paths: readonly string[];
  /** The name of an assignment, such as `convolution`. */
  readonly assignment: string;
  /** Decides the hidden cases together with the secret and the submission itself; drawn and reported when it is not given. */
  readonly seed?: string | undefined;
  /** Known to the course alone; without it, the seed decides. */
  readonly secret?: string | undefined;
  /** How many sandboxes run at a time; one for each processor unless told. */
  readonly jobs?: number | undefined;
  readonly language?: Language | undefined;
  readonly limits?: Partial<SandboxLimits> | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** When aborted, what is running is stopped and reported as `failed`, as is what has not begun. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Grades submissions, each in a sandbox of its own. Results stand in the order in which the submissions were found.
 * Throws a SandboxUnavailable where student code cannot be confined, a RangeError for an unknown assignment or a bad number
 * of jobs, and an Error for a path that does not exist.
 */
export async function grade(options: GradeOptions): Promise<Results> {
  const { jobs = availableParallelism(), seed = randomBytes(8).toString('hex'), language = 'ko', signal } = options;
  if (!Number.isInteger(jobs) || jobs < 1) throw new RangeError(`jobs must be an integer > 0. Received ${jobs}.`);
  const assignment = assignmentNamed(options.assignment);
  const found = await findSubmissions(options.paths);
  const course: Course = {
    assignment,
    seed,
    secret: options.secret ?? '',
    language,
    tools: await findSandbox(),
    limits: { ...usualLimits, ...options.limits },
    helper: await readFile(join(root, 'assignments', 'ndarray.ts'), 'utf8'),
    signal,
  };
  const results = new Map<FoundSubmission, SubmissionResult>();
  await gradeBatch({
    source: listSource(found),
    sink: {
      take: (work, result) => {
        results.set(work, result);
        return Promise.resolve();
      },
    },
    gradeOne: (work) => gradeOne(course, work),
    jobs: Math.min(jobs, Math.max(1, found.length)),
    signal,
    onProgress: options.onProgress,
  });
  // What an abort left undone; `gradeOne` reports it as interrupted without starting it.
  for (const work of found) if (!results.has(work)) results.set(work, await gradeOne(course, work));
  return {
    assignment: assignment.name,
    graderVersion,
    seed,
    results: found.map((work) => results.get(work) as SubmissionResult),
  };
}
