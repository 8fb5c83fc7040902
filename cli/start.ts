import type { TFunction } from 'i18next';
import pc from 'picocolors';
import { startWorkbook, type WorkbookOptions } from '../workbook/server/index.ts';
import { exitCode, UsageError } from './exit.ts';
import { root } from './house.ts';
import type { Language } from './language.ts';

export interface StartOptions {
  readonly port?: number;
  readonly host: string;
  readonly work?: string;
  readonly language: Language;
  /** The language that was asked for on the command line; without it the page speaks the browser's. */
  readonly lang?: Language;
}

/** The first signal asks for a clean end; a second one, while kernels are still ending, is obeyed at once. */
function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

async function open(options: WorkbookOptions): ReturnType<typeof startWorkbook> {
  try {
    return await startWorkbook(options);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`start: ${error.message}`);
    throw error;
  }
}

/** `gradbook start`: serves the workbook until it is told to stop. */
export async function start(options: StartOptions, say: TFunction): Promise<number> {
  const stop = askedToStop();
  const { lang, ...served } = options;
  const workbook = await open({ root, ...served });
  const link = lang === undefined ? workbook.url : `${workbook.url}&lang=${lang}`;
  process.stdout.write(`\n  ${say('start.ready')}\n\n    ${pc.bold(link)}\n\n  ${pc.dim(say('start.stop'))}\n\n`);
  await stop;
  await workbook.close();
  return exitCode.done;
}
