import writeFileAtomic from 'write-file-atomic';
import type { Results } from '../results.ts';

/** Writes the results as JSON that follows `results.schema.json`. The file is there as a whole or not at all. */
export async function writeJson(file: string, results: Results): Promise<void> {
  await writeFileAtomic(file, `${JSON.stringify(results, null, 2)}\n`);
}
