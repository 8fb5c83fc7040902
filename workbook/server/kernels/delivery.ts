import type { WebSocket } from 'ws';
import type { PackedMessage } from './packed-message.ts';
import { ReplayBuffer, type ReplayLimits } from './replay-buffer.ts';
import { encodeForSocket } from './socket-codec.ts';

/** Bytes that may wait in a socket; beyond them messages wait in the bounded buffer instead. */
const socketHighWater = 4 * 1024 * 1024;

/** What one client of a kernel is sent: at once while its socket takes it, otherwise when the socket is free or the client is back. */
export class Delivery {
  readonly #buffer: ReplayBuffer;
  #socket: WebSocket | undefined;

  constructor(note: (dropped: number) => string, limits?: ReplayLimits) {
    this.#buffer = new ReplayBuffer(note, limits);
  }

  get isConnected(): boolean {
    return this.#socket !== undefined;
  }

  /** Takes the client's socket, and sends what was missed. An earlier socket of the same client is a lost one. */
  attach(socket: WebSocket): void {
    this.#socket?.terminate();
    this.#socket = socket;
    socket.once('close', () => {
      if (this.#socket === socket) this.#socket = undefined;
    });
    this.#flush();
  }

  deliver(message: PackedMessage): void {
    if (this.#canSend() && this.#buffer.isEmpty) this.#send(message);
    else this.#buffer.push(message);
  }

  /** Forgets what waits: after a restart it belongs to a kernel that is no more. */
  forget(): void {
    this.#buffer.clear();
  }

  close(code: number, reason: string): void {
    this.#socket?.close(code, reason);
  }

  #canSend(): boolean {
    const socket = this.#socket;
    return socket !== undefined && socket.readyState === socket.OPEN && socket.bufferedAmount < socketHighWater;
  }

  #send(message: PackedMessage): void {
    const socket = this.#socket as WebSocket;
    // A failed send is a lost connection: "close" follows, and the client comes back for what it has missed.
    socket.send(encodeForSocket(message, socket.protocol), () => this.#flush());
  }

  #flush(): void {
    if (this.#buffer.isEmpty || !this.#canSend()) return;
    for (const message of this.#buffer.drain()) {
      this.#send(message);
      if (!this.#canSend()) break;
    }
  }
}
