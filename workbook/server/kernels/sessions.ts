import { randomUUID } from 'node:crypto';
import { isFields, optional, requiredText, type JsonFields } from '../http/body.ts';
import { badRequest, notFound } from '../http/errors.ts';
import { KeyedLock } from '../learner/keyed-lock.ts';
import type { KernelManager } from './manager.ts';
import type { KernelModel } from './served-kernel.ts';

/** The bond of a notebook and its kernel, as the REST service describes it. */
export interface SessionModel {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly type: string;
  readonly kernel: KernelModel;
  /** What older clients read. */
  readonly notebook?: { readonly path: string; readonly name: string };
}

interface Session {
  readonly id: string;
  path: string;
  name: string;
  type: string;
  kernel: string;
}

interface KernelChoice {
  readonly id: string | undefined;
  readonly name: string | undefined;
}

function kernelChoice(fields: JsonFields): KernelChoice {
  const { kernel } = fields;
  if (kernel === undefined || kernel === null) return { id: undefined, name: undefined };
  if (!isFields(kernel)) throw badRequest(`"kernel" must be an object; received ${JSON.stringify(kernel)}`);
  return { id: optional(kernel, 'id', 'string'), name: optional(kernel, 'name', 'string') };
}

/** The sessions of this server; one path has at most one. */
export class Sessions {
  readonly #kernels: KernelManager;
  readonly #sessions = new Map<string, Session>();
  readonly #lock = new KeyedLock();

  constructor(kernels: KernelManager) {
    this.#kernels = kernels;
  }

  list(): SessionModel[] {
    this.#dropOrphans();
    return [...this.#sessions.values()].map((session) => this.#model(session));
  }

  get(id: string): SessionModel {
    return this.#model(this.#require(id));
  }

  /** A new session with its kernel, or the one that the path has already. */
  create(fields: JsonFields): Promise<SessionModel> {
    const path = requiredText(fields, 'path');
    const type = requiredText(fields, 'type');
    const name = optional(fields, 'name', 'string') ?? '';
    const choice = kernelChoice(fields);
    // Two tabs that open one lesson at the same time get one kernel.
    return this.#lock.run(path, async () => {
      this.#dropOrphans();
      const existing = [...this.#sessions.values()].find((session) => session.path === path);
      if (existing) return this.#model(existing);
      const session: Session = { id: randomUUID(), path, name, type, kernel: await this.#kernel(choice, path) };
      this.#sessions.set(session.id, session);
      return this.#model(session);
    });
  }

  /** Follows a renamed notebook, or gives it another kernel; the former one is ended. */
  async update(id: string, fields: JsonFields): Promise<SessionModel> {
    const session = this.#require(id);
    const choice = kernelChoice(fields);
    const path = optional(fields, 'path', 'string') ?? session.path;
    const former = session.kernel;
    if (choice.id !== undefined || choice.name !== undefined) session.kernel = await this.#kernel(choice, path);
    session.path = path;
    session.name = optional(fields, 'name', 'string') ?? session.name;
    session.type = optional(fields, 'type', 'string') ?? session.type;
    if (session.kernel !== former && this.#kernels.has(former)) await this.#kernels.shutdown(former);
    return this.#model(session);
  }

  async delete(id: string): Promise<void> {
    const session = this.#require(id);
    this.#sessions.delete(id);
    if (this.#kernels.has(session.kernel)) await this.#kernels.shutdown(session.kernel);
  }

  async #kernel({ id, name }: KernelChoice, path: string): Promise<string> {
    if (id !== undefined) return this.#kernels.get(id).id;
    return (await this.#kernels.start(name, path)).id;
  }

  /** A session whose kernel was shut down is gone with it. */
  #dropOrphans(): void {
    for (const session of this.#sessions.values()) {
      if (!this.#kernels.has(session.kernel)) this.#sessions.delete(session.id);
    }
  }

  #require(id: string): Session {
    this.#dropOrphans();
    const session = this.#sessions.get(id);
    if (session) return session;
    throw notFound(`There is no session "${id}".`, id);
  }

  #model({ id, path, name, type, kernel }: Session): SessionModel {
    return {
      id,
      path,
      name,
      type,
      kernel: this.#kernels.get(kernel).model,
      ...(type === 'notebook' ? { notebook: { path, name } } : {}),
    };
  }
}
