/** A Jupyter client for Node: starts any kernelspec, talks to it, and executes notebooks with it. */
export { KernelClient } from './kernel-client.ts';
export type { MessageListener } from './kernel-client.ts';
export { KernelProcess, KernelDiedError } from './kernel-process.ts';
export type { KernelSpec, StartOptions } from './kernel-process.ts';
export { CellTimeoutError, executeNotebook } from './execute.ts';
export type { CellOutcome, ExecuteOptions, ExecutionObserver, ExecutionResult } from './execute.ts';
export {
  formatNotebook,
  kernelNameOf,
  NotebookFormatError,
  parseNotebook,
  readNotebook,
  sourceOf,
  writeNotebook,
} from './notebook-file.ts';
export type { Cell, CodeCell, Notebook, Output, TextCell } from './notebook-file.ts';
