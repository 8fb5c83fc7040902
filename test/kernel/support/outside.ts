import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { installKernel } from '../../../kernel/install/index.ts';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const python = '/usr/bin/python3';

export interface Received {
  type: string;
  content: Record<string, unknown>;
  metadata: Record<string, unknown>;
  buffers: string[];
  parentType?: string;
}

export interface Executed {
  reply: Received;
  messages: Received[];
  asked: Received[];
  /** Replies to the requests that steps made while the cell ran. */
  side: Received[];
}

export interface Step {
  /** Acts when this text has been printed. */
  seen: string;
  do: 'interrupt' | 'complete' | 'inspect' | 'kernel_info' | 'is_complete';
  with?: Record<string, unknown>;
}

/** A folder with a kernelspec for Jupyter and a notebook folder that finds this project's packages. */
export class JupyterHome {
  readonly folder = mkdtempSync(join(tmpdir(), 'kernel-'));
  readonly notebooks = join(this.folder, 'notebooks');
  readonly environment: NodeJS.ProcessEnv;

  constructor() {
    mkdirSync(this.notebooks);
    symlinkSync(join(root, 'node_modules'), join(this.notebooks, 'node_modules'), 'dir');
    const data = join(this.folder, 'data');
    this.environment = {
      ...process.env,
      JUPYTER_DATA_DIR: data,
      JUPYTER_RUNTIME_DIR: join(this.folder, 'runtime'),
      JUPYTER_CONFIG_DIR: join(this.folder, 'config'),
      JUPYTER_PATH: data,
      KERNEL_NAME: 'gradbook',
    };
    installKernel({
      root,
      where: { scope: 'user' },
      system: { platform: process.platform, home: this.folder, environment: { JUPYTER_DATA_DIR: data } },
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A running kernel as a client sees it that others wrote. */
export class OutsideKernel {
  readonly home: JupyterHome;
  pid = 0;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;

  private constructor(home: JupyterHome) {
    this.home = home;
    const driver = fileURLToPath(new URL('driver.py', import.meta.url));
    this.#process = spawn(python, [driver], { env: home.environment });
    this.#process.stderr.pipe(process.stderr);
    this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  static async start(home = new JupyterHome()): Promise<OutsideKernel> {
    const kernel = new OutsideKernel(home);
    const { pid } = await kernel.#tell<{ pid: number }>('start', { cwd: home.notebooks });
    kernel.pid = pid;
    return kernel;
  }

  execute(
    code: string,
    { steps = [], answers = [], ...options }: { steps?: Step[]; answers?: string[]; [option: string]: unknown } = {},
  ) {
    return this.#tell<Executed>('execute', { code, options, answers, steps });
  }

  /** The text form of a cell's result; fails when the cell did. */
  async value(code: string): Promise<string | undefined> {
    const { reply, messages } = await this.execute(code);
    assert.equal(
      reply.content['status'],
      'ok',
      `${code}\n${(reply.content['traceback'] as string[] | undefined)?.join('\n')}`,
    );
    const result = messages.find(({ type }) => type === 'execute_result');
    return (result?.content['data'] as Record<string, string> | undefined)?.['text/plain'];
  }

  /** What a cell prints on one stream. */
  async printed(code: string, stream = 'stdout'): Promise<string> {
    const { messages } = await this.execute(code);
    return messages
      .filter(({ type, content }) => type === 'stream' && content['name'] === stream)
      .map(({ content }) => content['text'])
      .join('');
  }

  /** How a cell fails, its traceback without colours. */
  async failure(code: string): Promise<{ ename: string; evalue: string; traceback: string }> {
    const { reply, messages } = await this.execute(code);
    assert.equal(reply.content['status'], 'error', `expected an error from ${code}`);
    const error = messages.find(({ type }) => type === 'error')!.content;
    const { ename, evalue, traceback } = error as { ename: string; evalue: string; traceback: string[] };
    // eslint-disable-next-line no-control-regex
    return { ename, evalue, traceback: traceback.join('\n').replace(/\u001b\[\d+m/g, '') };
  }

  queue(codes: string[], options: Record<string, unknown> = {}) {
    return this.#tell<{ replies: Received[] }>('queue', { codes, options });
  }

  async ask(method: string, options: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const { reply } = await this.#tell<{ reply: Received }>('ask', { method, options });
    return reply.content;
  }

  send(type: string, content: Record<string, unknown>, buffers: string[] = [], wait = true) {
    return this.#tell<{ messages: Received[] }>('send', { type, content, buffers, wait });
  }

  alive() {
    return this.#tell<{ alive: boolean; heartbeat: boolean }>('alive', {});
  }

  restart() {
    return this.#tell('restart', {});
  }

  async stop(): Promise<{ alive: boolean }> {
    const answer = await this.#tell<{ alive: boolean }>('stop', {});
    this.#process.stdin.end();
    this.home.remove();
    return answer;
  }

  async #tell<Answer>(command: string, fields: Record<string, unknown>): Promise<Answer> {
    this.#process.stdin.write(`${JSON.stringify({ do: command, with: fields })}\n`);
    const next = await this.#answers.next();
    if (next.done) throw new Error('the driver ended');
    const answer = JSON.parse(next.value) as Answer & { error?: string };
    if (answer.error !== undefined) throw new Error(`${command}: ${answer.error}`);
    return answer;
  }
}
