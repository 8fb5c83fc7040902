// One job at a time, cut into chunks that the main thread and its helpers take with an atomic addition. A thread that finds
// nothing to do looks again for a while, then sleeps: a wake-up costs tens of microseconds, a look less than one.
import {
  ACTIVE,
  BUSY,
  CLAIM,
  DONE,
  GRAIN,
  JOB,
  MAIN_SLEEPS,
  OPERATION,
  SLEEPING,
  STARTED,
  UNITS,
} from '../shared/layout';
import { perform } from './perform';

/** Looks before a thread sleeps: some twenty microseconds. */
const PATIENCE: i32 = 20000;

/** What a helper thread runs for ever. */
export function serve(): void {
  atomic.add<i32>(STARTED, 1);
  while (true) {
    const job = atomic.load<i32>(JOB);
    atomic.add<i32>(ACTIVE, 1);
    while (takeChunk()) {}
    atomic.sub<i32>(ACTIVE, 1);
    let looks = 0;
    while (atomic.load<i32>(JOB) == job && looks < PATIENCE) looks++;
    if (looks < PATIENCE) continue;
    atomic.add<i32>(SLEEPING, 1);
    atomic.wait<i32>(JOB, job, -1);
    atomic.sub<i32>(SLEEPING, 1);
  }
}

/** Runs the job whose arguments are in place, and returns when all of it is done. */
export function run(operation: i32, units: i32, grain: i32): void {
  const chunks = (units + grain - 1) / grain;
  if (chunks <= 1 || atomic.load<i32>(STARTED) == 0) {
    for (let from = 0; from < units; from += grain) perform(operation, from, min(from + grain, units));
    return;
  }
  atomic.store<i32>(BUSY, 1);
  store<i32>(OPERATION, operation);
  store<i32>(UNITS, units);
  store<i32>(GRAIN, grain);
  atomic.store<i32>(DONE, 0);
  atomic.store<i32>(CLAIM, chunks << 16);
  atomic.add<i32>(JOB, 1);
  if (atomic.load<i32>(SLEEPING) > 0) atomic.notify(JOB, chunks - 1);
  while (takeChunk()) {}
  waitForChunks(chunks);
  atomic.store<i32>(BUSY, 0);
}

/** After a job that was cut off: waits until no helper holds a chunk of it. */
export function settle(): void {
  atomic.store<i32>(CLAIM, 0);
  while (atomic.load<i32>(ACTIVE) > 0) {}
  atomic.store<i32>(MAIN_SLEEPS, 0);
  atomic.store<i32>(BUSY, 0);
}

function takeChunk(): bool {
  const claim = <u32>atomic.add<i32>(CLAIM, 1);
  const next = claim & 0xffff;
  if (next >= claim >> 16) return false;
  // The job cannot end while this chunk is not done, so what follows reads the job that the chunk belongs to.
  const grain = load<i32>(GRAIN);
  const from = <i32>next * grain;
  perform(load<i32>(OPERATION), from, min(from + grain, load<i32>(UNITS)));
  atomic.add<i32>(DONE, 1);
  if (atomic.load<i32>(MAIN_SLEEPS) == 1) atomic.notify(DONE, 1);
  return true;
}

function waitForChunks(chunks: i32): void {
  for (let looks = 0; looks < PATIENCE; looks++) if (atomic.load<i32>(DONE) == chunks) return;
  atomic.store<i32>(MAIN_SLEEPS, 1);
  while (true) {
    const done = atomic.load<i32>(DONE);
    // Not compared with `chunks`: on Node 20 a local variable may have lost its value after a wait.
    if (done == <i32>((<u32>atomic.load<i32>(CLAIM)) >> 16)) break;
    atomic.wait<i32>(DONE, done, -1);
  }
  atomic.store<i32>(MAIN_SLEEPS, 0);
}
