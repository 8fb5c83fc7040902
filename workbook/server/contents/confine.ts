import { realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { hasCode, RequestRefused } from '../http/errors.ts';

/** The real path of the deepest part of `path` that exists: what stands behind it cannot be a link. */
async function realAncestor(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    // A link whose target is missing fails like a missing file; its folder is then checked, and writing replaces no link's target.
    if (!hasCode(error, 'ENOENT', 'ENOTDIR') || dirname(path) === path) throw error;
    return realAncestor(dirname(path));
  }
}

/**
 * The file system's path of `segments` below `base`, when every link on the way stays below `base`.
 *
 * @throws {RequestRefused} 403 when a symbolic link leads out.
 */
export async function confine(base: string, segments: readonly string[]): Promise<string> {
  const path = join(base, ...segments);
  // `base` itself may not exist yet; then nothing below it does, and the ancestors of both are the same.
  const home = await realAncestor(base);
  try {
    const real = await realAncestor(path);
    if (real === home || real.startsWith(home.endsWith(sep) ? home : home + sep)) return path;
  } catch (error) {
    if (!hasCode(error, 'ELOOP')) throw error;
  }
  throw new RequestRefused({
    status: 403,
    reason: 'outside',
    subject: segments.join('/'),
    message: `"${segments.join('/')}" is a link that leads out of the workbook's folders.`,
  });
}
