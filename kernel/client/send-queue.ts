import type { Dealer } from 'zeromq';

/** Sends one message after the other: a ZeroMQ socket refuses, or loses, what is sent while it is busy sending. */
export class SendQueue {
  readonly #socket: Dealer;
  #last: Promise<void> = Promise.resolve();

  constructor(socket: Dealer) {
    this.#socket = socket;
  }

  send(frames: Uint8Array[]): Promise<void> {
    const sent = this.#last.then(() => this.#socket.send(frames));
    // The caller hears of a failure; the next message is tried all the same.
    this.#last = sent.catch(() => undefined);
    return sent;
  }
}
