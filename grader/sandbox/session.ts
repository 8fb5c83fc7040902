import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import type { Step } from '../cases/steps.ts';
import { descriptors, sandboxCommand } from './command.ts';
import type { Tools } from './command.ts';
import type { SandboxLimits } from './limits.ts';
import type { Loaded, Observation } from './messages.ts';
import { caseMessage, loadMessage, longestAnswer, longestLoadAnswer, readAnswer, readLoaded } from './messages.ts';
import { ForeignAnswer } from './messages.ts';
import type { Program } from './protocol.ts';
import { limits as protocolLimits } from './protocol.ts';
import { seccompFilter } from './seccomp/filter.ts';

/** How a submission can end its sandbox before the question is answered. */
export type Death = 'timeout' | 'memory' | 'crash' | 'output';

/** The submission, and nobody else, ended the sandbox. */
export class SubmissionDied extends Error {
  override readonly name = 'SubmissionDied';
  readonly death: Death;

  constructor(death: Death) {
    super(`The submission ended its sandbox: ${death}.`);
    this.death = death;
  }
}

/** The sandbox failed before the submission had any part in it: not the submission's fault. */
export class SandboxBroken extends Error {
  override readonly name = 'SandboxBroken';
}

/** What must come back within a time. */
interface Question {
  readonly longest: number;
  resolve(answer: Buffer): void;
  reject(error: Error): void;
}

/** One sandbox for one submission, from its start to the death of its process namespace. */
export class Session {
  readonly #child: ChildProcess;
  readonly #limits: SandboxLimits;
  readonly #requests: Writable;
  readonly #ended: Promise<void>;
  #innerPid: number | undefined;
  #received: Buffer[] = [];
  #receivedBytes = 0;
  #printed = 0;
  #firstWords = '';
  #question: Question | undefined;
  #death: Death | undefined;
  #exit: { code: number | null; signal: string | null; afterSeconds: number } | undefined;
  #closing = false;

