import type { HiddenCase } from '../cases/index.ts';
import type { Tools } from './command.ts';
import type { SandboxLimits } from './limits.ts';
import type { Loaded, Observation } from './messages.ts';
import type { Program } from './protocol.ts';
import type { Death } from './session.ts';
import { Session, SubmissionDied } from './session.ts';

/** What came of one case. */
export type Outcome =
  | { readonly kind: 'observed'; readonly observations: readonly Observation[] }
  | { readonly kind: 'died'; readonly death: Death };

/** What came of a submission: an outcome for each case, or the reason why its class could not be had. */
export type Run =
  | { readonly kind: 'ran'; readonly outcomes: readonly Outcome[] }
  | { readonly kind: 'notLoaded'; readonly loaded: Loaded };

export interface RunOptions {
  readonly tools: Tools;
  readonly limits: SandboxLimits;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a submission through its cases, in a sandbox that nothing else shares. A submission that ends its sandbox loses that case and
 * gets another sandbox for the rest, a few times; then the rest ends as that case did. Throws a SandboxBroken when the fault is
 * not the submission's, and the signal's reason when it is aborted.
 */
export async function runCases(program: Program, cases: readonly HiddenCase[], options: RunOptions): Promise<Run> {
  const { limits, signal } = options;
  const deadline = performance.now() + limits.totalSeconds * 1000;
  const outcomes: Outcome[] = [];
  let deaths = 0;
  let loadedOnce = false;
  while (outcomes.length < cases.length) {
    const session = await Session.start(options.tools, limits);
    const stop = (): void => void session.close();
    signal?.addEventListener('abort', stop);
    try {
      signal?.throwIfAborted();
      const loaded = await session.load(program);
      if (loaded.kind !== 'ready') {
        if (!loadedOnce) return { kind: 'notLoaded', loaded };
        throw new SubmissionDied('crash');
      }
      loadedOnce = true;
      for (const each of cases.slice(outcomes.length)) {
        const observations = await session.perform(each.steps, each.seconds);
        // V8 refuses the array and goes on, full as it is; another sandbox is emptier.
        if (observations.some(({ kind }) => kind === 'outOfMemory')) throw new SubmissionDied('memory');
        outcomes.push({ kind: 'observed', observations });
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof SubmissionDied)) throw error;
      const died: Outcome = { kind: 'died', death: error.death };
      outcomes.push(died);
      deaths += 1;
      // What ends while it loads does so every time.
      const givenUp = !loadedOnce || deaths > limits.restarts || performance.now() > deadline;
      while (givenUp && outcomes.length < cases.length) outcomes.push(died);
    } finally {
      signal?.removeEventListener('abort', stop);
      await session.close();
    }
  }
  return { kind: 'ran', outcomes };
}
