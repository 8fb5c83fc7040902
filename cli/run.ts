import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { TFunction } from 'i18next';
import pc from 'picocolors';
import {
  CellTimeoutError,
  executeNotebook,
  KernelDiedError,
  KernelProcess,
  kernelNameOf,
  NotebookFormatError,
  readNotebook,
  sourceOf,
  writeNotebook,
  type CodeCell,
  type ExecutionObserver,
  type Notebook,
} from '../kernel/client/index.ts';
import { exitCode, UsageError } from './exit.ts';
import { findKernel } from './kernels.ts';
import { checkOutputFiles } from './output-file.ts';

export interface RunOptions {
  readonly out?: string;
  readonly kernel?: string;
  readonly allowErrors?: boolean;
  readonly timeout?: number;
}

const titleLength = 60;

function titleOf(cell: CodeCell): string {
  const line = sourceOf(cell)
    .split('\n')
    .find((each) => each.trim() !== '');
  const title = (line ?? '').trim();
  return title.length > titleLength ? `${title.slice(0, titleLength - 1)}…` : title;
}

/** The error of a failed cell, as the kernel coloured it. */
function tracebackOf(cell: CodeCell): string {
  const error = cell.outputs.find((output) => output.output_type === 'error');
  const traceback = error?.traceback;
  return Array.isArray(traceback) ? (traceback as string[]).join('\n') : '';
}

/** Prints a line per cell; on a terminal the line stands while the cell runs. */
function progress(): ExecutionObserver {
  const terminal = process.stderr.isTTY;
  const place = (number: number, count: number): string =>
    pc.dim(`[${String(number).padStart(String(count).length)}/${count}]`);
  return {
    started(cell, number, count) {
      if (terminal) process.stderr.write(`${place(number, count)} …          ${titleOf(cell)}`);
    },
    finished(cell, number, count, { status, milliseconds }) {
      const mark = status === 'ok' ? pc.green('✓') : pc.red('✗');
      const seconds = `${(milliseconds / 1000).toFixed(2)} s`.padStart(9);
      process.stderr.write(
        `${terminal ? '\r\x1b[K' : ''}${place(number, count)} ${mark} ${seconds} ${titleOf(cell)}\n`,
      );
      if (status !== 'ok') process.stderr.write(`${tracebackOf(cell)}\n`);
    },
  };
}

async function open(file: string): Promise<Notebook> {
  if (!existsSync(file)) throw new UsageError(`run: there is no file ${file}`);
  try {
    return await readNotebook(file);
  } catch (error) {
    if (error instanceof NotebookFormatError) throw new UsageError(`run: ${error.message}`);
    throw error;
  }
}

/** `gradbook run`: executes a notebook from top to bottom and writes it, with its outputs, where `--out` says. */
export async function run(file: string, options: RunOptions, say: TFunction): Promise<number> {
  const notebook = await open(file);
  await checkOutputFiles({ '--out': options.out }, say);
  const spec = findKernel(options.kernel ?? kernelNameOf(notebook));
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.once('SIGINT', interrupt);
  let kernel: KernelProcess | undefined;
  try {
    kernel = await KernelProcess.start(spec, { cwd: dirname(resolve(file)) });
    const { ran, failed } = await executeNotebook(kernel, notebook, {
      observer: progress(),
      signal: stop.signal,
      ...(options.allowErrors === undefined ? {} : { allowErrors: options.allowErrors }),
      ...(options.timeout === undefined ? {} : { cellTimeout: options.timeout * 1000 }),
    });
    process.stderr.write(`${say('run.done', { ran, failed, count: failed })}\n`);
    return failed > 0 || stop.signal.aborted ? exitCode.failed : exitCode.done;
  } catch (error) {
    let why: string;
    if (error instanceof CellTimeoutError) why = say('run.tooLong', { seconds: options.timeout });
    else if (error instanceof KernelDiedError) why = say('run.died', { reason: error.message });
    else throw error;
    process.stderr.write(`${process.stderr.isTTY ? '\n' : ''}${pc.red('✗')} ${why}\n`);
    return exitCode.failed;
  } finally {
    process.off('SIGINT', interrupt);
    await kernel?.shutdown();
    // Also after a failure: what the cells printed up to there is what one wants to see.
    if (options.out !== undefined) await writeNotebook(options.out, notebook);
  }
}