  private constructor(tools: Tools, limits: SandboxLimits) {
    this.#limits = limits;
    const [program, ...given] = sandboxCommand(tools, limits);
    const started = performance.now();
    this.#child = spawn(program, given, { stdio: ['ignore', ...Array<'pipe'>(6).fill('pipe')], env: {}, cwd: '/' });
    const streams: readonly (Readable | Writable | null | undefined)[] = this.#child.stdio;
    this.#requests = streams[descriptors.requests] as Writable;
    const filter = streams[descriptors.filter] as Writable;
    // A sandbox that has gone away closes its pipes; its exit says so better than each pipe does.
    for (const stream of [this.#requests, filter]) stream.on('error', () => this.#requests.destroy());
    filter.end(seccompFilter(process.arch));
    this.#readInfo(streams[descriptors.info] as Readable);
    (streams[descriptors.answers] as Readable).on('data', (bytes: Buffer) => this.#receive(bytes));
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (bytes: Buffer) => this.#countPrinted(bytes));
    }
    this.#ended = new Promise((resolve) => {
      const end = (): void => {
        this.#question?.reject(this.#reason());
        this.#question = undefined;
        resolve();
      };
      this.#child.on('error', (error) => {
        this.#firstWords ||= error.message;
        end();
      });
      this.#child.on('exit', (code, signal) => {
        this.#exit = { code, signal, afterSeconds: (performance.now() - started) / 1000 };
      });
      // Later than the exit: what was written before it has been read by then.
      this.#child.on('close', end);
    });
  }

  /** Starts a sandbox and waits until the runner is ready. Throws a SandboxBroken when it does not come up. */
  static async start(tools: Tools, limits: SandboxLimits): Promise<Session> {
    const session = new Session(tools, limits);
    try {
      readLoaded(await session.#ask(undefined, longestLoadAnswer, limits.startSeconds));
      session.#printed = 0;
      return session;
    } catch (cause) {
      await session.close();
      const words = session.#firstWords.trim().slice(0, 500);
      throw new SandboxBroken(`The sandbox did not start. ${words}`.trim(), { cause });
    }
  }

  /** Compiles and loads a submission. Throws a SubmissionDied when it ends its sandbox. */
  async load(program: Program): Promise<Loaded> {
    const answer = await this.#ask(loadMessage(program), longestLoadAnswer, this.#limits.loadSeconds);
    return this.#trusting(() => readLoaded(answer));
  }

  /** Does the steps of a case and gives what was observed. Throws a SubmissionDied when the submission ends its sandbox. */
  async perform(steps: readonly Step[], seconds: number): Promise<Observation[]> {
    const nonce = randomBytes(protocolLimits.nonce);
    const count = steps.filter((step) => step.kind === 'observe').length;
    const limit = seconds * this.#limits.caseFactor;
    const answer = await this.#ask(caseMessage(nonce, steps), longestAnswer(count), limit);
    return this.#trusting(() => readAnswer(answer, nonce, count));
  }

  /** Kills every process of the sandbox and waits until they are gone. May be called again. */
  async close(): Promise<void> {
    if (!this.#closing) {
      this.#closing = true;
      this.#requests.destroy();
      this.#kill();
    }
    await this.#ended;
    for (const stream of this.#child.stdio) stream?.destroy();
  }

  /** The first process of the sandbox's namespace, in the numbers of this machine; tests look for what outlives it. */
  get innerPid(): number | undefined {
    return this.#innerPid;
  }

  #kill(): void {
    if (this.#exit || this.#child.pid === undefined) return;
    if (this.#innerPid === undefined) {
      this.#child.kill('SIGKILL');
      return;
    }
    // Without its first process the kernel kills the whole namespace, and bubblewrap outside of it ends in order.
    try {
      process.kill(this.#innerPid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') this.#child.kill('SIGKILL');
    }
    setTimeout(() => this.#child.kill('SIGKILL'), 1000).unref();
  }

  #die(death: Death): void {
    this.#death ??= death;
    this.#kill();
  }

  #trusting<Result>(read: () => Result): Result {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ForeignAnswer)) throw error;
      this.#die('output');
      throw new SubmissionDied('output');
    }
  }

  async #ask(message: Uint8Array | undefined, longest: number, seconds: number): Promise<Buffer> {
    if (this.#exit || this.#death) throw this.#reason();
    // Nothing was asked, so nothing can have been answered.
    if (message && this.#receivedBytes > 0) {
      this.#die('output');
      throw this.#reason();
    }
    const timer = setTimeout(() => this.#die('timeout'), seconds * 1000);
    try {
      return await new Promise<Buffer>((resolve, reject) => {
        this.#question = { longest, resolve, reject };
        if (message) this.#requests.write(message);
        this.#receive(Buffer.alloc(0));
      });
    } finally {
      clearTimeout(timer);
    }
  }

  #receive(bytes: Buffer): void {
    if (this.#death || this.#closing) return;
    if (bytes.length > 0) this.#received.push(bytes);
    this.#receivedBytes += bytes.length;
    const question = this.#question;
    const longest = 4 + (question?.longest ?? 0);
    if (this.#receivedBytes > longest) {
      this.#die('output');
      return;
    }
    if (!question || this.#receivedBytes < 4) return;
    const first = this.#received[0].length >= 4 ? this.#received[0] : Buffer.concat(this.#received);
    const length = first.readUInt32LE(0);
    if (length > question.longest || this.#receivedBytes > 4 + length) {
      this.#die('output');
      return;
    }
    if (this.#receivedBytes < 4 + length) return;
    const whole = Buffer.concat(this.#received);
    this.#received = [];
    this.#receivedBytes = 0;
    this.#question = undefined;
    question.resolve(whole.subarray(4));
  }

  #countPrinted(bytes: Buffer): void {
    if (this.#printed < 2000) this.#firstWords += bytes.toString('utf8', 0, 2000);
    this.#printed += bytes.length;
    if (this.#printed > this.#limits.outputBytes) this.#die('output');
  }

  #readInfo(stream: Readable): void {
    let words = '';
    stream.on('data', (bytes: Buffer) => {
      words += bytes.toString();
      const found = /"child-pid":\s*(\d+)/.exec(words);
      if (found) this.#innerPid = Number(found[1]);
    });
  }

  /** What the end of the process means. It names the failure for the learner; it never earns a point. */
  #reason(): SubmissionDied {
    if (this.#death) return new SubmissionDied(this.#death);
    const { code = null, signal = null, afterSeconds = 0 } = this.#exit ?? {};
    const status = code ?? (signal === 'SIGKILL' ? 137 : 1);
    const cpuLimit = status === 152 || (status === 137 && afterSeconds >= this.#limits.cpuSeconds);
    if (cpuLimit) return new SubmissionDied('timeout');
    // SIGILL, SIGTRAP and SIGABRT are how V8 ends when it gets no memory; SIGKILL is how the kernel does.
    return new SubmissionDied([132, 133, 134, 137].includes(status) ? 'memory' : 'crash');
  }
}
