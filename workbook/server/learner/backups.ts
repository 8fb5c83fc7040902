import { copyFile, mkdir, readdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Backup } from '../course-api.ts';
import { hasCode, notFound } from '../http/errors.ts';
import { stateFolder } from './state.ts';

/** A date that is a file name on every system, and sorts by time. */
function stamp(date: Date): string {
  return date.toISOString().replaceAll(':', '-');
}

function timeOf(id: string): string {
  return id.replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:');
}

const idPattern = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z$/;

/** Copies of the learner's files that were discarded: nothing that somebody wrote is ever deleted by a reset. */
export class Backups {
  readonly #folder: string;

  constructor(work: string) {
    this.#folder = join(work, stateFolder, 'backups');
  }

  /** Moves a file of the learner into the backups. */
  async keep(segments: readonly string[], file: string): Promise<Backup> {
    const folder = this.#of(segments);
    await mkdir(folder, { recursive: true });
    const id = await this.#freeId(segments);
    await rename(file, join(folder, id));
    return this.#describe(segments, id);
  }

  /** The backups of one file, newest first. */
  async list(segments: readonly string[]): Promise<Backup[]> {
    const ids = (await this.#ids(segments)).sort().reverse();
    return Promise.all(ids.map((id) => this.#describe(segments, id)));
  }

  /** @throws {RequestRefused} 404 where the file has no such backup. */
  async require(segments: readonly string[], id: string): Promise<void> {
    if (!(await this.#ids(segments)).includes(id))
      throw notFound(`"${segments.join('/')}" has no backup "${id}".`, segments.join('/'));
  }

  /** Copies a backup to where the learner's file is. @throws {RequestRefused} 404 */
  async restore(segments: readonly string[], id: string, target: string): Promise<void> {
    await this.require(segments, id);
    await mkdir(dirname(target), { recursive: true });
    const temporary = `${target}.${process.pid}.part`;
    await copyFile(join(this.#of(segments), id), temporary);
    await rename(temporary, target);
  }

  /** A folder for each file; its name cannot be one of a file in a backed-up folder, as those hold no "@". */
  #of(segments: readonly string[]): string {
    return join(this.#folder, ...segments.slice(0, -1), `${segments.at(-1)}@`);
  }

  async #ids(segments: readonly string[]): Promise<string[]> {
    try {
      return (await readdir(this.#of(segments))).filter((name) => idPattern.test(name));
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return [];
      throw error;
    }
  }

  async #freeId(segments: readonly string[]): Promise<string> {
    const taken = await this.#ids(segments);
    const now = Date.now();
    // Two resets in one millisecond get ids of two milliseconds.
    const offset = Array.from({ length: taken.length + 1 }, (_, index) => index).find(
      (index) => !taken.includes(stamp(new Date(now + index))),
    ) as number;
    return stamp(new Date(now + offset));
  }

  async #describe(segments: readonly string[], id: string): Promise<Backup> {
    return { id, at: timeOf(id), size: (await stat(join(this.#of(segments), id))).size };
  }
}
