import { badRequest, notFound } from '../http/errors.ts';

/** Folders of a course or of a work folder that are nobody's reading: dependencies, builds, and sample submissions. */
const hiddenFolders = new Set(['node_modules', 'dist', 'samples']);
const longestName = 255;

/** Whether a name is left out of listings, and answered as if it did not exist. */
export function isHiddenName(name: string): boolean {
  return name.startsWith('.') || hiddenFolders.has(name);
}

function checkSegment(segment: string, whole: string): void {
  if (segment === '..' || segment === '.') throw badRequest(`A path has no "." or ".." parts; received ${whole}`);
  // A backslash and a colon are separators on Windows (drive, alternate stream); control characters are nobody's file name.
  // eslint-disable-next-line no-control-regex
  if (/[\\:\u0000-\u001f\u007f]/.test(segment)) {
    throw badRequest(`A name has no backslash, colon or control character; received ${JSON.stringify(whole)}`);
  }
  if (Buffer.byteLength(segment) > longestName) {
    throw badRequest(`A name has at most ${longestName} bytes; received ${Buffer.byteLength(segment)}`);
  }
  if (isHiddenName(segment)) throw notFound(`There is no file or folder "${whole}".`, whole);
}

/**
 * The parts of a path of the contents API: relative to the served tree, divided by "/", never leaving it.
 *
 * @throws {RequestRefused} 400 for a path that is malformed, 404 for one that is hidden.
 */
export function parseApiPath(path: string): string[] {
  const segments = path.split('/').filter((segment) => segment !== '');
  for (const segment of segments) checkSegment(segment, path);
  return segments;
}

/** The same for a path that stands percent-encoded in a URL. It is decoded once: what is encoded twice is a name with a "%". */
export function decodeApiPath(encoded: string): string[] {
  let path: string;
  try {
    path = decodeURIComponent(encoded);
  } catch (error) {
    throw badRequest(`The path ${encoded} is not percent-encoded UTF-8: ${(error as Error).message}`);
  }
  return parseApiPath(path);
}
