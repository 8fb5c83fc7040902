import type { WebSocket } from 'ws';
import type { Message } from '../../../kernel/wire/index.ts';
import { Delivery } from './delivery.ts';
import { pack, type PackedMessage, type SocketChannel } from './packed-message.ts';

/** Clients that have gone but may come back; a page that is loaded again comes as a new one. */
const mostAbsent = 4;
const mostOpenRequests = 10_000;

/** The clients of one kernel. What it publishes goes to all of them, an answer to the one that asked. */
export class Audience {
  readonly #note: (dropped: number) => string;
  /** By the session id of the client, the longest absent first. */
  readonly #clients = new Map<string, Delivery>();
  /** Who sent the request of this message id. */
  readonly #askers = new Map<string, string>();

  constructor(note: (dropped: number) => string) {
    this.#note = note;
  }

  get connections(): number {
    return [...this.#clients.values()].filter((client) => client.isConnected).length;
  }

  join(session: string, socket: WebSocket): void {
    const client = this.#clients.get(session) ?? new Delivery(this.#note);
    this.#clients.set(session, client);
    client.attach(socket);
    socket.once('close', () => this.#left(session, client));
  }

  /** Remembers who is to have the answer. */
  asked(session: string, message: Message): void {
    this.#askers.set(message.header.msg_id, session);
    if (this.#askers.size > mostOpenRequests) this.#askers.delete(this.#askers.keys().next().value as string);
  }

  hear(message: Message, channel: SocketChannel): void {
    if (channel === 'iopub') return this.publish(pack(message, channel));
    const request = message.parent_header.msg_id ?? '';
    const asker = this.#askers.get(request);
    // Without an asker it is the answer to a request of the server's own.
    if (asker === undefined) return;
    if (channel !== 'stdin') this.#askers.delete(request);
    this.#clients.get(asker)?.deliver(pack(message, channel));
  }

  publish(message: PackedMessage): void {
    for (const client of this.#clients.values()) client.deliver(message);
  }

  /** After a restart: nothing from before is of use. */
  forget(): void {
    this.#askers.clear();
    for (const client of this.#clients.values()) client.forget();
  }

  close(code: number, reason: string): void {
    for (const client of this.#clients.values()) client.close(code, reason);
  }

  #left(session: string, client: Delivery): void {
    if (client.isConnected || this.#clients.get(session) !== client) return;
    this.#clients.delete(session);
    this.#clients.set(session, client);
    const absent = [...this.#clients].filter(([, each]) => !each.isConnected);
    for (const [longest] of absent.slice(0, Math.max(0, absent.length - mostAbsent))) this.#clients.delete(longest);
  }
}
