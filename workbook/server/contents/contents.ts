import { copyFile, lstat, mkdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Notebook } from '../../../kernel/client/index.ts';
import type { JsonFields } from '../http/body.ts';
import { badRequest, hasCode, notFound, RequestRefused } from '../http/errors.ts';
import { KeyedLock } from '../learner/keyed-lock.ts';
import type { WorkStateStore } from '../learner/state.ts';
import { Checkpoints } from './checkpoints.ts';
import { digest, readModel, type ContentsModel, type ContentsType, type ReadOptions } from './model.ts';
import { parseSaveRequest, saveFile, type Saved } from './save.ts';
import type { CourseTree } from './tree.ts';
import { freeName } from './free-name.ts';
import { NotebookTrust } from './trust.ts';

const noContent: ReadOptions = { content: false, hash: false };

/** The contents service: reads from course and work, writes to the work folder alone. */
export class Contents {
  readonly tree: CourseTree;
  readonly checkpoints: Checkpoints;
  readonly #state: WorkStateStore;
  readonly #lock = new KeyedLock();
  readonly #trust: NotebookTrust;

  constructor(tree: CourseTree, state: WorkStateStore) {
    this.tree = tree;
    this.#state = state;
    this.checkpoints = new Checkpoints(tree);
    this.#trust = new NotebookTrust(tree.work);
  }

  async read(segments: readonly string[], options: ReadOptions): Promise<ContentsModel> {
    const model = await readModel(this.tree, segments, options);
    return isNotebook(model) ? { ...model, content: await this.#trust.mark(model.content) } : model;
  }

  /** Runs a task while nothing else reads, compares or writes this path. */
  exclusively<Value>(segments: readonly string[], task: () => Promise<Value>): Promise<Value> {
    return this.#lock.run(segments.join('/'), task);
  }

  save(segments: readonly string[], fields: JsonFields): Promise<Saved> {
    if (segments.length === 0) throw badRequest('The path of a file to save must not be empty.');
    return this.exclusively(segments, async () => {
      const request = parseSaveRequest(fields, segments);
      if (request.type === 'directory') return this.#saveFolder(segments);
      const saved = await saveFile(this.tree, segments, request);
      if (saved.firstCopy) await this.#rememberOrigin(segments);
      if (request.notebook) await this.#trust.sign(saved.model.path, request.notebook);
      return saved;
    });
  }

  /** Makes a new file, notebook or folder with a free name. */
  async create(folder: readonly string[], type: ContentsType, extension: string): Promise<ContentsModel> {
    const suffix = type === 'notebook' ? '.ipynb' : type === 'file' ? extension : '';
    const stem = { notebook: 'Untitled', file: 'untitled', directory: 'Untitled Folder' }[type];
    return this.exclusively([...folder, '*'], async () => {
      const taken = await this.#namesIn(folder);
      const name = freeName(taken, (n) => `${stem}${n === 0 ? '' : type === 'directory' ? ` ${n}` : n}${suffix}`);
      return (await this.save([...folder, name], { type })).model;
    });
  }

  /** Copies a file into a folder under a free name. */
  async copy(from: readonly string[], folder: readonly string[]): Promise<ContentsModel> {
    const source = await this.tree.require(from);
    if (source.stats.isDirectory()) throw badRequest('A folder cannot be copied.');
    return this.exclusively([...folder, '*'], async () => {
      const [, stem = '', suffix = ''] =
        /^(.*?)((?:\.[^.]*)?)$/.exec((from.at(-1) ?? '').replace(/-Copy\d*(?=\.|$)/, '')) ?? [];
      const name = freeName(await this.#namesIn(folder), (n) => `${stem}-Copy${n + 1}${suffix}`);
      const target = await this.tree.workPath([...folder, name]);
      await mkdir(dirname(target), { recursive: true });
      await copyFile(source.file, target);
      return this.read([...folder, name], noContent);
    });
  }

  /** Gives a file or folder of the learner another path. What belongs to the course keeps its name. */
  async rename(from: readonly string[], to: readonly string[]): Promise<ContentsModel> {
    if (from.length === 0 || to.length === 0) throw badRequest('A path to rename must not be empty.');
    const source = await this.#requireOwn(from, 'renamed; copy it instead');
    return this.exclusively(to, async () => {
      if (await this.tree.locate(to)) {
        throw new RequestRefused({
          status: 409,
          reason: 'exists',
          message: `There is already "${to.join('/')}".`,
          subject: to.join('/'),
        });
      }
      if (!(await this.tree.isFolder(to.slice(0, -1))))
        throw notFound(`There is no folder "${to.slice(0, -1).join('/')}".`, to.slice(0, -1).join('/'));
      const target = await this.tree.workPath(to);
      await mkdir(dirname(target), { recursive: true });
      await rename(source, target);
      await this.checkpoints.move(from, to);
      await this.#forget(from);
      return this.read(to, noContent);
    });
  }

  /** Removes a file of the learner; a file of the course then shows again as it was. A folder must be empty. */
  async remove(segments: readonly string[]): Promise<void> {
    if (segments.length === 0) throw badRequest('The folder of all files cannot be removed.');
    const path = await this.#requireOwn(segments, 'removed');
    await this.exclusively(segments, async () => {
      if ((await lstat(path)).isDirectory()) await removeFolder(path, segments);
      else await rm(path);
      await this.checkpoints.remove(segments);
      await this.#forget(segments);
    });
  }

  async #saveFolder(segments: readonly string[]): Promise<Saved> {
    const current = await this.tree.locate(segments);
    if (current && !current.stats.isDirectory()) throw badRequest(`"${segments.join('/')}" is a file, not a folder.`);
    if (!(await this.tree.isFolder(segments.slice(0, -1)))) {
      throw notFound(`There is no folder "${segments.slice(0, -1).join('/')}".`, segments.slice(0, -1).join('/'));
    }
    await mkdir(await this.tree.workPath(segments), { recursive: true });
    const model = await this.read(segments, noContent);
    return { model, created: current === undefined, firstCopy: false };
  }

  async #namesIn(folder: readonly string[]): Promise<Set<string>> {
    if (!(await this.tree.isFolder(folder)))
      throw notFound(`There is no folder "${folder.join('/')}".`, folder.join('/'));
    return new Set(await this.tree.names(folder));
  }

  async #requireOwn(segments: readonly string[], what: string): Promise<string> {
    const own = await this.tree.locateWork(segments);
    if (own) return own.file;
    await this.tree.require(segments);
    throw new RequestRefused({
      status: 403,
      reason: 'course',
      subject: segments.join('/'),
      message: `"${segments.join('/')}" belongs to the course and cannot be ${what}.`,
    });
  }

  async #rememberOrigin(segments: readonly string[]): Promise<void> {
    const original = await this.tree.locateOriginal(segments);
    if (!original) return;
    const hash = digest(await readFile(original.file));
    await this.#state.update(({ origins }) => (origins[segments.join('/')] = hash));
  }

  async #forget(segments: readonly string[]): Promise<void> {
    const path = segments.join('/');
    if (path in (await this.#state.read()).origins) await this.#state.update(({ origins }) => delete origins[path]);
  }
}

function isNotebook(model: ContentsModel): model is ContentsModel & { content: Notebook } {
  return model.type === 'notebook' && model.content !== null;
}

async function removeFolder(path: string, segments: readonly string[]): Promise<void> {
  try {
    await rmdir(path);
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
    throw badRequest(`The folder "${segments.join('/')}" is not empty.`);
  }
}
