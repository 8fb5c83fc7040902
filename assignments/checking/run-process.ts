import { fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Job, Report } from './protocol.ts';

export type Ending = 'done' | 'timeout' | 'memory' | 'exit';

export interface ProcessOutcome {
  readonly reports: readonly Report[];
  readonly ending: Ending;
  /** The beginning of what the learner's code printed. */
  readonly output: string;
}

const outputLimit = 4000;
const heapMegabytes = 512;

function endingOf(code: number | null, signal: NodeJS.Signals | null, reports: readonly Report[]): Ending {
  if (signal === 'SIGUSR2' || signal === 'SIGABRT' || code === 134) return 'memory';
  const finished = reports.some(({ kind }) => kind === 'done' || kind === 'loadFailed' || kind === 'missingClass');
  return finished ? 'done' : 'exit';
}

/** Runs a job in a process of its own. `timeLimit` holds for loading and for each check apart, in milliseconds. */
export function runProcess(job: Job, timeLimit: number): Promise<ProcessOutcome> {
  const extension = extname(fileURLToPath(import.meta.url));
  const program = fileURLToPath(new URL(`./child${extension}`, import.meta.url));
  const loader = extension === '.ts' ? ['--import', 'tsx'] : [];
  const child = fork(program, {
    execArgv: [...loader, `--max-old-space-size=${heapMegabytes}`],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const reports: Report[] = [];
  let output = '';
  const keep = (chunk: Buffer): void => {
    if (output.length < outputLimit) output = (output + chunk.toString('utf8')).slice(0, outputLimit);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);

  return new Promise((resolve, reject) => {
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, timeLimit);
    child.on('message', (report: Report) => {
      reports.push(report);
      timer.refresh();
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ reports, ending: timedOut ? 'timeout' : endingOf(code, signal, reports), output });
    });
    child.send(job);
  });
}
