import { randomUUID } from 'node:crypto';
import { format, formatNow, noResult } from '../display/index.ts';
import type { Bundle } from '../threads/contracts.ts';
import type { Outlet } from './outlet.ts';
import type { Comms } from './comms.ts';
import { progressOver } from './progress.ts';

export interface DisplayOptions {
  id?: string;
  raw?: boolean;
  metadata?: Record<string, unknown>;
}

/** What `display` returns: the way to change what was shown. */
export class DisplayHandle {
  readonly id: string;
  readonly #notebook: Notebook;

  constructor(id: string, notebook: Notebook) {
    this.id = id;
    this.#notebook = notebook;
  }

  update(value: unknown): void {
    this.#notebook.update(this, value);
  }

  /** A cell that ends with `display(…)` has shown all it wants to show. */
  get [noResult](): true {
    return true;
  }
}

/** The functions that a notebook finds without importing them; their documentation is in language/globals.ts. */
export class Notebook {
  readonly #outlet: Outlet;
  #allowStdin = false;
  #answer: ((value: string) => void) | undefined;

  constructor(outlet: Outlet) {
    this.#outlet = outlet;
  }

  /** Puts the functions on an object, which is globalThis outside tests. */
  install(target: object, comms: Comms): void {
    const api = {
      display: (value: unknown, options?: DisplayOptions) => this.display(value, options),
      update: (output: string | DisplayHandle, value: unknown) => this.update(output, value),
      clearOutput: (options?: { wait?: boolean }) => this.clearOutput(options),
      progress: <T>(items: Iterable<T> | AsyncIterable<T>, options?: { label?: string; total?: number }) =>
        progressOver(items, this, options),
      comms,
      input: (prompt?: string, options?: { password?: boolean }) => this.input(prompt, options),
    };
    for (const [name, value] of Object.entries(api)) {
      Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
    }
  }

  begin(allowStdin: boolean): void {
    this.#allowStdin = allowStdin;
    this.#answer = undefined;
  }

  end(): void {
    this.#answer = undefined;
  }

  display(value: unknown, options: DisplayOptions = {}): DisplayHandle {
    const { id = randomUUID(), raw = false, metadata = {} } = options;
    if (typeof id !== 'string' || id === '') {
      throw new TypeError(`display: options.id must be a string that is not empty; received ${String(id)}`);
    }
    this.#show('display_data', id, value, raw, metadata);
    return new DisplayHandle(id, this);
  }

  update(output: string | DisplayHandle, value: unknown): void {
    const id = typeof output === 'string' ? output : output?.id;
    if (typeof id !== 'string') {
      throw new TypeError(`update: output must be an id or what display returned; received ${typeof output}`);
    }
    this.#show('update_display_data', id, value, false, {});
  }

  /** Sends a ready MIME bundle. */
  send(message: 'display_data' | 'update_display_data', id: string | undefined, { data, metadata }: Bundle): void {
    this.#outlet.send({
      type: 'output',
      message,
      content: { data, metadata, transient: id === undefined ? {} : { display_id: id } },
    });
  }

  clearOutput({ wait = false }: { wait?: boolean } = {}): void {
    this.#outlet.send({ type: 'output', message: 'clear_output', content: { wait } });
  }

  input(prompt = '', { password = false }: { password?: boolean } = {}): Promise<string> {
    if (!this.#allowStdin) {
      throw new Error('input: nobody can answer here, because the front end that runs this cell takes no input');
    }
    if (this.#answer) throw new Error('input: an earlier input() of this cell still waits for its answer');
    return new Promise((resolve) => {
      this.#answer = resolve;
      this.#outlet.send({ type: 'input', prompt: String(prompt), password });
    });
  }

  /** Hands over what the reader typed. */
  answer(value: string): void {
    const resolve = this.#answer;
    this.#answer = undefined;
    resolve?.(value);
  }

  #show(
    message: 'display_data' | 'update_display_data',
    id: string,
    value: unknown,
    raw: boolean,
    extra: Record<string, unknown>,
  ): void {
    const send = ({ data, metadata }: Bundle) =>
      this.send(message, id, { data, metadata: { ...metadata, ...(extra as Bundle['metadata']) } });
    if (raw) {
      send({ data: value as Bundle['data'], metadata: {} });
      return;
    }
    const bundle = formatNow(value);
    // A value may take its time to describe itself (Deno's convention allows a promise); all others keep their place.
    if (bundle) send(bundle);
    else void format(value).then(send);
  }
}
