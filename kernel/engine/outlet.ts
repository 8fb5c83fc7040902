import type { FromEngine } from '../threads/contracts.ts';

/** How much text may wait for the session before the running code has to. */
const highWater = 8 * 1024 * 1024;
const largestPiece = 64 * 1024;

/** The shared cell in which engine and session count the text that is on its way; see session/intake.ts. */
export type Counter = Int32Array<SharedArrayBuffer>;

/**
 * The engine's one way out. Everything goes through one port, so the order of outputs is the order of calls; a flood
 * of text waits for the session to keep up, so that it fills neither memory nor the client.
 */
export class Outlet {
  readonly #post: (message: FromEngine) => void;
  readonly #waiting: Counter;

  constructor(post: (message: FromEngine) => void, waiting: Counter) {
    this.#post = post;
    this.#waiting = waiting;
  }

  send(message: FromEngine): void {
    this.#post(message);
  }

  stream(name: 'stdout' | 'stderr', text: string): void {
    for (let from = 0; from < text.length; from += largestPiece) {
      const piece = text.slice(from, from + largestPiece);
      let waiting = Atomics.add(this.#waiting, 0, piece.length) + piece.length;
      this.#post({ type: 'stream', name, text: piece });
      while (waiting > highWater) {
        Atomics.wait(this.#waiting, 0, waiting);
        waiting = Atomics.load(this.#waiting, 0);
      }
    }
  }
}
