import { randomUUID } from 'node:crypto';
import { KernelProcess, type KernelSpec } from '../../../kernel/client/index.ts';
import type { Message } from '../../../kernel/wire/index.ts';
import { RequestRefused } from '../http/errors.ts';
import { Audience } from './audience.ts';
import { published } from './packed-message.ts';
import type { RequestChannel } from './socket-codec.ts';

export type ExecutionState = 'starting' | 'idle' | 'busy' | 'restarting' | 'dead';

/** The kernel as the REST service describes it. */
export interface KernelModel {
  readonly id: string;
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly last_activity: string;
  readonly execution_state: ExecutionState;
  readonly connections: number;
  /** Why the kernel is dead, where it is. */
  readonly reason?: string;
}

/** A kernel that dies this often within the time is left dead: it would die again. */
const mostDeaths = 3;
const deathsWithin = 60_000;
const shutdownGrace = 1_000;

export interface ServedKernelOptions {
  readonly spec: KernelSpec;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly droppedNote: (dropped: number) => string;
  /** Told of a failure that no request is waiting for. */
  readonly onError: (error: Error) => void;
}

/** A kernel under one id: its process, which may be replaced by a restart, and the clients that watch it. */
export class ServedKernel {
  readonly id = randomUUID();
  readonly audience: Audience;
  readonly #options: ServedKernelOptions;
  #state: ExecutionState = 'starting';
  #reason: string | undefined;
  #lastActivity = new Date();
  #process: KernelProcess | undefined;
  /** Settles when the kernel has started, or its start has failed; requests wait for it. */
  #started: Promise<void> = Promise.resolve();
  #deaths: number[] = [];
  #ended = false;
  /** Ends a start that is still waiting for the kernel's first answer. */
  readonly #giveUp = new AbortController();
  /** The session of the messages that the kernel sends. */
  #session = randomUUID() as string;

  constructor(options: ServedKernelOptions) {
    this.#options = options;
    this.audience = new Audience(options.droppedNote);
  }

  get model(): KernelModel {
    return {
      id: this.id,
      name: this.#options.spec.name,
      last_activity: this.#lastActivity.toISOString(),
      execution_state: this.#state,
      connections: this.audience.connections,
      ...(this.#reason === undefined ? {} : { reason: this.#reason }),
    };
  }

  get lastActivity(): Date {
    return this.#lastActivity;
  }

  /** Starts the process and waits until it answers. @throws {KernelDiedError} with what it printed. */
  start(): Promise<void> {
    this.#started = this.#launch();
    return this.#started;
  }

  /** Hands a client's request to the kernel, once it runs. */
  async send(clientSession: string, channel: RequestChannel, message: Message): Promise<void> {
    this.#lastActivity = new Date();
    this.audience.asked(clientSession, message);
    await this.#settled();
    // To a dead kernel nothing can be said; its clients know that it is dead.
    if (this.#process?.alive) await this.#process.client.send(channel, message);
  }

  async interrupt(): Promise<void> {
    await this.#settled();
    await this.#running().interrupt();
  }

  /** Ends the process and starts another under the same id. */
  async restart(): Promise<void> {
    const before = this.#settled();
    this.#started = before.then(async () => {
      this.#state = 'restarting';
      await this.#process?.shutdown({ grace: shutdownGrace, restart: true });
      this.#process = undefined;
      this.audience.forget();
      this.#deaths = [];
      await this.#launch();
    });
    await this.#started;
  }

  /** Ends the process, and with it the clients' connections. */
  async shutdown(): Promise<void> {
    this.#ended = true;
    this.#giveUp.abort();
    await this.#settled();
    await this.#process?.shutdown({ grace: shutdownGrace });
    this.#state = 'dead';
    this.audience.publish(published('status', { execution_state: 'dead' }, this.#session));
    this.audience.close(1001, 'The kernel was shut down.');
  }

  async #settled(): Promise<void> {
    // Whoever started the kernel hears of the failure; others find it dead.
    await this.#started.catch(() => undefined);
  }

  #running(): KernelProcess {
    if (this.#process?.alive) return this.#process;
    throw new RequestRefused({
      status: 409,
      reason: 'dead',
      message: `The kernel is not running. ${this.#reason ?? ''}`.trim(),
      subject: this.#reason ?? '',
    });
  }

  async #launch(): Promise<void> {
    try {
      const { spec, cwd, env } = this.#options;
      const started = await KernelProcess.start(spec, { cwd, env, signal: this.#giveUp.signal });
      this.#process = started;
      this.#reason = undefined;
      this.#state = 'idle';
      started.client.onMessage((message, channel) => this.#hear(message, channel));
      started.onDeath((reason) => {
        this.#died(started, reason).catch(this.#options.onError);
      });
    } catch (error) {
      this.#die(error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  #hear(message: Message, channel: RequestChannel | 'iopub'): void {
    this.#session = message.header.session;
    if (channel === 'iopub' && message.header.msg_type === 'status') {
      const state = message.content.execution_state;
      if (state === 'busy' || state === 'idle' || state === 'starting') this.#state = state;
    }
    this.#lastActivity = new Date();
    this.audience.hear(message, channel);
  }

  /** The process has ended by itself: start it anew, unless it has done so too often. */
  async #died(dead: KernelProcess, reason: string): Promise<void> {
    if (this.#ended || this.#process !== dead) return;
    await dead.shutdown({ grace: 0 });
    const now = Date.now();
    this.#deaths = [...this.#deaths.filter((at) => now - at < deathsWithin), now];
    if (this.#deaths.length >= mostDeaths) return this.#die(reason);
    this.#state = 'restarting';
    const restarted = this.#launch();
    this.#started = restarted;
    // Told at once, so that clients show it; their requests wait until the new process answers.
    this.audience.publish(published('status', { execution_state: 'restarting' }, this.#session));
    // A failed start has marked the kernel dead and told the clients.
    await restarted.catch(() => undefined);
  }

  #die(reason: string): void {
    this.#state = 'dead';
    this.#reason = reason;
    this.audience.publish(published('stream', { name: 'stderr', text: `${reason}\n` }, this.#session));
    this.audience.publish(published('status', { execution_state: 'dead' }, this.#session));
  }
}
