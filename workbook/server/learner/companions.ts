import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { digest } from '../contents/model.ts';
import type { CourseTree, Located } from '../contents/tree.ts';
import type { WorkStateStore } from './state.ts';

/** Modules and data that a notebook may import or read from its own folder or the one above. */
const companion = /\.([cm]?[jt]s|json|csv)$/;
const largestCompanion = 5 * 1024 * 1024;

async function sha256(located: Located): Promise<string> {
  return digest(await readFile(located.file));
}

/** Copies one file of the course beside the learner's work, and again when the course has changed and the learner has not. */
async function bring(tree: CourseTree, state: WorkStateStore, segments: readonly string[]): Promise<void> {
  const original = await tree.locateOriginal(segments);
  if (!original?.stats.isFile() || original.stats.size > largestCompanion) return;
  const path = segments.join('/');
  const copy = await tree.locateWork(segments);
  const hash = await sha256(original);
  if (copy) {
    const origin = (await state.read()).origins[path];
    if (origin === undefined || origin === hash || origin !== (await sha256(copy))) return;
  }
  const target = await tree.workPath(segments);
  await mkdir(dirname(target), { recursive: true });
  await copyFile(original.file, target);
  await state.update(({ origins }) => (origins[path] = hash));
}

/**
 * Makes the learner's copy of a folder one that a kernel can work in: the folder exists, and what a notebook of the course
 * imports as `./ndarray.ts` or `../ndarray.ts` stands there too.
 *
 * @returns the folder on disk.
 */
export async function prepareWorkFolder(
  tree: CourseTree,
  state: WorkStateStore,
  folder: readonly string[],
): Promise<string> {
  const path = await tree.workPath(folder);
  await mkdir(path, { recursive: true });
  const folders = folder.length > 1 ? [folder.slice(0, -1), folder] : [folder];
  for (const each of folders) {
    if (each.length === 0) continue;
    for (const name of await tree.names(each)) {
      if (companion.test(name)) await bring(tree, state, [...each, name]);
    }
  }
  return path;
}
