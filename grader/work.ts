import type { SubmissionResult } from './results.ts';
import type { FoundSubmission } from './submissions/find.ts';

/** Where work comes from: a list of files today; a queue can stand behind it, and decide when the next one is handed out. */
export interface WorkSource {
  readonly size: number | undefined;
  next(): Promise<FoundSubmission | undefined>;
}

/** Where results go, in the order in which they come about. A result may come twice for the same work; the later one counts. */
export interface ResultSink {
  take(work: FoundSubmission, result: SubmissionResult): Promise<void>;
}

/** Grades one submission; it reports its own failures as results and throws only for an abort. */
export type GradeOne = (work: FoundSubmission) => Promise<SubmissionResult>;

export interface Progress {
  readonly done: number;
  /** Unknown while a queue is open. */
  readonly total: number | undefined;
  readonly result: SubmissionResult;
}

export interface Batch {
  readonly source: WorkSource;
  readonly sink: ResultSink;
  readonly gradeOne: GradeOne;
  readonly jobs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Grades everything that the source has, `jobs` at a time, and stops taking work once it is aborted. */
export async function gradeBatch({ source, sink, gradeOne, jobs, signal, onProgress }: Batch): Promise<void> {
  let done = 0;
  const worker = async (): Promise<void> => {
    while (!signal?.aborted) {
      const work = await source.next();
      if (!work) return;
      const result = await gradeOne(work);
      await sink.take(work, result);
      done += 1;
      onProgress?.({ done, total: source.size, result });
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
}

/** A list as a source of work. */
export function listSource(list: readonly FoundSubmission[]): WorkSource {
  let at = 0;
  return {
    size: list.length,
    next: () => {
      at += 1;
      return Promise.resolve(list[at - 1]);
    },
  };
}
