import type { CellRun, CompileReply, Failure, LanguageService, Outcome } from '../threads/contracts.ts';
import type { Remote } from '../threads/rpc.ts';
import type { Header, JsonObject } from '../wire/index.ts';
import { textField } from '../wire/fields.ts';
import type { History } from './history.ts';
import type { Incoming } from './sockets.ts';

/** What an execution needs of the session. */
export interface Desk {
  publish(type: string, content: JsonObject, parent: Header | Record<string, never>, metadata?: JsonObject): void;
  reply(to: Incoming, type: string, content: JsonObject, metadata?: JsonObject): void;
  run(run: CellRun): void;
}

interface Job {
  request: Incoming;
  started: string;
}

/** How long a message may be on its way, in milliseconds. */
const inFlight = 100;

const interruptedBeforeStart: Failure = {
  ename: 'Interrupted',
  evalue: 'the cell was stopped before it ran',
  traceback: ['\u001b[31mInterrupted\u001b[39m: the cell was stopped before it ran'],
};

/** Executes cells one after another: busy, input, outputs, reply, idle. */
export class Executions {
  readonly #desk: Desk;
  readonly #language: Remote<LanguageService>;
  readonly #history: History;
  readonly #queue: Incoming[] = [];
  #current: (Job & { id: number; stopped: boolean }) | undefined;
  #settle: ((outcome: Outcome) => void) | undefined;
  #count = 0;
  #id = 0;
  #failedAt = -Infinity;

  constructor(desk: Desk, language: Remote<LanguageService>, history: History) {
    this.#desk = desk;
    this.#language = language;
    this.#history = history;
  }

  /** The request that is being executed. */
  get current(): Incoming | undefined {
    return this.#current?.request;
  }

  /** The id of the run that an interrupt should stop; -1 when no cell runs. */
  get runId(): number {
    return this.#current?.id ?? -1;
  }

  add(request: Incoming): void {
    if (this.#isOvertaken(request)) {
      this.#abort(request);
      return;
    }
    this.#queue.push(request);
    if (!this.#current) void this.#work();
  }

  /** Takes the engine's word on how a run ended. */
  settle(id: number, outcome: Outcome): void {
    if (id === this.#current?.id) this.#settle?.(outcome);
  }

  /** Keeps a cell that is still being checked from running. */
  stop(): void {
    if (this.#current) this.#current.stopped = true;
  }

  async #work(): Promise<void> {
    for (let request = this.#queue.shift(); request; request = this.#queue.shift()) {
      const parent = request.message.header;
      this.#current = { request, id: ++this.#id, started: new Date().toISOString(), stopped: false };
      this.#desk.publish('status', { execution_state: 'busy' }, parent);
      const failed = await this.#execute(request);
      this.#current = undefined;
      this.#desk.publish('status', { execution_state: 'idle' }, parent);
      if (failed && request.message.content['stop_on_error'] !== false) {
        this.#failedAt = Date.now();
        for (const waiting of this.#queue.splice(0)) this.#abort(waiting);
      }
    }
  }

  async #execute(request: Incoming): Promise<boolean> {
    const { header: parent, content } = request.message;
    const code = textField(content, 'code');
    const silent = content['silent'] === true;
    const store = !silent && content['store_history'] !== false;
    if (store) this.#count++;
    const count = this.#count;
    if (!silent) this.#desk.publish('execute_input', { code, execution_count: count }, parent);
    const outcome = await this.#outcome(request, code, silent, count);
    const metadata = { started: this.#current!.started, status: outcome.status };
    let output: string | null = null;
    if (outcome.status === 'ok') {
      if (outcome.result) {
        const { data, metadata: about } = outcome.result;
        output = textField(data, 'text/plain');
        this.#desk.publish('execute_result', { execution_count: count, data, metadata: about }, parent);
      }
      const { expressions } = outcome;
      const reply = { status: 'ok', execution_count: count, payload: [], user_expressions: expressions };
      this.#desk.reply(request, 'execute_reply', reply, metadata);
    } else {
      const { ename, evalue, traceback } = outcome;
      if (!silent) this.#desk.publish('error', { ename, evalue, traceback }, parent);
      const reply = {
        status: 'error',
        execution_count: count,
        ename,
        evalue,
        traceback,
        payload: [],
        user_expressions: {},
      };
      this.#desk.reply(request, 'execute_reply', reply, metadata);
    }
    if (store && code !== '') this.#history.add(count, code, output);
    return outcome.status === 'error';
  }

  async #outcome(request: Incoming, code: string, silent: boolean, count: number): Promise<Outcome> {
    const { content } = request.message;
    const wanted = (content['user_expressions'] ?? {}) as Record<string, string>;
    if (code.trim() === '' && Object.keys(wanted).length === 0) return { status: 'ok', expressions: {} };
    const label = `Cell [${count}]`;
    const compiled = await this.#compile(code, label, wanted);
    if (!compiled.ok) return { status: 'error', ...compiled.problem };
    const current = this.#current!;
    if (current.stopped) return { status: 'error', ...interruptedBeforeStart };
    const { code: script, map, names, expressions } = compiled;
    const allowStdin = content['allow_stdin'] === true;
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#desk.run({
        id: current.id,
        label,
        source: code,
        code: script,
        map,
        names,
        expressions,
        allowStdin,
        silent,
      });
    });
  }

  async #compile(code: string, label: string, expressions: Record<string, string>): Promise<CompileReply> {
    try {
      return await this.#language.compile({ code, label, expressions });
    } catch (error) {
      // A crash of the checker is a fault of ours; the cell's author should see it and the notebook should go on.
      const { name, message, stack } = error as Error;
      const evalue = `the kernel could not compile this cell: ${message}`;
      return { ok: false, problem: { ename: name, evalue, traceback: [evalue, stack ?? ''] } };
    }
  }

  /** A cell that was sent before another failed but arrives just after: its sender knew as little as the queue's. */
  #isOvertaken({ message: { header } }: Incoming): boolean {
    return Date.now() - this.#failedAt < inFlight && Date.parse(header.date) < this.#failedAt;
  }

  /** Cells that were sent before this one failed are not run: they may rely on it. */
  #abort(request: Incoming): void {
    const parent = request.message.header;
    this.#desk.publish('status', { execution_state: 'busy' }, parent);
    const content = { status: 'aborted', execution_count: this.#count, payload: [], user_expressions: {} };
    this.#desk.reply(request, 'execute_reply', content, { status: 'aborted' });
    this.#desk.publish('status', { execution_state: 'idle' }, parent);
  }
}
