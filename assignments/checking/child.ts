// The process that loads a learner's code and runs the public checks on it. Its parent stops it when it takes too long.
import { Worker } from 'node:worker_threads';
import { messages } from './language.ts';
import { describeError } from './learner-error.ts';
import type { Job, Report } from './protocol.ts';
import { runSpecification } from './specification.ts';
import { specificationOf } from './specifications.ts';

const memoryLimit = 1024 ** 3;

function send(report: Report): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(report, undefined, undefined, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/** V8's own limit does not count typed arrays; a thread of its own sees the whole process even while the learner's code runs. */
function watchMemory(): void {
  const watch = `setInterval(() => {
    if (process.memoryUsage.rss() > ${memoryLimit}) process.kill(process.pid, 'SIGUSR2');
  }, 50);`;
  new Worker(watch, { eval: true, execArgv: [] }).unref();
}

/** Loads a `.ts` file's module and returns the class, by its name or as the default export. */
async function loadFile(job: Job): Promise<unknown> {
  const loaded = (await import(job.modules[0].url)) as Record<string, unknown>;
  return loaded[job.className] ?? loaded.default;
}

/** Runs a notebook's cells in order; one that fails is skipped, as the assignment says. Returns the last class of the name. */
async function loadCells(job: Job): Promise<unknown> {
  const shared = globalThis as unknown as Record<string, unknown>;
  const t = messages(job.language);
  for (const { url, cell = 0, shared: names } of job.modules) {
    await send({ kind: 'loading', cell });
    for (const name of names) if (!(name in shared)) shared[name] = undefined;
    try {
      await import(url);
    } catch (error) {
      await send({ kind: 'skipped', cell, message: describeError(error, t) });
    }
  }
  return shared[job.className];
}

async function work(job: Job): Promise<void> {
  process.setSourceMapsEnabled(true);
  Error.stackTraceLimit = 50;
  watchMemory();
  await send({ kind: 'loading' });
  let subject: unknown;
  try {
    subject = await (job.modules[0]?.cell === undefined ? loadFile(job) : loadCells(job));
  } catch (error) {
    await send({ kind: 'loadFailed', message: describeError(error, messages(job.language)) });
    return;
  }
  if (typeof subject !== 'function') {
    await send({ kind: 'missingClass', received: typeof subject });
    return;
  }
  const results = runSpecification(specificationOf(job.assignment), subject, {
    language: job.language,
    onStart: (check) => send({ kind: 'started', ...check }),
    onResult: (result) => void send({ kind: 'result', result }),
  });
  await results;
  await send({ kind: 'done' });
}

process.once('message', (job: Job) => {
  // Timers that the learner's code left behind must not keep the process.
  void work(job).finally(() => process.exit());
});
