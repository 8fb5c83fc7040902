/** How a case ended. `passed` needs a complete, positive comparison; the others say why there was none. */
export type Verdict = 'passed' | 'wrong' | 'error' | 'timeout' | 'memory' | 'crash' | 'output';

export interface CaseResult {
  /** `part/name`, where the part is one of the assignment's. */
  readonly id: string;
  readonly title: string;
  readonly points: number;
  readonly earned: number;
  readonly verdict: Verdict;
  /** What kind of mistake this points to; empty for a passed case. Never a number of the case. */
  readonly hint: string;
}

/**
 * The result of one submission. `graded`: every case has a verdict. `rejected`: it cannot be graded as it is, and `reason` tells the
 * learner what to change. `failed`: the grader itself could not do its work; there is no score, and grading it again is right.
 */
export interface SubmissionResult {
  readonly submission: string;
  readonly status: 'graded' | 'rejected' | 'failed';
  readonly score: number | null;
  readonly maxScore: number;
  readonly cases: readonly CaseResult[];
  readonly reason?: string;
}

export interface Results {
  readonly assignment: string;
  readonly graderVersion: string;
  readonly seed: string;
  readonly results: readonly SubmissionResult[];
}
