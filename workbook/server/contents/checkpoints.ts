import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hasCode, notFound } from '../http/errors.ts';
import { stateFolder } from '../learner/state.ts';
import type { CourseTree } from './tree.ts';

export interface CheckpointModel {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly last_modified: string;
}

/** As in Jupyter's own server a file has at most one checkpoint, always of this id. */
const onlyId = 'checkpoint';

/** One saved state for each file, to which the learner can return; kept in the hidden folder of the work folder. */
export class Checkpoints {
  readonly #tree: CourseTree;
  readonly #folder: string;

  constructor(tree: CourseTree) {
    this.#tree = tree;
    this.#folder = join(tree.work, stateFolder, 'checkpoints');
  }

  async list(segments: readonly string[]): Promise<CheckpointModel[]> {
    await this.#tree.require(segments);
    try {
      return [{ id: onlyId, last_modified: (await stat(this.#file(segments))).mtime.toISOString() }];
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return [];
      throw error;
    }
  }

  async create(segments: readonly string[]): Promise<CheckpointModel> {
    const { file, stats } = await this.#tree.require(segments);
    if (stats.isDirectory()) throw notFound('A folder has no checkpoints.');
    const target = this.#file(segments);
    await mkdir(dirname(target), { recursive: true });
    await copyWhole(file, target);
    return { id: onlyId, last_modified: (await stat(target)).mtime.toISOString() };
  }

  async restore(segments: readonly string[], id: string): Promise<void> {
    const source = await this.#require(segments, id);
    const target = await this.#tree.workPath(segments);
    await mkdir(dirname(target), { recursive: true });
    await copyWhole(source, target);
  }

  async delete(segments: readonly string[], id: string): Promise<void> {
    await rm(await this.#require(segments, id));
  }

  /** Takes the checkpoints along when a file or folder gets another path. */
  async move(from: readonly string[], to: readonly string[]): Promise<void> {
    const target = this.#file(to);
    await mkdir(dirname(target), { recursive: true });
    try {
      await rename(this.#file(from), target);
    } catch (error) {
      if (!hasCode(error, 'ENOENT', 'ENOTDIR')) throw error;
    }
  }

  async remove(segments: readonly string[]): Promise<void> {
    await rm(this.#file(segments), { recursive: true, force: true });
  }

  #file(segments: readonly string[]): string {
    return join(this.#folder, ...segments);
  }

  async #require(segments: readonly string[], id: string): Promise<string> {
    const known = await this.list(segments);
    if (!known.some((checkpoint) => checkpoint.id === id)) {
      throw notFound(`"${segments.join('/')}" has no checkpoint "${id}".`, segments.join('/'));
    }
    return this.#file(segments);
  }
}

/** Copies so that the target is the old file or the new one at every moment. */
async function copyWhole(from: string, to: string): Promise<void> {
  const temporary = `${to}.${process.pid}.part`;
  await copyFile(from, temporary);
  await rename(temporary, to);
}
