import type { Session as Inspector } from 'node:inspector/promises';
import { endChildren } from './children.ts';

/** How long the main thread has to answer before its JavaScript is terminated. */
const soft = 50;
const afterTermination = 100;
/** How often a child process that the main thread waits for is asked to end before it is killed. */
const politeAttempts = 2;
const attempts = 20;

/**
 * Stops what runs on the main thread.
 *
 * It asks first, which is enough for a cell that waits. Where the main thread does not answer, V8 terminates the
 * JavaScript that runs there; variables keep their values. Termination can hit the handler that would have answered,
 * so it is asked again.
 */
export class Interrupter {
  readonly #ask: () => void;
  readonly #inspector: Inspector;
  #answered: (() => void) | undefined;

  /**
   * @param inspector connected to the main thread
   * @param ask sends the question to the main thread
   */
  constructor(inspector: Inspector, ask: () => void) {
    this.#inspector = inspector;
    this.#ask = ask;
  }

  /** Called when the main thread answers. */
  answer(): void {
    this.#answered?.();
  }

  async interrupt(): Promise<boolean> {
    if (await this.#asks(soft)) return true;
    for (let attempt = 0; attempt < attempts; attempt++) {
      // The reply to this comes only when something was terminated, so it is not waited for.
      this.#inspector.post('Runtime.terminateExecution').catch(() => undefined);
      if (await this.#asks(afterTermination)) return true;
      endChildren(attempt < politeAttempts ? 'SIGINT' : 'SIGKILL');
    }
    return false;
  }

  #asks(patience: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), patience);
      this.#answered = () => {
        clearTimeout(timer);
        resolve(true);
      };
      this.#ask();
    });
  }
}
