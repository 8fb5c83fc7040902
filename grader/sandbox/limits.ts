/** What one submission may use. */
export interface SandboxLimits {
  /** Wall-clock seconds until the runner and TypeScript are ready. The submission has no part in it. */
  readonly startSeconds: number;
  /** Wall-clock seconds to compile and load the submission, with every cell of a notebook. */
  readonly loadSeconds: number;
  /** Multiplies the seconds of each case; below 1 only in tests. */
  readonly caseFactor: number;
  /** Seconds of processor time of one sandbox. */
  readonly cpuSeconds: number;
  /** Wall-clock seconds of everything together; after that no sandbox is started again. */
  readonly totalSeconds: number;
  /** Bytes of memory that the process may write to, of every kind. */
  readonly memoryBytes: number;
  /** Megabytes of V8's heap, a part of the above. */
  readonly heapMegabytes: number;
  /** Bytes that a submission may print; they are read and thrown away. */
  readonly outputBytes: number;
  /** How often a submission that killed its sandbox gets another one for the cases that are left. */
  readonly restarts: number;
}

export const usualLimits: SandboxLimits = {
  startSeconds: 20,
  loadSeconds: 10,
  caseFactor: 1,
  cpuSeconds: 30,
  totalSeconds: 45,
  memoryBytes: 320 * 2 ** 20,
  heapMegabytes: 192,
  outputBytes: 4 * 2 ** 20,
  restarts: 2,
};
