import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A clone of what is committed, in an empty folder, for a user whose home is empty too. */
export interface FreshClone {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  remove(): Promise<void>;
}

export async function freshClone(): Promise<FreshClone> {
  const base = await mkdtemp(join(tmpdir(), 'gradbook-newcomer-'));
  const folder = join(base, 'gradbook');
  const home = join(base, 'home');
  await mkdir(home);
  await promisify(execFile)('git', ['clone', '--quiet', root, folder]);
  const { PATH, LANG } = process.env;
  return {
    folder,
    environment: { PATH, HOME: home, LANG },
    remove: () => rm(base, { recursive: true, force: true }),
  };
}

/** A running `npm start`, and the link that it printed. */
export interface RunningWorkbook {
  readonly link: string;
  stop(): Promise<void>;
}

/**
 * Runs `npm start` and waits for the link.
 *
 * @throws {Error} with what was printed, when the command ends or takes longer than `timeout` milliseconds.
 */
export function npmStart(
  { folder, environment }: Pick<FreshClone, 'folder' | 'environment'>,
  { args = [], timeout = 300_000 }: { args?: string[]; timeout?: number } = {},
): Promise<RunningWorkbook> {
  // A process group of its own, so that npm's children end with it.
  const child = spawn('npm', ['start', '--', '--port', '0', ...args], {
    cwd: folder,
    env: environment,
    detached: true,
  });
  let printed = '';
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      void end(child).then(() => reject(new Error(`npm start ${why}. It printed:\n${printed}`)));
    };
    const timer = setTimeout(() => fail(`printed no link within ${timeout} ms`), timeout);
    const ended = (code: number | null): void => fail(`ended with ${code}`);
    child.once('exit', ended);
    const read = (chunk: Buffer): void => {
      printed += chunk.toString('utf8');
      const link = /http:\/\/127\.0\.0\.1:\d+\/\S*token=\S+/.exec(printed)?.[0];
      if (link === undefined) return;
      clearTimeout(timer);
      child.off('exit', ended);
      resolve({ link, stop: () => end(child) });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-child.pid, 'SIGTERM');
  const hard = setTimeout(() => process.kill(-(child.pid as number), 'SIGKILL'), 10_000);
  await ended;
  clearTimeout(hard);
}
