import { randomUUID } from 'node:crypto';
import type { ToEngine } from '../threads/contracts.ts';
import type { JsonObject } from '../wire/index.ts';
import { textField } from '../wire/fields.ts';
import type { Outlet } from './outlet.ts';

type CommMessage = Extract<ToEngine, { type: 'comm' }>;

export interface CommEvent {
  data: JsonObject;
  metadata: JsonObject;
  buffers: Uint8Array[];
}

type Handler = (event: CommEvent) => unknown;
type Target = (comm: Comm, event: CommEvent) => unknown;

export interface CommOptions {
  data?: JsonObject;
  metadata?: JsonObject;
  buffers?: Uint8Array[];
}

/** A line between the notebook and the front end, over which both send JSON and binary buffers. */
export class Comm {
  readonly id: string;
  readonly target: string;
  /** Called for each message; what it returns is waited for. */
  onMessage: Handler | undefined;
  onClose: Handler | undefined;
  readonly #comms: Comms;

  constructor(comms: Comms, target: string, id: string = randomUUID()) {
    this.#comms = comms;
    this.target = target;
    this.id = id;
  }

  send(data: JsonObject, { metadata = {}, buffers = [] }: Omit<CommOptions, 'data'> = {}): void {
    this.#comms.emit('comm_msg', { comm_id: this.id, data }, metadata, buffers);
  }

  close(data: JsonObject = {}): void {
    this.#comms.close(this, data);
  }
}

/** All comms of the kernel. Protocol: "Custom Messages" in Jupyter's messaging specification. */
export class Comms {
  readonly #outlet: Outlet;
  readonly #open = new Map<string, Comm>();
  readonly #targets = new Map<string, Target>();

  constructor(outlet: Outlet) {
    this.#outlet = outlet;
  }

  /** Opens a comm to a target that the front end has registered. */
  open(target: string, { data = {}, metadata = {}, buffers = [] }: CommOptions = {}): Comm {
    if (typeof target !== 'string' || target === '') {
      throw new TypeError(`comms.open: target must be a name; received ${String(target)}`);
    }
    const comm = new Comm(this, target);
    this.#open.set(comm.id, comm);
    this.emit('comm_open', { comm_id: comm.id, target_name: target, data }, metadata, buffers);
    return comm;
  }

  /** Says what happens when the front end opens a comm to this target. */
  registerTarget(name: string, target: Target): void {
    if (typeof target !== 'function') {
      throw new TypeError(`comms.registerTarget: target must be a function; received ${typeof target}`);
    }
    this.#targets.set(name, target);
  }

  emit(message: string, content: JsonObject, metadata: JsonObject, buffers: Uint8Array[]): void {
    this.#outlet.send({ type: 'output', message, content, metadata, buffers });
  }

  close(comm: Comm, data: JsonObject): void {
    if (!this.#open.delete(comm.id)) return;
    this.emit('comm_close', { comm_id: comm.id, data }, {}, []);
  }

  /** Takes a message from the front end. */
  async receive({ kind, content, metadata, buffers }: CommMessage): Promise<void> {
    const id = textField(content, 'comm_id');
    const event: CommEvent = { data: (content['data'] ?? {}) as JsonObject, metadata, buffers };
    const comm = this.#open.get(id);
    switch (kind) {
      case 'comm_open': {
        const name = textField(content, 'target_name');
        const target = this.#targets.get(name);
        // The protocol's answer to an unknown target.
        if (!target) return this.emit('comm_close', { comm_id: id, data: {} }, {}, []);
        const opened = new Comm(this, name, id);
        this.#open.set(id, opened);
        await target(opened, event);
        return;
      }
      case 'comm_msg':
        await comm?.onMessage?.(event);
        return;
      case 'comm_close':
        this.#open.delete(id);
        await comm?.onClose?.(event);
    }
  }
}
