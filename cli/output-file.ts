import { access, constants } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { TFunction } from 'i18next';
import { UsageError } from './exit.ts';

/**
 * Makes sure, before long work starts, that its result can be written: the folder of each file is there and takes a new file.
 *
 * @throws {UsageError} naming the option and the folder.
 */
export async function checkOutputFiles(
  files: Readonly<Record<string, string | undefined>>,
  say: TFunction,
): Promise<void> {
  for (const [option, file] of Object.entries(files)) {
    if (file === undefined) continue;
    const folder = dirname(resolve(file));
    try {
      await access(folder, constants.W_OK | constants.X_OK);
    } catch (error) {
      throw new UsageError(say('usage.noFolder', { option, folder, why: (error as NodeJS.ErrnoException).code }));
    }
  }
}
