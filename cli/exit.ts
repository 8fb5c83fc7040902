/** What the command's exit status tells a script. */
export const exitCode = {
  done: 0,
  /** `run`: a cell failed; `check`: a check failed. */
  failed: 1,
  /** The command was called wrongly, or what it names is not there. */
  usage: 2,
  /** `grade`: some submission could not be graded. */
  incomplete: 3,
} as const;

/** The user called the command wrongly; the message says how to call it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
