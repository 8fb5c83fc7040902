import { Session } from 'node:inspector/promises';

/** How long the main thread has to answer before its JavaScript is terminated. */
const soft = 50;
const afterTermination = 250;
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
  #answered: (() => void) | undefined;

  /** @param ask sends the question to the main thread */
  constructor(ask: () => void) {
    this.#ask = ask;
  }

  /** Called when the main thread answers. */
  answer(): void {
    this.#answered?.();
  }

  async interrupt(): Promise<boolean> {
    if (await this.#asks(soft)) return true;
    const session = new Session();
    session.connectToMainThread();
    try {
      for (let attempt = 0; attempt < attempts; attempt++) {
        // The reply to this comes only when something was terminated, so it is not waited for.
        session.post('Runtime.terminateExecution').catch(() => undefined);
        if (await this.#asks(afterTermination)) return true;
      }
      return false;
    } finally {
      session.disconnect();
    }
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
