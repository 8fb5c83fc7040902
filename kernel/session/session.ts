import { randomUUID } from 'node:crypto';
import { Session as Inspector } from 'node:inspector/promises';
import type { MessagePort } from 'node:worker_threads';
import { interrupted } from '../threads/contracts.ts';
import type { FromEngine, LanguageService, ToEngine } from '../threads/contracts.ts';
import type { Remote } from '../threads/rpc.ts';
import type { Connection, Header, JsonObject } from '../wire/index.ts';
import { Executions } from './executions.ts';
import { textField } from '../wire/fields.ts';
import { HistoryStore } from './history-store.ts';
import { History } from './history.ts';
import { Intake } from './intake.ts';
import { Interrupter } from './interrupter.ts';
import { MemoryGuard } from './memory-guard.ts';
import { kernelInfo } from './kernel-info.ts';
import { Sockets } from './sockets.ts';
import type { Incoming } from './sockets.ts';
import { toCharacters, toUnits } from './text-position.ts';

type Answer = JsonObject | Promise<JsonObject>;

/** How long the main thread may take to end before the process is killed. */
const patience = 1000;

/** The kernel as its clients see it: takes requests, answers them, and publishes what cells put out. */
export class Session {
  readonly #sockets: Sockets;
  readonly #engine: MessagePort;
  readonly #language: Remote<LanguageService>;
  readonly #executions: Executions;
  readonly #intake: Intake;
  readonly #interrupter: Interrupter;
  readonly #inspector = new Inspector();
  readonly #guard: MemoryGuard;
  /** What an interrupted cell reports. */
  #failure = interrupted;
  readonly #history: History;
  /** Open comms: id to target. */
  readonly #comms = new Map<string, string>();
  readonly #commRequests = new Map<number, Incoming>();
  #serial = 0;
  /** What outputs belong to: the request that runs or, for output that comes later, ran last. */
  #parent: Header | Record<string, never> = {};
  #asker: Incoming | undefined;

