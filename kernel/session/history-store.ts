import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Entry {
  session: number;
  line: number;
  input: string;
  output: string | null;
}

/** Sessions that are kept; older ones are removed when a new one starts. */
const kept = 500;
const longestOutput = 2000;

/**
 * The history of all sessions of this user: one file per session, one JSON line per cell.
 *
 * A session's file is created exclusively, so kernels that start at the same time get different numbers, and only
 * appended to, so nothing is lost when a kernel dies.
 */
export class HistoryStore {
  readonly #folder: string;
  #file: string | undefined;
  #session = 0;
  #broken = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The number of this session; it is taken when it is first asked for. */
  get session(): number {
    if (this.#session === 0) this.#open();
    return this.#session;
  }

  append(entry: Entry): void {
    if (this.#broken || this.#file === undefined) return;
    const output = entry.output?.slice(0, longestOutput) ?? null;
    this.#try(() => appendFileSync(this.#file!, `${JSON.stringify({ ...entry, output })}\n`));
  }

  /** What earlier sessions executed, oldest first. */
  earlier(): Entry[] {
    const own = this.session;
    return this.#sessions()
      .filter((session) => session !== own)
      .flatMap((session) => parse(readFileSync(this.#path(session), 'utf8')));
  }

  #open(): void {
    this.#session = 1;
    this.#try(() => {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      const sessions = this.#sessions();
      for (const old of sessions.slice(0, -kept)) rmSync(this.#path(old), { force: true });
      this.#create((sessions.at(-1) ?? 0) + 1);
    });
  }

  #create(session: number): void {
    try {
      writeFileSync(this.#path(session), '', { flag: 'wx', mode: 0o600 });
      this.#session = session;
      this.#file = this.#path(session);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      this.#create(session + 1);
    }
  }

  #sessions(): number[] {
    if (this.#broken) return [];
    return readdirSync(this.#folder)
      .flatMap((name) => /^(\d+)\.jsonl$/.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  }

  #path(session: number): string {
    return join(this.#folder, `${session}.jsonl`);
  }

  /** Without a place to write, history lasts as long as the kernel. */
  #try(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#broken = true;
      process.stderr.write(`History is not kept beyond this session: ${(error as Error).message}\n`);
    }
  }
}

/** A line that a crash cut short is left out. */
function parse(text: string): Entry[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Entry];
    } catch (error) {
      if (error instanceof SyntaxError) return [];
      throw error;
    }
  });
}
