// Time of one grading, and of many with two sandboxes at a time: `npm run bench:grade`.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { grade } from '../grader/index.ts';

const repeats = 7;
const many = 40;

const sample = fileURLToPath(new URL('../test/samples/convolution/right/loops.ts', import.meta.url));
const source = await readFile(sample, 'utf8');
const folder = await mkdtemp(join(tmpdir(), 'gradbook-bench-'));

async function seconds(paths: readonly string[], jobs: number): Promise<number> {
  const started = performance.now();
  const { results } = await grade({ paths, assignment: 'convolution', seed: 'bench', jobs });
  const wrong = results.find(({ score }) => score !== 100);
  if (wrong) throw new Error(`${wrong.submission} has ${wrong.score} points: ${wrong.reason ?? ''}`);
  return (performance.now() - started) / 1000;
}

try {
  const single: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) single.push(await seconds([sample], 1));
  const sorted = single.sort((left, right) => left - right);
  const median = sorted[Math.floor(repeats / 2)];
  console.log(
    `one submission: median ${median.toFixed(2)} s of ${repeats}, slowest ${sorted[repeats - 1].toFixed(2)} s`,
  );

  for (let at = 0; at < many; at += 1) await writeFile(join(folder, `${at}.ts`), `${source}\n// ${at}\n`);
  const total = await seconds([folder], 2);
  console.log(`${many} submissions with --jobs 2: ${total.toFixed(1)} s, ${(many / total).toFixed(1)} a second`);
} finally {
  await rm(folder, { recursive: true });
}
