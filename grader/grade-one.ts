import type { Assignment } from '../assignments/index.ts';
import { casesFor } from './cases/index.ts';
import type { Language, Text } from './language.ts';
import { text } from './language.ts';
import type { SubmissionResult } from './results.ts';
import type { Tools } from './sandbox/command.ts';
import type { SandboxLimits } from './sandbox/limits.ts';
import { runCases } from './sandbox/run.ts';
import type { Judgement } from './scoring/judge.ts';
import { judge, judgeDeath } from './scoring/judge.ts';
import { caseResult, sumOf } from './scoring/score.ts';
import type { FoundSubmission } from './submissions/find.ts';
import { readSubmission } from './submissions/read.ts';
import { Refused, notLoaded } from './submissions/refusals.ts';
import { graderVersion } from './version.ts';

/** What all submissions of one grading have in common. */
export interface Course {
  readonly assignment: Assignment;
  readonly seed: string;
  readonly secret: string;
  readonly language: Language;
  readonly tools: Tools;
  readonly limits: SandboxLimits;
  /** The TypeScript of the helper that submissions may import. */
  readonly helper: string;
  readonly signal?: AbortSignal | undefined;
}

const maxScoreOf = (assignment: Assignment): number => assignment.parts.reduce((sum, part) => sum + part.points, 0);

/** A fault of the grader or the machine is tried again so often before it is reported. */
const attempts = 2;

/** Grades one submission. Its own faults become verdicts or a refusal, the grader's become `failed`, which is never a score. */
export async function gradeOne(course: Course, work: FoundSubmission): Promise<SubmissionResult> {
  const bare = { submission: work.name, maxScore: maxScoreOf(course.assignment), cases: [] };
  const rejected = (reason: Text): SubmissionResult => ({
    ...bare,
    status: 'rejected',
    score: 0,
    reason: reason[course.language],
  });
  const stopped: SubmissionResult = { ...bare, status: 'failed', score: null, reason: interrupted[course.language] };
  if (work.refused) return rejected(work.refused);
  if (course.signal?.aborted) return stopped;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await examine(course, work);
    } catch (error) {
      if (course.signal?.aborted) return stopped;
      if (error instanceof Refused) return rejected(error.text);
      if (attempt === attempts) {
        const words = error instanceof Error ? error.message : String(error);
        return { ...bare, status: 'failed', score: null, reason: failed(words)[course.language] };
      }
    }
  }
}

const interrupted = text('채점이 중단되었습니다. 다시 채점하십시오.', 'The grading was interrupted. Grade it again.');

const failed = (words: string): Text =>
  text(
    `채점기의 문제로 채점하지 못했습니다. 다시 채점하십시오. (${words})`,
    `The grader could not do its work. Grade it again. (${words})`,
  );

/** The result of one submission. Throws a Refused, or whatever went wrong in the grader. */
async function examine(course: Course, work: FoundSubmission): Promise<SubmissionResult> {
  const { assignment, language } = course;
  const code = await readSubmission(work.path);
  const cases = casesFor({
    secret: course.secret,
    seed: course.seed,
    assignment: assignment.name,
    graderVersion,
    submission: code.bytes,
  });
  const program = { className: assignment.className, helper: course.helper, kind: code.kind, cells: code.cells };
  const run = await runCases(program, cases, course);
  if (run.kind === 'notLoaded') throw new Refused(notLoaded(run.loaded, assignment.className));
  const results = cases.map((each, at) => {
    const outcome = run.outcomes[at];
    const judgement: Judgement =
      outcome.kind === 'observed' ? judge(each.expected, outcome.observations) : judgeDeath(outcome.death);
    return caseResult(each, judgement, language);
  });
  return {
    submission: work.name,
    status: 'graded',
    score: sumOf(results, 'earned'),
    maxScore: sumOf(results, 'points'),
    cases: results,
  };
}
