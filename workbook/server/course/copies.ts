import { readFile } from 'node:fs/promises';
import { fileModel, type ContentsModel, digest } from '../contents/model.ts';
import type { Contents } from '../contents/contents.ts';
import type { Located } from '../contents/tree.ts';
import type { CopyState, FileState } from '../course-api.ts';
import { notFound, RequestRefused } from '../http/errors.ts';
import type { Backups } from '../learner/backups.ts';
import type { WorkState, WorkStateStore } from '../learner/state.ts';

export interface Comparison {
  readonly copy: CopyState;
  readonly courseChanged: boolean;
}

/** Digests of files, taken again only when a file has changed. */
class Digests {
  readonly #known = new Map<string, { modified: number; size: number; digest: string }>();

  async of({ file, stats }: Located): Promise<string> {
    const known = this.#known.get(file);
    if (known && known.modified === stats.mtimeMs && known.size === stats.size) return known.digest;
    const fresh = digest(await readFile(file));
    this.#known.set(file, { modified: stats.mtimeMs, size: stats.size, digest: fresh });
    return fresh;
  }
}

/** The learner's copies of course files: how they differ from the course, and the way back. */
export class Copies {
  readonly #contents: Contents;
  readonly #state: WorkStateStore;
  readonly #backups: Backups;
  readonly #digests = new Digests();

  constructor(contents: Contents, state: WorkStateStore, backups: Backups) {
    this.#contents = contents;
    this.#state = state;
    this.#backups = backups;
  }

  async compare(segments: readonly string[], { origins }: WorkState): Promise<Comparison> {
    const { tree } = this.#contents;
    const [work, original] = await Promise.all([tree.locateWork(segments), tree.locateOriginal(segments)]);
    if (!work) return { copy: 'none', courseChanged: false };
    if (!original) return { copy: 'changed', courseChanged: false };
    const [mine, theirs] = await Promise.all([this.#digests.of(work), this.#digests.of(original)]);
    const origin = origins[segments.join('/')];
    return { copy: mine === theirs ? 'same' : 'changed', courseChanged: origin !== undefined && origin !== theirs };
  }

  async state(segments: readonly string[]): Promise<FileState> {
    const { tree } = this.#contents;
    const located = await tree.locate(segments);
    const backups = await this.#backups.list(segments);
    if (!located && backups.length === 0)
      throw notFound(`There is no file "${segments.join('/')}".`, segments.join('/'));
    if (located?.stats.isDirectory())
      throw notFound(`"${segments.join('/')}" is a folder, not a file.`, segments.join('/'));
    return {
      path: segments.join('/'),
      inCourse: (await tree.locateOriginal(segments)) !== undefined,
      ...(await this.compare(segments, await this.#state.read())),
      hash: located ? await this.#digests.of(located) : null,
      backups,
    };
  }

  /** The course's own file, whatever the learner's copy holds. @throws {RequestRefused} 404 */
  async original(segments: readonly string[]): Promise<ContentsModel> {
    return fileModel(segments, await this.#requireOriginal(segments), { content: true, hash: true });
  }

  /** Takes the learner's copy out of the way, as a backup, so that the course's file shows again. */
  async reset(segments: readonly string[]): Promise<FileState> {
    await this.#requireOriginal(segments);
    await this.#contents.exclusively(segments, () => this.#discard(segments));
    return this.state(segments);
  }

  /** Brings a backup back as the learner's copy; what stood there becomes a backup itself. */
  async restore(segments: readonly string[], id: string): Promise<FileState> {
    await this.#contents.exclusively(segments, async () => {
      await this.#backups.require(segments, id);
      await this.#discard(segments);
      await this.#backups.restore(segments, id, await this.#contents.tree.workPath(segments));
    });
    return this.state(segments);
  }

  async #discard(segments: readonly string[]): Promise<void> {
    const work = await this.#contents.tree.locateWork(segments);
    if (!work) return;
    if (!work.stats.isFile()) throw notFound(`"${segments.join('/')}" is not a file.`, segments.join('/'));
    await this.#backups.keep(segments, work.file);
    await this.#state.update(({ origins }) => delete origins[segments.join('/')]);
  }

  async #requireOriginal(segments: readonly string[]): Promise<Located> {
    const original = await this.#contents.tree.locateOriginal(segments);
    if (original?.stats.isFile()) return original;
    throw new RequestRefused({
      status: 404,
      reason: 'not in course',
      subject: segments.join('/'),
      message: `"${segments.join('/')}" is not a file of the course.`,
    });
  }
}
