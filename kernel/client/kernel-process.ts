import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createConnectionFile, type ConnectionFile } from './connection-file.ts';
import { KernelClient } from './kernel-client.ts';

/** The part of a kernel.json that a client needs. */
export interface KernelSpec {
  readonly name: string;
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode?: 'signal' | 'message';
  readonly env?: Readonly<Record<string, string>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export interface StartOptions {
  /** Working directory of the kernel: that of the notebook. */
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds that the kernel may take until it answers. Default 60,000. */
  readonly timeout?: number;
  readonly session?: string;
  /** Aborting ends a kernel that has not answered yet. */
  readonly signal?: AbortSignal;
}

/** The kernel's process ended although nobody asked it to. */
export class KernelDiedError extends Error {
  override readonly name = 'KernelDiedError';
}

const lastOutputLength = 4_000;

/** A running kernel: its process, its connection file and one client. */
export class KernelProcess {
  readonly spec: KernelSpec;
  readonly client: KernelClient;
  readonly #process: ChildProcess;
  readonly #file: ConnectionFile;
  readonly #exited: Promise<void>;
  #ended = false;
  #stopping = false;
  #lastOutput = '';

  private constructor(spec: KernelSpec, child: ChildProcess, file: ConnectionFile, session: string | undefined) {
    this.spec = spec;
    this.#process = child;
    this.#file = file;
    this.client = new KernelClient(file.connection, session);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#lastOutput = (this.#lastOutput + chunk.toString('utf8')).slice(-lastOutputLength);
      });
    }
    this.#exited = new Promise((resolve) => {
      const ended = (): void => {
        this.#ended = true;
        resolve();
      };
      child.once('exit', ended);
      child.once('error', (error) => {
        this.#lastOutput += error.message;
        ended();
      });
    });
  }

  /**
   * Starts a kernel and waits until it answers and its output is heard.
   *
   * @throws {KernelDiedError} when the process ends before that; the message has its last output.
   * @throws {Error} when it does not answer in time.
   */
  static async start(
    spec: KernelSpec,
    { cwd, env = process.env, timeout = 60_000, session, signal }: StartOptions,
  ): Promise<KernelProcess> {
    const file = await createConnectionFile(spec.name);
    const argv = spec.argv.map((argument) => argument.replaceAll('{connection_file}', file.path));
    const [command, ...args] = argv;
    if (command === undefined) throw new RangeError(`kernelspec ${spec.name}: argv must name a program; received []`);
    const child = spawn(command, args, { cwd, env: { ...env, ...spec.env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const kernel = new KernelProcess(spec, child, file, session);
    try {
      await kernel.#ready(timeout, signal);
      return kernel;
    } catch (error) {
      await kernel.shutdown({ grace: 0 });
      throw error;
    }
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get alive(): boolean {
    return !this.#ended;
  }

  /** Calls the listener once, when the process has ended without `shutdown`; the text says how and what it printed last. */
  onDeath(listener: (reason: string) => void): void {
    void this.#exited.then(() => {
      if (!this.#stopping) listener(this.#deathReason());
    });
  }

  /** Stops the running cell: by message or by signal, as the kernelspec asks. */
  async interrupt(): Promise<void> {
    if (this.spec.interrupt_mode === 'message') await this.client.request('control', 'interrupt_request');
    else this.#process.kill('SIGINT');
  }

  /** Asks the kernel to end, ends it where it has not after `grace` milliseconds, and cleans up. Safe to call twice. */
  async shutdown({ grace = 3_000, restart = false }: { grace?: number; restart?: boolean } = {}): Promise<void> {
    this.#stopping = true;
    if (!this.#ended && grace > 0) {
      await this.client.post('control', 'shutdown_request', { restart });
      await this.#exitWithin(grace);
    }
    if (!this.#ended) {
      this.#process.kill('SIGKILL');
      await this.#exited;
    }
    this.client.close();
    await this.#file.remove();
  }

  async #exitWithin(milliseconds: number): Promise<void> {
    const timer = new AbortController();
    const timeout = new Promise((resolve) => {
      const handle = setTimeout(resolve, milliseconds);
      timer.signal.addEventListener('abort', () => clearTimeout(handle));
    });
    await Promise.race([this.#exited, timeout]);
    timer.abort();
  }

  /** Asks for kernel_info until a reply and one message on iopub have come: only then no output can be missed. */
  async #ready(timeout: number, signal: AbortSignal | undefined): Promise<void> {
    let published = false;
    let replied = false;
    const heard = new EventTarget();
    const stop = this.client.onMessage((message, channel) => {
      if (channel === 'iopub') published = true;
      if (message.header.msg_type === 'kernel_info_reply') replied = true;
      heard.dispatchEvent(new Event('message'));
    });
    const deadline = Date.now() + timeout;
    try {
      while (!(published && replied)) {
        if (this.#ended) throw new KernelDiedError(this.#deathReason());
        if (signal?.aborted) throw new KernelDiedError(`Kernel ${this.spec.name} was stopped before it answered.`);
        if (Date.now() > deadline) {
          throw new Error(`Kernel ${this.spec.name} did not answer within ${timeout} ms. ${this.#lastOutput}`.trim());
        }
        await this.client.post('shell', 'kernel_info_request', {});
        const patience = AbortSignal.timeout(200);
        await Promise.race([
          this.#exited,
          once(heard, 'message', { signal: patience }).catch((error: unknown) => {
            if (!patience.aborted) throw error;
          }),
        ]);
      }
    } finally {
      stop();
    }
  }

  #deathReason(): string {
    const { exitCode, signalCode } = this.#process;
    const how = signalCode === null ? `exit code ${exitCode ?? 'unknown'}` : `signal ${signalCode}`;
    const printed = this.#lastOutput.trim();
    return `Kernel ${this.spec.name} ended (${how}).${printed === '' ? '' : ` It printed: ${printed}`}`;
  }
}
