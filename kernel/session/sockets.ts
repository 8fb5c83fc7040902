import { Reply, Router, XPublisher } from 'zeromq';
import { address, createMessage, decode, encode, WireError } from '../wire/index.ts';
import type { Connection, Header, JsonObject, Message } from '../wire/index.ts';

/** A request as it came in, with the way back. */
export interface Incoming {
  message: Message;
  identities: Uint8Array[];
}

export interface Handlers {
  shell: (incoming: Incoming) => void;
  control: (incoming: Incoming) => void;
  stdin: (incoming: Incoming) => void;
}

/** How many signatures are remembered to refuse a message that is sent twice. */
const remembered = 65536;

/** Sends one message after another: a socket of zeromq.js loses messages when two sends overlap. */
class SendQueue {
  readonly #socket: { send(frames: Uint8Array[]): Promise<void> };
  #last: Promise<void> = Promise.resolve();

  constructor(socket: { send(frames: Uint8Array[]): Promise<void> }) {
    this.#socket = socket;
  }

  send(frames: Uint8Array[]): Promise<void> {
    const sent = this.#last.then(() => this.#socket.send(frames));
    // A client that went away is no reason to stop: what it can no longer read is dropped.
    this.#last = sent
      .catch((error: unknown) => process.stderr.write(`A message could not be sent: ${String(error)}\n`))
      .then(() => undefined);
    return this.#last;
  }

  idle(): Promise<void> {
    return this.#last;
  }
}

/** The five sockets of the kernel. */
export class Sockets {
  readonly #connection: Connection;
  readonly #session: string;
  readonly #shell = new Router({ linger: 1000 });
  readonly #control = new Router({ linger: 1000 });
  readonly #stdin = new Router({ linger: 1000 });
  readonly #iopub = new XPublisher({ linger: 1000, sendHighWaterMark: 0 });
  readonly #heartbeat = new Reply({ linger: 0 });
  readonly #queues = {
    shell: new SendQueue(this.#shell),
    control: new SendQueue(this.#control),
    stdin: new SendQueue(this.#stdin),
    iopub: new SendQueue(this.#iopub),
  };
  readonly #signatures = new Set<string>();

  /** @param session the kernel's own session id, which its messages carry */
  constructor(connection: Connection, session: string) {
    this.#connection = connection;
    this.#session = session;
  }

  async open(handlers: Handlers): Promise<void> {
    // Every subscriber is welcomed, also the second one of the same topic.
    this.#iopub.verbosity = 'allSubs';
    const at = this.#connection;
    await Promise.all([
      this.#shell.bind(address(at, 'shell_port')),
      this.#control.bind(address(at, 'control_port')),
      this.#stdin.bind(address(at, 'stdin_port')),
      this.#iopub.bind(address(at, 'iopub_port')),
      this.#heartbeat.bind(address(at, 'hb_port')),
    ]);
    void this.#listen(this.#shell, handlers.shell);
    void this.#listen(this.#control, handlers.control);
    void this.#listen(this.#stdin, handlers.stdin);
    void this.#welcome();
    void this.#beat();
  }

  reply(
    socket: 'shell' | 'control' | 'stdin',
    to: Incoming,
    type: string,
    content: JsonObject,
    metadata: JsonObject = {},
  ): Promise<void> {
    const message = this.#create(type, content, to.message.header, metadata);
    return this.#queues[socket].send(encode(message, { key: this.#connection.key, identities: to.identities }));
  }

  publish(
    type: string,
    content: JsonObject,
    parent: Header | Record<string, never>,
    metadata: JsonObject = {},
    buffers: Uint8Array[] = [],
  ): Promise<void> {
    const message = this.#create(type, content, parent, metadata, buffers);
    const topic = Buffer.from(`kernel.${this.#session}.${type}`);
    return this.#queues.iopub.send(encode(message, { key: this.#connection.key, identities: [topic] }));
  }

  /** Closes when everything that was sent has left. */
  async close(): Promise<void> {
    await Promise.all(Object.values(this.#queues).map((queue) => queue.idle()));
    for (const socket of [this.#shell, this.#control, this.#stdin, this.#iopub, this.#heartbeat]) socket.close();
  }

  #create(
    type: string,
    content: JsonObject,
    parent: Header | Record<string, never>,
    metadata: JsonObject,
    buffers: Uint8Array[] = [],
  ): Message {
    return createMessage({ type, content, session: this.#session, parent, metadata, buffers });
  }

  async #listen(socket: Router, handle: (incoming: Incoming) => void): Promise<void> {
    for await (const frames of socket) {
      try {
        const { message, identities, signature } = decode(frames, this.#connection.key);
        if (this.#isRepeated(signature)) throw new WireError('signature', 'a message with this signature came before');
        handle({ message, identities });
      } catch (error) {
        if (!(error instanceof WireError)) throw error;
        process.stderr.write(`A message was refused: ${error.message}\n`);
      }
    }
  }

  #isRepeated(signature: string): boolean {
    if (signature === '') return false;
    if (this.#signatures.has(signature)) return true;
    this.#signatures.add(signature);
    if (this.#signatures.size > remembered) {
      for (const oldest of this.#signatures) {
        this.#signatures.delete(oldest);
        if (this.#signatures.size <= remembered / 2) break;
      }
    }
    return false;
  }

  /** Tells each new subscriber that it is connected, so that it need not guess (JEP 65). */
  async #welcome(): Promise<void> {
    for await (const [frame] of this.#iopub) {
      if (frame?.[0] !== 1) continue;
      const topic = frame.subarray(1);
      const message = this.#create('iopub_welcome', { subscription: topic.toString() }, {}, {});
      void this.#queues.iopub.send(encode(message, { key: this.#connection.key, identities: [topic] }));
    }
  }

  async #beat(): Promise<void> {
    for await (const frames of this.#heartbeat) await this.#heartbeat.send(frames);
  }
}
