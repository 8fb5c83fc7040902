import { format, formatResult } from '../display/index.ts';
import { interrupted } from '../threads/contracts.ts';
import type { CellRun, ModuleService, Outcome, ToEngine } from '../threads/contracts.ts';
import type { Remote } from '../threads/rpc.ts';
import type { JsonObject } from '../wire/index.ts';
import { Comms } from './comms.ts';
import type { Host } from './host.ts';
import { Loader } from './loader.ts';
import { Notebook } from './notebook.ts';
import type { Outlet } from './outlet.ts';
import { Scripts } from './scripts.ts';
import { describeFailure } from './traceback.ts';
import { tslab } from './tslab.ts';

type Load = (
  specifier: string,
  names?: readonly string[],
  options?: { with?: Record<string, string> },
) => Promise<object>;
/** The parameters are those that language/rewrite.ts gives a cell. */
type CellFunction = (
  load: Load,
  meta: object,
  epoch: () => number,
  resume: (epoch: number, value: unknown) => unknown,
) => Promise<unknown>;

interface Running {
  run: CellRun;
  settle(outcome: Outcome): void;
}

class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor() {
    super(interrupted.evalue);
  }
}

/** Runs compiled cells on the main thread, one at a time, and reports how each ended. */
export class Engine {
  readonly scripts = new Scripts();
  readonly notebook: Notebook;
  readonly comms: Comms;
  readonly #host: Host;
  readonly #outlet: Outlet;
  readonly #load: Load;
  readonly #meta: object;
  #running: Running | undefined;
  #serial = 0;
  /** Counts interrupts: what awaits when it changes does not go on. */
  #epoch = 0;

  constructor(host: Host, outlet: Outlet, language: Remote<ModuleService>) {
    this.#host = host;
    this.#outlet = outlet;
    this.notebook = new Notebook(outlet);
    this.comms = new Comms(outlet);
    const builtins = new Map<string, object>([['tslab', tslab(this.notebook)]]);
    const loader = new Loader(host, language, this.scripts, builtins);
    this.#load = (specifier, names, options) => loader.import(specifier, names, options);
    this.#meta = host.meta(`${host.directory}/cell.ts`);
  }

  /** Takes one message. It must be called from the base of a message handler: an interrupt unwinds all that is above. */
  receive(message: ToEngine): void {
    switch (message.type) {
      case 'run':
        this.#start(message.run);
        break;
      case 'interrupt':
        this.#outlet.send({ type: 'interrupting', id: message.id });
        this.#epoch++;
        if (this.#running?.run.id === message.id) this.#running.settle({ status: 'error', ...message.failure });
        break;
      case 'input':
        this.notebook.answer(message.value);
        break;
      case 'comm':
        void this.#comm(message);
        break;
      case 'exit':
        this.#host.exit(0);
    }
  }

  /** Code that throws while nothing waits for it: in a timer, an event handler, or a promise that nobody awaits. */
  reportStray(thrown: unknown, where: string): void {
    if (thrown instanceof Interrupted) return;
    const { traceback } = describeFailure(thrown, this.scripts);
    this.#outlet.stream('stderr', `${where}\n${traceback.join('\n')}\n`);
  }

  async #comm(message: Extract<ToEngine, { type: 'comm' }>): Promise<void> {
    try {
      await this.comms.receive(message);
    } catch (thrown) {
      this.reportStray(thrown, 'The handler of a message from the front end failed:');
    }
    this.#outlet.send({ type: 'handled', serial: message.serial });
  }

  #start(run: CellRun): void {
    this.notebook.begin(run.allowStdin);
    const settle = (outcome: Outcome) => {
      if (this.#running !== running) return;
      this.#running = undefined;
      this.notebook.end();
      this.#outlet.send({ type: 'settled', id: run.id, outcome });
    };
    const running: Running = { run, settle };
    this.#running = running;
    const fail = (thrown: unknown) => settle({ status: 'error', ...describeFailure(thrown, this.scripts) });
    try {
      this.#call(run.code, run.names, run)
        .then((value) => this.#finish(run, value))
        .then(settle, fail);
    } catch (thrown) {
      fail(thrown);
    }
  }

  async #finish(run: CellRun, value: unknown): Promise<Outcome> {
    const expressions: Record<string, JsonObject> = {};
    for (const [name, expression] of Object.entries(run.expressions))
      expressions[name] = await this.#expression(expression);
    const result = run.silent ? undefined : await formatResult(value);
    return { status: 'ok', ...(result ? { result } : {}), expressions };
  }

  async #expression(expression: CellRun['expressions'][string]): Promise<JsonObject> {
    if ('failure' in expression) return { status: 'error', ...expression.failure };
    try {
      const { data, metadata } = await format(await this.#call(expression.code, expression.names));
      return { status: 'ok', data, metadata };
    } catch (thrown) {
      return { status: 'error', ...describeFailure(thrown, this.scripts) };
    }
  }

  #call(code: string, names: readonly string[], run?: CellRun): Promise<unknown> {
    for (const name of names) {
      if (Object.hasOwn(globalThis, name)) continue;
      Object.defineProperty(globalThis, name, {
        value: undefined,
        writable: true,
        configurable: true,
        enumerable: true,
      });
    }
    const script = `cell-${++this.#serial}`;
    if (run) this.scripts.add(script, run.label, run.source, run.map);
    const cell = this.#host.evaluate(code, script) as CellFunction;
    return cell(
      this.#load,
      this.#meta,
      () => this.#epoch,
      (epoch, value) => {
        if (epoch !== this.#epoch) throw new Interrupted();
        return value;
      },
    );
  }
}
