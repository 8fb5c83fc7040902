import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Files } from './files.ts';

export const nodeFiles: Files = {
  read: (path) => readFile(path),
  async write(path, content) {
    const { default: writeFileAtomic } = await import('write-file-atomic');
    await writeFileAtomic(path, typeof content === 'string' ? content : Buffer.from(content));
  },
  locateInPackage(packageName, file) {
    const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`);
    return Promise.resolve(join(dirname(manifest), file));
  },
};
