import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary folder for the tests of one `describe`; it is removed after them. */
export function temporaryFolder(): { readonly path: (...parts: string[]) => string } {
  let folder: string | undefined;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gradbook-test-'));
  });
  after(async () => {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });
  return {
    path: (...parts) => {
      if (folder === undefined) throw new Error('temporaryFolder: there is a folder only while tests run');
      return join(folder, ...parts);
    },
  };
}
