import type { Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { hasCode, notFound } from '../http/errors.ts';
import { isHiddenName } from './api-path.ts';
import { confine } from './confine.ts';

/** A folder of the course that learners see under a name of its own. */
export interface Mount {
  readonly name: string;
  readonly folder: string;
  /** What stands directly in the folder and is no learner's reading: not shown and not found, neither here nor in the work folder. */
  readonly hides?: readonly string[];
}

/** A file of the course, and where the learner's copy of it is or would be. */
export interface CourseFile {
  readonly path: string;
  readonly original: string;
  readonly copy: string;
}

/** Where a path of the contents API stands on disk: in the learner's work folder, or only in the course. */
export interface Located {
  readonly file: string;
  readonly owner: 'work' | 'course';
  readonly stats: Stats;
}

async function statOrNothing(file: string): Promise<Stats | undefined> {
  try {
    return await stat(file);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return undefined;
    throw error;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  }
}

/**
 * The course and the learner's work as one tree. The course is never written to: a path is read from the work folder
 * where the learner has a copy there, from the course otherwise, and always written to the work folder.
 */
export class CourseTree {
  readonly work: string;
  readonly #mounts: ReadonlyMap<string, Mount>;

  constructor(work: string, mounts: readonly Mount[]) {
    this.work = work;
    this.#mounts = new Map(mounts.map((mount) => [mount.name, mount]));
  }

  /** Where the learner's copy of this path is, or would be. */
  async workPath(segments: readonly string[]): Promise<string> {
    if (this.#hides(segments)) throw notFound(`There is no "${segments.join('/')}".`, segments.join('/'));
    return confine(this.work, segments);
  }

  /** The learner's file or folder. */
  async locateWork(segments: readonly string[]): Promise<Located | undefined> {
    if (this.#hides(segments)) return undefined;
    const file = await this.workPath(segments);
    const stats = await statOrNothing(file);
    return stats && { file, owner: 'work', stats };
  }

  /** The course's file or folder. */
  async locateOriginal(segments: readonly string[]): Promise<Located | undefined> {
    const [name, ...rest] = segments;
    const mount = name === undefined ? undefined : this.#mounts.get(name);
    if (mount === undefined || this.#hides(segments)) return undefined;
    const file = await confine(mount.folder, rest);
    const stats = await statOrNothing(file);
    return stats && { file, owner: 'course', stats };
  }

  async locate(segments: readonly string[]): Promise<Located | undefined> {
    return (await this.locateWork(segments)) ?? (await this.locateOriginal(segments));
  }

  /** @throws {RequestRefused} 404 */
  async require(segments: readonly string[]): Promise<Located> {
    const found = await this.locate(segments);
    if (found) return found;
    throw notFound(`There is no file or folder "${segments.join('/')}".`, segments.join('/'));
  }

  async isFolder(segments: readonly string[]): Promise<boolean> {
    if (segments.length === 0) return true;
    return (await this.locate(segments))?.stats.isDirectory() ?? false;
  }

  /** The names in a folder, of the course and of the learner together, without the hidden ones, in order. */
  async names(segments: readonly string[]): Promise<string[]> {
    const [work, original] = await Promise.all([this.workPath(segments), this.locateOriginal(segments)]);
    const fromCourse = segments.length === 0 ? [...this.#mounts.keys()] : original ? await namesIn(original.file) : [];
    const names = new Set([...fromCourse, ...(await namesIn(work))]);
    return [...names]
      .filter((name) => !isHiddenName(name) && !this.#hides([...segments, name]))
      .sort((a, b) => a.localeCompare(b, 'en'));
  }

  /** All files of the part of the course that a path belongs to, hidden ones included, with where they are and where their copies go. */
  async courseFiles([name]: readonly string[]): Promise<CourseFile[]> {
    const mount = name === undefined ? undefined : this.#mounts.get(name);
    if (!mount) return [];
    if (!(await statOrNothing(mount.folder))) return [];
    const entries = await readdir(mount.folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const paths = files.map((file) => ({ file, segments: relative(mount.folder, file).split(sep) }));
    return Promise.all(
      paths
        .filter(({ segments }) => !segments.some(isHiddenName))
        .map(async ({ file, segments }) => ({
          path: [mount.name, ...segments].join('/'),
          original: file,
          copy: await confine(this.work, [mount.name, ...segments]),
        })),
    );
  }

  #hides([name, top]: readonly string[]): boolean {
    return name !== undefined && top !== undefined && (this.#mounts.get(name)?.hides?.includes(top) ?? false);
  }
}
