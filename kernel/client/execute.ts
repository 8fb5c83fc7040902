import { createMessage, type JsonObject, type Message } from '../wire/index.ts';
import { CellOutputs } from './cell-outputs.ts';
import { KernelDiedError, type KernelProcess } from './kernel-process.ts';
import { sourceOf, type Cell, type CodeCell, type Notebook, type Output } from './notebook-file.ts';

export interface CellOutcome {
  readonly status: 'ok' | 'error' | 'aborted';
  readonly milliseconds: number;
}

/** Told of each code cell before and after it runs; `number` counts the code cells from 1. */
export interface ExecutionObserver {
  started?(cell: CodeCell, number: number, count: number): void;
  finished?(cell: CodeCell, number: number, count: number, outcome: CellOutcome): void;
}

export interface ExecuteOptions {
  readonly observer?: ExecutionObserver;
  /** Goes on after a cell that failed. Default false. */
  readonly allowErrors?: boolean;
  /** Milliseconds that one cell may take; it is interrupted then. Default: no limit. */
  readonly cellTimeout?: number;
  /** Aborting interrupts the running cell and ends the execution. */
  readonly signal?: AbortSignal;
}

export interface ExecutionResult {
  /** Code cells that were run, and those of them that failed. */
  readonly ran: number;
  readonly failed: number;
}

/** A cell took longer than it may. */
export class CellTimeoutError extends Error {
  override readonly name = 'CellTimeoutError';
}

function isCode(cell: Cell): cell is CodeCell {
  return cell.cell_type === 'code';
}

/**
 * Runs the code cells of a notebook in order and puts what they publish into it.
 *
 * @throws {KernelDiedError} when the kernel ends; the cells up to there keep their outputs.
 * @throws {CellTimeoutError} when a cell exceeds `cellTimeout`.
 */
export async function executeNotebook(
  kernel: KernelProcess,
  notebook: Notebook,
  { observer = {}, allowErrors = false, cellTimeout, signal }: ExecuteOptions = {},
): Promise<ExecutionResult> {
  const cells = notebook.cells.filter(isCode);
  for (const cell of cells) {
    cell.outputs = [];
    cell.execution_count = null;
  }
  const displays = new Map<string, Output[]>();
  let ran = 0;
  let failed = 0;
  for (const [index, cell] of cells.entries()) {
    if (signal?.aborted) break;
    if (sourceOf(cell).trim() === '') continue;
    observer.started?.(cell, index + 1, cells.length);
    const outcome = await executeCell(kernel, cell, { cellTimeout, signal, displays });
    observer.finished?.(cell, index + 1, cells.length, outcome);
    ran += 1;
    if (outcome.status === 'ok') continue;
    failed += 1;
    if (!allowErrors) break;
  }
  return { ran, failed };
}

interface CellContext {
  readonly displays: Map<string, Output[]>;
  readonly cellTimeout: number | undefined;
  readonly signal: AbortSignal | undefined;
}

async function executeCell(kernel: KernelProcess, cell: CodeCell, context: CellContext): Promise<CellOutcome> {
  const started = performance.now();
  const collected = new CellOutputs(context.displays);
  cell.outputs = collected.outputs;
  const request = createMessage({
    type: 'execute_request',
    session: kernel.client.session,
    content: {
      code: sourceOf(cell),
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true,
    },
  });
  const ended = new AbortController();
  const reply = answerAndIdle(kernel, request, collected, ended.signal);
  try {
    const [, content] = await Promise.all([
      kernel.client.send('shell', request),
      Promise.race([reply, death(kernel), limit(kernel, context, ended.signal)]),
    ]);
    cell.execution_count = typeof content.execution_count === 'number' ? content.execution_count : null;
    return { status: content.status as CellOutcome['status'], milliseconds: performance.now() - started };
  } finally {
    ended.abort();
  }
}

/** The content of the reply, once it and the idle status have come: only then all outputs are there. */
function answerAndIdle(
  kernel: KernelProcess,
  request: Message,
  collected: CellOutputs,
  ended: AbortSignal,
): Promise<JsonObject> {
  return new Promise((resolve) => {
    let reply: JsonObject | undefined;
    let idle = false;
    const stop = kernel.client.onMessage((message, channel) => {
      if (message.parent_header.msg_id !== request.header.msg_id) return;
      if (channel === 'shell') reply = message.content;
      else if (message.header.msg_type === 'status') idle ||= message.content.execution_state === 'idle';
      else if (channel === 'iopub') collected.add(message);
      if (reply && idle) resolve(reply);
    });
    ended.addEventListener('abort', stop, { once: true });
  });
}

function death(kernel: KernelProcess): Promise<never> {
  return new Promise((_, reject) => kernel.onDeath((reason) => reject(new KernelDiedError(reason))));
}

/** Interrupts the cell when it is told to stop or has run too long; in the second case it fails. */
function limit(kernel: KernelProcess, { cellTimeout, signal }: CellContext, ended: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const interrupt = (): void => void kernel.interrupt().catch(reject);
    signal?.addEventListener('abort', interrupt, { once: true });
    const tooLong = (milliseconds: number): void => {
      const error = new CellTimeoutError(`The cell took longer than ${milliseconds / 1000} s and was interrupted.`);
      kernel.interrupt().then(() => reject(error), reject);
    };
    const timer = cellTimeout === undefined ? undefined : setTimeout(tooLong, cellTimeout, cellTimeout);
    ended.addEventListener('abort', () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', interrupt);
    });
  });
}