  constructor(
    connection: Connection,
    engine: MessagePort,
    language: Remote<LanguageService>,
    waiting: Int32Array,
    { historyFolder, heapLimit }: { historyFolder: string; heapLimit: number },
  ) {
    this.#history = new History(new HistoryStore(historyFolder));
    this.#sockets = new Sockets(connection, randomUUID());
    this.#engine = engine;
    this.#language = language;
    this.#intake = new Intake((name, text) => this.#sockets.publish('stream', { name, text }, this.#parent), waiting);
    // Connecting waits for the main thread, so it is done while that still answers.
    this.#inspector.connectToMainThread();
    this.#interrupter = new Interrupter(this.#inspector, () =>
      this.#tell({ type: 'interrupt', id: this.#executions.runId, failure: this.#failure }),
    );
    this.#guard = new MemoryGuard(this.#inspector, heapLimit, (used, limit) => void this.#outOfMemory(used, limit));
    this.#executions = new Executions(
      {
        publish: (type, content, parent, metadata) => {
          this.#intake.flush();
          void this.#sockets.publish(type, content, parent, metadata);
        },
        reply: (to, type, content, metadata) => {
          this.#intake.flush();
          void this.#sockets.reply('shell', to, type, content, metadata);
        },
        run: (run) => {
          this.#parent = this.#executions.current!.message.header;
          this.#tell({ type: 'run', run });
          this.#guard.watch();
        },
      },
      language,
      this.#history,
    );
    engine.on('message', (message: FromEngine) => this.#fromEngine(message));
  }

  async open(): Promise<void> {
    await this.#sockets.open({
      shell: (request) => this.#shell(request),
      control: (request) => void this.#control(request),
      stdin: (reply) => this.#stdin(reply),
    });
    void this.#sockets.publish('status', { execution_state: 'starting' }, {});
  }

  #tell(message: ToEngine): void {
    this.#engine.postMessage(message);
  }

  #shell(request: Incoming): void {
    const { header, content } = request.message;
    switch (header.msg_type) {
      case 'execute_request':
        this.#executions.add(request);
        break;
      case 'comm_open':
      case 'comm_msg':
      case 'comm_close':
        this.#comm(request, header.msg_type);
        break;
      default:
        this.#busy('shell', request, this.#answer(header.msg_type, content));
    }
  }

  /** Requests other than execution are answered at once, also while a cell runs. */
  #answer(type: string, content: JsonObject): Answer {
    const code = textField(content, 'code');
    const cursor = toUnits(code, Number(content['cursor_pos'] ?? code.length));
    switch (type) {
      case 'kernel_info_request':
        return kernelInfo;
      case 'complete_request':
        return this.#complete(code, cursor);
      case 'inspect_request':
        return this.#language.inspect(code, cursor, Number(content['detail_level'] ?? 0));
      case 'is_complete_request':
        return this.#language.isComplete(code);
      case 'history_request':
        return { status: 'ok', history: this.#history.find(content) };
      case 'comm_info_request':
        return { status: 'ok', comms: this.#openComms(textField(content, 'target_name')) };
      default:
        return { status: 'error', ename: 'NotSupported', evalue: `this kernel does not know ${type}`, traceback: [] };
    }
  }

  #openComms(target: string): JsonObject {
    const wanted = [...this.#comms].filter(([, name]) => target === '' || name === target);
    return Object.fromEntries(wanted.map(([id, name]) => [id, { target_name: name }]));
  }

  #trackComm(type: string, content: JsonObject): void {
    const id = textField(content, 'comm_id');
    if (type === 'comm_open') this.#comms.set(id, textField(content, 'target_name'));
    if (type === 'comm_close') this.#comms.delete(id);
  }

  /** The main thread deals with it, between busy and idle; output that it causes belongs to it. */
  #comm(request: Incoming, kind: 'comm_open' | 'comm_msg' | 'comm_close'): void {
    const { header, content, metadata, buffers } = request.message;
    this.#trackComm(kind, content);
    void this.#sockets.publish('status', { execution_state: 'busy' }, header);
    if (!this.#executions.current) this.#parent = header;
    const serial = ++this.#serial;
    this.#commRequests.set(serial, request);
    this.#tell({ type: 'comm', serial, kind, content, metadata, buffers });
  }

  #commHandled(serial: number): void {
    const request = this.#commRequests.get(serial);
    this.#commRequests.delete(serial);
    if (request) this.#idle(request.message.header);
  }

  async #complete(code: string, cursor: number): Promise<JsonObject> {
    const found = await this.#language.complete(code, cursor);
    const start = toCharacters(code, Number(found['cursor_start']));
    const end = toCharacters(code, Number(found['cursor_end']));
    const metadata = found['metadata'] as { _jupyter_types_experimental: JsonObject[] };
    for (const each of metadata._jupyter_types_experimental) Object.assign(each, { start, end });
    return { ...found, cursor_start: start, cursor_end: end };
  }

  /** Answers between busy and idle. */
  #busy(socket: 'shell' | 'control', request: Incoming, answer: Answer | undefined): void {
    const parent = request.message.header;
    void this.#sockets.publish('status', { execution_state: 'busy' }, parent);
    const finish = (content: JsonObject | undefined) => {
      const type = parent.msg_type.replace(/_request$/, '_reply');
      if (content) void this.#sockets.reply(socket, request, type, content);
      this.#idle(parent);
    };
    if (!(answer instanceof Promise)) finish(answer);
    else
      answer.then(finish, (error: Error) =>
        finish({ status: 'error', ename: error.name, evalue: error.message, traceback: [] }),
      );
  }

  /** A front end shows the status it heard last, so a running cell says again that the kernel is busy. */
  #idle(parent: Header): void {
    void this.#sockets.publish('status', { execution_state: 'idle' }, parent);
    const running = this.#executions.current;
    if (running) void this.#sockets.publish('status', { execution_state: 'busy' }, running.message.header);
  }

  async #control(request: Incoming): Promise<void> {
    const { header, content } = request.message;
    switch (header.msg_type) {
      case 'interrupt_request':
        this.#executions.stop();
        await this.#interrupter.interrupt();
        this.#busy('control', request, { status: 'ok' });
        break;
      case 'shutdown_request':
        await this.#shutdown(request, content['restart'] === true);
        break;
      default:
        this.#busy('control', request, this.#answer(header.msg_type, content));
    }
  }

  /** Stops a cell before V8 ends the whole process for lack of memory. */
  async #outOfMemory(used: number, limit: number): Promise<void> {
    const gigabytes = (bytes: number) => (bytes / 2 ** 30).toFixed(1);
    const evalue = `the cell was stopped because it used ${gigabytes(used)} of ${gigabytes(limit)} GB of memory; set what holds much to undefined, or restart`;
    this.#failure = { ename: 'OutOfMemory', evalue, traceback: [`\u001b[31mOutOfMemory\u001b[39m: ${evalue}`] };
    await this.#interrupter.interrupt();
    this.#failure = interrupted;
  }

  async #shutdown(request: Incoming, restart: boolean): Promise<void> {
    const content = { status: 'ok', restart };
    const parent = request.message.header;
    void this.#sockets.publish('status', { execution_state: 'busy' }, parent);
    void this.#sockets.publish('shutdown_reply', content, parent);
    void this.#sockets.reply('control', request, 'shutdown_reply', content);
    void this.#sockets.publish('status', { execution_state: 'idle' }, parent);
    await this.end(restart);
  }

  /** Ends the process: the main thread runs its exit handlers if it still answers. */
  async end(restart = false): Promise<void> {
    await this.#sockets.close();
    this.#guard.rest();
    // The end of the process would wait for the connection.
    this.#inspector.disconnect();
    this.#tell({ type: 'exit', restart });
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), patience);
  }

  #stdin(reply: Incoming): void {
    if (!this.#asker || reply.message.header.msg_type !== 'input_reply') return;
    this.#asker = undefined;
    this.#tell({ type: 'input', value: textField(reply.message.content, 'value') });
  }

  #fromEngine(message: FromEngine): void {
    if (message.type === 'stream') {
      this.#intake.add(message.name, message.text);
      return;
    }
    this.#intake.flush();
    switch (message.type) {
      case 'ready':
        break;
      case 'output':
        this.#trackComm(message.message, message.content);
        void this.#sockets.publish(message.message, message.content, this.#parent, message.metadata, message.buffers);
        break;
      case 'input':
        this.#asker = this.#executions.current;
        if (this.#asker) {
          void this.#sockets.reply('stdin', this.#asker, 'input_request', {
            prompt: message.prompt,
            password: message.password,
          });
        }
        break;
      case 'settled':
        this.#asker = undefined;
        this.#guard.rest();
        this.#executions.settle(message.id, message.outcome);
        break;
      case 'interrupting':
        this.#interrupter.answer();
        break;
      case 'handled':
        this.#commHandled(message.serial);
        break;
    }
  }
}
