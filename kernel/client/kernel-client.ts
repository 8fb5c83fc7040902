import { randomUUID } from 'node:crypto';
import { Dealer, Subscriber } from 'zeromq';
import { address, createMessage, decode, encode, WireError } from '../wire/index.ts';
import type { Connection, JsonObject, Message } from '../wire/index.ts';
import { SendQueue } from './send-queue.ts';

/** The channels on which a client talks to a kernel. */
export type ClientChannel = 'shell' | 'control' | 'stdin';

/** Called for every message that the kernel sends, with the channel that it came on. */
export type MessageListener = (message: Message, channel: ClientChannel | 'iopub') => void;

interface Deferred<Value> {
  promise: Promise<Value>;
  resolve: (value: Value) => void;
  reject: (error: Error) => void;
}

function deferred<Value>(): Deferred<Value> {
  let settle: Omit<Deferred<Value>, 'promise'> | undefined;
  const promise = new Promise<Value>((resolve, reject) => (settle = { resolve, reject }));
  return { promise, ...(settle as unknown as Omit<Deferred<Value>, 'promise'>) };
}

/** The sockets of one client of one kernel: sends requests, hears replies and everything that the kernel publishes. */
export class KernelClient {
  readonly session: string;
  readonly #connection: Connection;
  readonly #dealers: Record<ClientChannel, Dealer>;
  readonly #queues: Record<ClientChannel, SendQueue>;
  readonly #iopub = new Subscriber({ linger: 0 });
  readonly #listeners = new Set<MessageListener>();
  readonly #waiting = new Set<(error: Error) => void>();
  #closed = false;

  constructor(connection: Connection, session: string = randomUUID()) {
    this.#connection = connection;
    this.session = session;
    // The kernel sends an input request to the stdin socket whose identity sent the execute request.
    const dealer = (): Dealer => new Dealer({ routingId: session, linger: 0 });
    this.#dealers = { shell: dealer(), control: dealer(), stdin: dealer() };
    this.#queues = {
      shell: new SendQueue(this.#dealers.shell),
      control: new SendQueue(this.#dealers.control),
      stdin: new SendQueue(this.#dealers.stdin),
    };
    this.#dealers.shell.connect(address(connection, 'shell_port'));
    this.#dealers.control.connect(address(connection, 'control_port'));
    this.#dealers.stdin.connect(address(connection, 'stdin_port'));
    this.#iopub.connect(address(connection, 'iopub_port'));
    this.#iopub.subscribe();
    // A slow reader must not lose output: the default of 1,000 messages drops what comes after.
    this.#iopub.receiveHighWaterMark = 0;
    for (const channel of ['shell', 'control', 'stdin'] as const) void this.#listen(this.#dealers[channel], channel);
    void this.#listen(this.#iopub, 'iopub');
  }

  /** Hears every message until the returned function is called. */
  onMessage(listener: MessageListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Sends a message that is already complete, as the workbook's page makes them. */
  send(channel: ClientChannel, message: Message): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('KernelClient.send: the client is closed'));
    return this.#queues[channel].send(encode(message, { key: this.#connection.key }));
  }

  /** Makes a message of this client's session and sends it; answers what was sent. */
  async post(channel: ClientChannel, type: string, content: JsonObject, parent?: Message['header']): Promise<Message> {
    const message = createMessage({
      type,
      content,
      session: this.session,
      username: 'gradbook',
      ...(parent === undefined ? {} : { parent }),
    });
    await this.send(channel, message);
    return message;
  }

  /**
   * Sends a request and waits for its reply.
   *
   * @throws {Error} when no reply has come after `timeout` milliseconds, or the client is closed before.
   */
  async request(
    channel: 'shell' | 'control',
    type: string,
    content: JsonObject = {},
    { timeout = 10_000 }: { timeout?: number } = {},
  ): Promise<Message> {
    const message = createMessage({ type, content, session: this.session, username: 'gradbook' });
    const { promise, resolve, reject } = deferred<Message>();
    const stop = this.onMessage((reply, from) => {
      if (from === channel && reply.parent_header.msg_id === message.header.msg_id) resolve(reply);
    });
    const timer = setTimeout(
      () => reject(new Error(`${type}: the kernel did not answer within ${timeout} ms`)),
      timeout,
    );
    this.#waiting.add(reject);
    try {
      const [, reply] = await Promise.all([this.send(channel, message), promise]);
      return reply;
    } finally {
      clearTimeout(timer);
      stop();
      this.#waiting.delete(reject);
    }
  }

  /** Closes the sockets; the kernel goes on. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const socket of [...Object.values(this.#dealers), this.#iopub]) socket.close();
    this.#listeners.clear();
    for (const reject of this.#waiting) reject(new Error('The client was closed before the kernel answered'));
  }

  async #listen(socket: Dealer | Subscriber, channel: ClientChannel | 'iopub'): Promise<void> {
    for await (const frames of socket) {
      const message = this.#decode(frames);
      if (!message) continue;
      message.channel = channel;
      for (const listener of this.#listeners) listener(message, channel);
    }
  }

  /** The program that a kernel runs can write to its sockets too: what is no message signed with our key is left out, as Jupyter does. */
  #decode(frames: Uint8Array[]): Message | undefined {
    try {
      return decode(frames, this.#connection.key).message;
    } catch (error) {
      if (error instanceof WireError) return undefined;
      throw error;
    }
  }
}
