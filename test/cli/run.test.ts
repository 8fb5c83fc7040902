import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { hasTool } from '../../scripts/tools.mjs';
import { gradbook, runCommand } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';

interface StoredCell {
  execution_count: number | null;
  outputs: Record<string, unknown>[];
}

const code = (source: string): object => ({
  cell_type: 'code',
  source,
  metadata: {},
  outputs: [],
  execution_count: null,
});
const text = (source: string): object => ({ cell_type: 'markdown', source, metadata: {} });
const notebook = (...cells: object[]): string =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells });

describe('gradbook run', () => {
  const folder = temporaryFolder();
  const write = async (name: string, content: string): Promise<string> => {
    await writeFile(folder.path(name), content);
    return folder.path(name);
  };
  const cellsOf = async (file: string): Promise<StoredCell[]> =>
    (JSON.parse(await readFile(file, 'utf8')) as { cells: StoredCell[] }).cells;

  it('executes a notebook, prints a line per cell, and writes a notebook that nbformat calls valid', async function () {
    const file = await write(
      'right.ipynb',
      notebook(text('# Title'), code('const a: number = 20;\nconsole.log("hello");'), code(''), code('a + 22')),
    );
    const original = await readFile(file, 'utf8');
    const out = folder.path('right.out.ipynb');
    const { code: status, stderr } = await gradbook(['run', file, '--out', out]);
    assert.equal(status, 0, stderr);
    assert.match(
      stderr,
      /\[1\/3\] ✓ +\d+\.\d\d s const a: number = 20;\n\[3\/3\] ✓ +\d+\.\d\d s a \+ 22\n2 cells ran without an error\.\n/,
    );
    const [, first, empty, last] = await cellsOf(out);
    assert.deepEqual(first.outputs, [{ name: 'stdout', output_type: 'stream', text: 'hello\n' }]);
    assert.deepEqual([first.execution_count, empty.execution_count, last.execution_count], [1, null, 2]);
    assert.deepEqual(last.outputs[0].data, { 'text/plain': '42' });
    assert.equal(await readFile(file, 'utf8'), original, 'the notebook itself stays as it was');
    if (!hasTool('Jupyter')) return;
    const validate =
      'import nbformat, sys; n = nbformat.read(sys.argv[1], 4); nbformat.validate(n); print(n.nbformat_minor)';
    assert.deepEqual(await runCommand('/usr/bin/python3', ['-W', 'error', '-c', validate, out]), {
      code: 0,
      stdout: '5\n',
      stderr: '',
    });
  });

  it('stops at the first cell that fails, shows its error, and still writes what ran', async () => {
    const file = await write('wrong.ipynb', notebook(code('let done = 1;'), code('null!.toString();'), code('done')));
    const out = folder.path('wrong.out.ipynb');
    const { code: status, stderr } = await gradbook(['run', file, '--out', out]);
    assert.equal(status, 1);
    assert.match(stderr, /\[2\/3\] ✗[^]*TypeError|\[2\/3\] ✗[^]*TypeScriptError/);
    assert.match(stderr, /2 cells ran; 1 failed\./);
    const cells = await cellsOf(out);
    assert.equal(cells[1].outputs[0].output_type, 'error');
    assert.deepEqual(cells[2], { ...cells[2], execution_count: null, outputs: [] });
  });

  it('goes on after a failure when it is told to', async () => {
    const file = await write('wrong.ipynb', notebook(code('throw new Error("no")'), code('7')));
    const out = folder.path('on.out.ipynb');
    assert.equal((await gradbook(['run', file, '--out', out, '--allow-errors'])).code, 1);
    assert.deepEqual((await cellsOf(out))[1].outputs[0].data, { 'text/plain': '7' });
  });

  it('interrupts a cell that takes too long', async () => {
    const file = await write('long.ipynb', notebook(code('while (true) {}')));
    const { code: status, stderr } = await gradbook(['run', file, '--timeout', '1']);
    assert.equal(status, 1);
    assert.match(stderr, /took longer than 1 s/);
  });

  it('runs a cell in the folder of its notebook', async () => {
    await write('helper.ts', 'export const answer: number = 42;\n');
    const file = await write('local.ipynb', notebook(code("import { answer } from './helper.ts';\nanswer")));
    const out = folder.path('local.out.ipynb');
    assert.equal((await gradbook(['run', file, '--out', out])).code, 0);
    assert.deepEqual((await cellsOf(out))[0].outputs[0].data, { 'text/plain': '42' });
  });

  it('refuses what is no notebook, and a kernel that is not there, with exit status 2', async () => {
    const missing = await gradbook(['run', folder.path('none.ipynb')]);
    assert.deepEqual([missing.code, /there is no file .*none\.ipynb/.test(missing.stderr)], [2, true]);
    const broken = await gradbook(['run', await write('broken.ipynb', '{"nbformat": 3}')]);
    assert.deepEqual([broken.code, /nbformat must be 4; received 3/.test(broken.stderr)], [2, true]);
    const kernel = await gradbook(['run', await write('right.ipynb', notebook(code('1'))), '--kernel', 'nothing']);
    assert.deepEqual(
      [kernel.code, /kernel must be one of gradbook.*; received nothing/.test(kernel.stderr)],
      [2, true],
    );
  });
});
