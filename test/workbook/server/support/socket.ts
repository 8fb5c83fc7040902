import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';
import type { TestWorkbook } from './workbook.ts';

export interface JsonMessage {
  readonly channel: string;
  readonly header: { readonly msg_id: string; readonly msg_type: string; readonly session: string };
  readonly parent_header: { readonly msg_id?: string };
  readonly content: Record<string, unknown>;
}

/** A plain WebSocket client of a kernel that speaks the JSON form, and keeps all that it hears. */
export class SocketClient {
  readonly session: string;
  readonly heard: JsonMessage[] = [];
  readonly socket: WebSocket;
  #changed: () => void = () => {};

  constructor(served: TestWorkbook, kernel: string, session: string = randomUUID()) {
    this.session = session;
    const url = `ws://127.0.0.1:${served.workbook.port}/api/kernels/${kernel}/channels?session_id=${session}`;
    this.socket = new WebSocket(url, { headers: served.headers });
    this.socket.on('message', (data) => {
      this.heard.push(JSON.parse((data as Buffer).toString('utf8')) as JsonMessage);
      this.#changed();
    });
    this.socket.on('close', () => this.#changed());
  }

  async opened(): Promise<this> {
    if (this.socket.readyState === WebSocket.CONNECTING) {
      await new Promise<void>((resolve, reject) => {
        this.socket.once('open', () => resolve());
        this.socket.once('error', reject);
      });
    }
    return this;
  }

  /** Sends a request and answers its message id. */
  send(type: string, content: object, channel = 'shell'): string {
    const id = randomUUID();
    const header = { msg_id: id, msg_type: type, session: this.session, username: 'tester', version: '5.3', date: '' };
    this.socket.send(JSON.stringify({ channel, header, parent_header: {}, metadata: {}, content }));
    return id;
  }

  execute(code: string): string {
    return this.send('execute_request', {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true,
    });
  }

  /** Waits until a message that has come, or comes yet, fulfils the condition. */
  async until(wanted: (message: JsonMessage) => boolean): Promise<JsonMessage> {
    for (;;) {
      const found = this.heard.find(wanted);
      if (found) return found;
      if (this.socket.readyState === WebSocket.CLOSED) {
        throw new Error(`The socket closed before the message came. Heard: ${JSON.stringify(this.heard)}`);
      }
      await new Promise<void>((resolve) => (this.#changed = resolve));
    }
  }

  /** Waits for the reply to a request and for the idle state after it. */
  async done(id: string): Promise<JsonMessage> {
    await this.until(
      ({ header, parent_header, content }) =>
        header.msg_type === 'status' && parent_header.msg_id === id && content.execution_state === 'idle',
    );
    return this.until(({ channel, parent_header }) => channel !== 'iopub' && parent_header.msg_id === id);
  }

  /** Everything that the cell of this request has printed. */
  printed(id: string): string {
    return this.heard
      .filter(({ header, parent_header }) => header.msg_type === 'stream' && parent_header.msg_id === id)
      .map(({ content }) => String(content.text))
      .join('');
  }

  /** Breaks the connection as a lost network does: without a word. */
  async lose(): Promise<void> {
    const closed = new Promise((resolve) => this.socket.once('close', resolve));
    this.socket.terminate();
    await closed;
  }

  /** Waits for the server to close the connection, and answers with its code. */
  async closed(): Promise<number> {
    return new Promise((resolve) => this.socket.once('close', (code) => resolve(code)));
  }
}
