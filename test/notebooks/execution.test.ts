import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasTool } from '../../scripts/tools.mjs';

interface Output {
  output_type: string;
  text?: string | string[];
  data?: Record<string, unknown>;
}
interface Executed {
  cells: { id: string; cell_type: string; outputs?: Output[] }[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const name = '01-optimizers.ipynb';
const figureType = 'application/vnd.plotly.v1+json';
const figures = 17;

/** Runs a program and hands back what it said; fails where it does. */
async function run(command: string, args: string[], folder: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(command, args, { cwd: folder, env: { ...process.env, ...environment } });
  let said = '';
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  const status = await new Promise<number | null>((done, failed) => child.on('close', done).on('error', failed));
  assert.equal(status, 0, said);
}

/** Nothing failed; every figure is there, speaks the lesson's language, and embeds no library; results agree with the reference. */
function checkOutputs(file: string, language: 'ko' | 'en'): void {
  const text = readFileSync(file, 'utf8');
  const { cells } = JSON.parse(text) as Executed;
  assert.ok(Buffer.byteLength(text) < 2 ** 20, 'a lesson with its outputs must stay below 1 MB');
  const outputs = cells.flatMap((cell) => cell.outputs ?? []);
  assert.deepEqual(
    outputs.filter(({ output_type: type }) => type === 'error'),
    [],
  );
  assert.equal(outputs.filter(({ data }) => data !== undefined && figureType in data).length, figures);
  const shown = JSON.stringify(outputs);
  assert.match(shown, language === 'ko' ? /훈련 손실/ : /training loss/);
  if (language === 'en') assert.doesNotMatch(shown, /[가-힣]/);
  assert.doesNotMatch(shown, /<script|<img/);
  const table = JSON.stringify(cells.find(({ id }) => id === 'results-table')?.outputs);
  assert.equal(table.includes('✗'), false, `an accuracy disagrees with the reference: ${table}`);
}

describe('lesson 1, from top to bottom', function () {
  this.timeout(300_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'gradbook-lessons-'));
    cpSync(join(root, 'notebooks'), join(folder, 'notebooks'), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const tslab = join(folder, 'kernels', 'tslab');
    mkdirSync(tslab, { recursive: true });
    const program = join(root, 'node_modules', 'tslab', 'bin', 'tslab');
    writeFileSync(
      join(tslab, 'kernel.json'),
      JSON.stringify({
        argv: [process.execPath, program, 'kernel', '--config-path', '{connection_file}'],
        display_name: 'TypeScript (tslab)',
        language: 'typescript',
      }),
    );
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('runs in Korean through nbconvert with the installed kernel', async function () {
    if (!hasTool('Jupyter')) this.skip();
    const environment = { JUPYTER_DATA_DIR: join(folder, 'data') };
    await run(process.execPath, ['cli/gradbook.mjs', 'kernel', 'install', '--user'], root, environment);
    const args = ['-m', 'jupyter', 'nbconvert', '--to', 'notebook', '--execute', '--output', 'executed.ipynb', name];
    await run('/usr/bin/python3', args, join(folder, 'notebooks', 'ko'), environment);
    checkOutputs(join(folder, 'notebooks', 'ko', 'executed.ipynb'), 'ko');
  });

  it('runs in English in stock tslab', async () => {
    const file = join(folder, 'notebooks', 'en', name);
    const out = join(folder, 'tslab.ipynb');
    const environment = { JUPYTER_PATH: folder };
    await run(
      process.execPath,
      ['cli/gradbook.mjs', 'run', file, '--kernel', 'tslab', '--out', out],
      root,
      environment,
    );
    checkOutputs(out, 'en');
  });

  it('runs in English through gradbook run', async () => {
    const out = join(folder, 'run.ipynb');
    const file = join(folder, 'notebooks', 'en', name);
    await run(process.execPath, ['cli/gradbook.mjs', 'run', file, '--out', out], root, {});
    checkOutputs(out, 'en');
  });
});
