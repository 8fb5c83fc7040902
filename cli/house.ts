import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface PackageFile {
  readonly name?: string;
  readonly version?: string;
}

/** Walks up from this file, which runs from `cli/` and from `dist/cli/` alike, to the folder of gradbook's package.json. */
function findRoot(): { root: string; version: string } {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const file = join(folder, 'package.json');
    // The build leaves a copy of package.json in dist/, but only the clone has a lock file.
    if (existsSync(file) && existsSync(join(folder, 'package-lock.json'))) {
      const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as PackageFile;
      if (name === 'gradbook' && version !== undefined) return { root: folder, version };
    }
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error('gradbook cannot find its own folder: no package.json named "gradbook" above the program.');
    folder = parent;
  }
}

/** The folder of the clone, and the version that it carries. */
export const { root, version } = findRoot();

/** The file that a Jupyter kernel process starts with. */
export const kernelProgram = join(root, 'dist', 'kernel', 'main.js');
