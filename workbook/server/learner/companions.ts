import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { digest } from '../contents/model.ts';
import type { CourseFile, CourseTree } from '../contents/tree.ts';
import { hasCode } from '../http/errors.ts';
import { KeyedLock } from './keyed-lock.ts';
import type { WorkStateStore } from './state.ts';

/** Modules and data, which notebooks and other modules import or read by a relative path. */
const companion = /\.([cm]?[jt]s|json|csv)$/;

async function read(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

/** Makes the learner's copy of a folder one that a kernel can work in. */
export class Companions {
  readonly #tree: CourseTree;
  readonly #state: WorkStateStore;
  readonly #lock = new KeyedLock();

  constructor(tree: CourseTree, state: WorkStateStore) {
    this.#tree = tree;
    this.#state = state;
  }

  /**
   * Makes the folder, and puts beside the learner's notebooks what they import as `./ndarray.ts` or `./checks/notebook.ts`: the modules of
   * that part of the course, in the same places, as they import each other. So the copies also run in another program.
   *
   * @returns the folder on disk.
   */
  async prepare(folder: readonly string[]): Promise<string> {
    const path = await this.#tree.workPath(folder);
    await mkdir(path, { recursive: true });
    await this.#lock.run(folder[0] ?? '', async () => {
      const { origins } = await this.#state.read();
      const brought: Record<string, string> = {};
      for (const file of await this.#tree.courseFiles(folder)) {
        const hash = companion.test(file.path) ? await bring(file, origins[file.path]) : undefined;
        if (hash !== undefined) brought[file.path] = hash;
      }
      if (Object.keys(brought).length > 0) await this.#state.update((state) => Object.assign(state.origins, brought));
    });
    return path;
  }
}

/** Copies a file where there is no copy, or where the course has a newer one and the learner has not changed the old. Answers its digest. */
async function bring({ original, copy }: CourseFile, origin: string | undefined): Promise<string | undefined> {
  const [theirs, mine] = await Promise.all([readFile(original), read(copy)]);
  const hash = digest(theirs);
  if (mine && (origin === undefined || origin === hash || origin !== digest(mine))) return undefined;
  await mkdir(dirname(copy), { recursive: true });
  await writeFileAtomic(copy, theirs, { fsync: false });
  return hash;
}
