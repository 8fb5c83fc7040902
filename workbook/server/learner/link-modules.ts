import { lstat, mkdir, readlink, rm, symlink } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { hasCode } from '../http/errors.ts';

async function linkTarget(path: string): Promise<string | undefined> {
  try {
    return (await lstat(path)).isSymbolicLink() ? resolve(path, '..', await readlink(path)) : path;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

/**
 * Makes `@gradbook/nn` and the other packages importable from a work folder that is not below gradbook's own: Node looks for
 * `node_modules` upwards from the importing file, so the work folder gets a link to ours. A folder of the learner's own is left alone.
 */
export async function linkModules(work: string, root: string): Promise<void> {
  if (!relative(root, work).startsWith('..') && work.startsWith(root + sep)) return;
  const link = join(work, 'node_modules');
  const wanted = join(root, 'node_modules');
  const present = await linkTarget(link);
  if (present === wanted || present === link) return;
  await mkdir(work, { recursive: true });
  // The link of another clone, or of one that has been moved.
  if (present !== undefined) await rm(link);
  await symlink(wanted, link, 'junction');
}
