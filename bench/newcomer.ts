// What a newcomer waits for: `npm run bench:newcomer`, or `npm run bench:newcomer -- 5` for five repeats.
// Each repeat clones what is committed into an empty folder, for a user with an empty home.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { freshClone, npmStart, type FreshClone } from '../test/support/fresh-clone.ts';
import { launchBrowser, openLesson } from '../test/workbook/page/support.ts';

const repeats = Number(process.argv[2] ?? 3);
if (!Number.isInteger(repeats) || repeats < 1)
  throw new RangeError(`repeats must be a whole number from 1; received ${process.argv[2]}`);

const figures = new Map<string, number[]>();

/** Times one step in seconds. */
async function timed<Value>(what: string, step: () => Promise<Value>): Promise<Value> {
  const started = performance.now();
  const value = await step();
  figures.set(what, [...(figures.get(what) ?? []), (performance.now() - started) / 1000]);
  return value;
}

async function answeringStart(clone: FreshClone): ReturnType<typeof npmStart> {
  const workbook = await npmStart(clone);
  const { ok, status } = await fetch(workbook.link);
  if (!ok && status !== 302) throw new Error(`the page answered ${status}`);
  return workbook;
}

async function visit(browser: Browser, link: string): Promise<void> {
  const page = await browser.newPage({ locale: 'en-GB' });
  await timed('home, from the link to the list of lessons', async () => {
    await page.goto(link);
    await page
      .getByRole('link', { name: /Optimizers/ })
      .first()
      .waitFor();
  });
  await timed('lesson 1, from the click to a ready kernel', () => openLesson(page, /Optimizers/));
  await page.context().close();
}

const { browser, end } = await launchBrowser();
try {
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const clone = await timed('git clone', freshClone);
    try {
      const first = await timed('npm start on a fresh clone, until the page answers', () => answeringStart(clone));
      await first.stop();
      const workbook = await timed('npm start again, until the page answers', () => answeringStart(clone));
      await visit(browser, workbook.link);
      await workbook.stop();
      const gradbook = (...args: string[]): Promise<unknown> =>
        promisify(execFile)(process.execPath, ['cli/gradbook.mjs', ...args], {
          cwd: clone.folder,
          env: clone.environment,
        });
      await timed('lesson 1, from first to last cell (gradbook run)', () =>
        gradbook('run', join('notebooks', 'en', '01-optimizers.ipynb')),
      );
      await timed('one grading (gradbook grade)', () =>
        gradbook('grade', 'test/samples/convolution/right/loops.ts', '--assignment', 'convolution'),
      );
    } finally {
      await clone.remove();
    }
  }
} finally {
  await end();
}

console.log(`| What | Median of ${repeats} |\n|---|---:|`);
for (const [what, seconds] of figures) {
  const median = seconds.sort((left, right) => left - right)[Math.floor(seconds.length / 2)];
  console.log(`| ${what} | ${median.toFixed(median < 10 ? 1 : 0)} s |`);
}
