import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasTool } from '../../scripts/tools.mjs';
import { OutsideKernel } from './support/outside.ts';

describe('modules, from outside', function () {
  let kernel: OutsideKernel;
  let edits = 0;
  before(async function () {
    if (!hasTool('Jupyter')) this.skip();
    kernel = await OutsideKernel.start();
  });
  after(() => kernel?.stop());

  /** Every edit changes the size, so that file systems with coarse times show it too. */
  const write = (file: string, text: string) => {
    const path = join(kernel.home.notebooks, file);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, `${text}\n${'//'.padEnd(++edits + 2, 'x')}\n`);
  };

  it('loads Node built-ins', async () => {
    assert.equal(
      await kernel.value(
        'import fs, { existsSync } from "node:fs"\nimport * as path from "path"\n[typeof fs.readFileSync, existsSync("."), path.basename("a/b")]',
      ),
      "[ 'function', true, 'b' ]",
    );
  });

  it('loads ES modules and CommonJS packages with their types', async () => {
    assert.equal(await kernel.value('import pc from "picocolors"\ntypeof pc.red'), "'function'");
    assert.equal(await kernel.value('import { Series } from "danfojs-node"\nnew Series([1, 2, 3]).mean()'), '2');
    assert.equal(
      await kernel.value('import fc, { integer } from "fast-check"\n[typeof fc.assert, typeof integer]'),
      "[ 'function', 'function' ]",
    );
    assert.match((await kernel.failure('import { nothing } from "picocolors"')).evalue, /no exported member/);
  });

  it('loads JSON, with and without the attribute', async () => {
    writeFileSync(join(kernel.home.notebooks, 'data.json'), '{ "rate": 0.5 }');
    assert.equal(await kernel.value('import data from "./data.json"\ndata.rate'), '0.5');
    assert.equal(await kernel.value('import again from "./data.json" with { type: "json" }\nagain.rate'), '0.5');
    assert.equal(await kernel.value('import { version } from "typescript/package.json"\nversion'), "'6.0.3'");
  });

  it('takes import() at run time and require', async () => {
    assert.equal(
      await kernel.value('const lazily = async () => (await import("node:os")).EOL.length\nawait lazily()'),
      '1',
    );
    assert.equal(await kernel.value('const p = require("node:path")\np.sep'), "'/'");
  });

  it('sees an edited file at the next import, also behind another file', async () => {
    write('outer.ts', 'import { inner } from "./inner.ts"\nexport const outer = (): string => `outer ${inner}`');
    write('inner.ts', 'export const inner: string = "one"');
    const code = 'import { outer } from "./outer.ts"\nouter()';
    assert.equal(await kernel.value(code), "'outer one'");
    write('inner.ts', 'export const inner: string = "two"');
    assert.equal(await kernel.value(code), "'outer two'");
  });

  it('sees edited types too', async () => {
    write('shape.ts', 'export const area = (side: number) => side * side');
    assert.equal(await kernel.value('import { area } from "./shape.ts"\narea(3)'), '9');
    write('shape.ts', 'export const area = (side: string) => side.length');
    assert.match(
      (await kernel.failure('import { area } from "./shape.ts"\narea(3)')).evalue,
      /'number' is not assignable to parameter of type 'string'/,
    );
  });

  it('keeps one instance of what did not change', async () => {
    write('state.ts', 'export const state = { count: 0 }');
    write('user.ts', 'import { state } from "./state"\nexport const raise = () => ++state.count');
    assert.equal(await kernel.value('import { raise } from "./user"\nraise()'), '1');
    assert.equal(
      await kernel.value(
        'import { raise as again } from "./user"\nimport { state } from "./state"\n[again(), state.count]',
      ),
      '[ 2, 2 ]',
    );
  });

  it('knows cycles, live bindings, top-level await and re-exports', async () => {
    write(
      'cycle-a.ts',
      'import { b } from "./cycle-b.ts"\nexport let a = 1\nexport const raise = () => { a++ }\nexport const sum = () => a + b()',
    );
    write('cycle-b.ts', 'import { a } from "./cycle-a.ts"\nexport const b = () => a * 10');
    write(
      'all.ts',
      'export * from "./cycle-a.ts"\nexport * as nested from "./cycle-b.ts"\nexport default await Promise.resolve("waited")',
    );
    assert.equal(
      await kernel.value(
        'import waited, { raise as up, sum, nested } from "./all.ts"\nup(); [waited, sum(), nested.b()]',
      ),
      "[ 'waited', 22, 20 ]",
    );
  });

  it('shows errors at the line of the file', async () => {
    write(
      'broken.ts',
      'interface Unused { a: string }\n\nexport function fail(): never {\n  throw new Error("in a module")\n}',
    );
    const { traceback } = await kernel.failure('import { fail } from "./broken.ts"\nfail()');
    assert.match(traceback, /at fail \(.*broken\.ts:4:9\)\n {4}at Cell \[\d+\]:2:1/);
    assert.match(traceback, /> 4 \| {3}throw new Error/);
  });

  it('says what is wrong with a module, and loads it when it is mended', async () => {
    assert.match((await kernel.failure('import "./later.ts"')).evalue, /Cannot find module|later\.ts/);
    write('later.ts', 'export const now = ;');
    assert.match((await kernel.failure('import { now } from "./later.ts"\nnow')).evalue, /Expression expected/);
    write('later.ts', 'export const now = 1');
    assert.equal(await kernel.value('import { now } from "./later.ts"\nnow'), '1');
  });

  it('resolves a linked package through the source condition, at run time and for types', async () => {
    write('linked/package.json', '');
    writeFileSync(
      join(kernel.home.notebooks, 'linked/package.json'),
      JSON.stringify({
        name: 'linked',
        type: 'module',
        exports: { '.': { source: './index.ts', types: './dist/index.d.ts', default: './dist/index.js' } },
      }),
    );
    write('linked/index.ts', 'export * from "./part.ts"');
    write('linked/part.ts', 'export const where = "source" as const\nexport const meta = import.meta.url');
    mkdirSync(join(kernel.home.notebooks, 'work/node_modules'), { recursive: true });
    symlinkSync(join(kernel.home.notebooks, 'linked'), join(kernel.home.notebooks, 'work/node_modules/linked'), 'dir');
    write('work/use.ts', 'export { where, meta } from "linked"');
    assert.equal(
      await kernel.value(
        'import { where, meta } from "./work/use.ts"\nconst typed: "source" = where;\n[typed, meta.endsWith("linked/part.ts")]',
      ),
      "[ 'source', true ]",
    );
    write('linked/part.ts', 'export const where = "edited" as const\nexport const meta = import.meta.url');
    assert.equal(
      await kernel.value('import { where as changed } from "./work/use.ts"\nconst edited: "edited" = changed\nedited'),
      "'edited'",
    );
  });

  it('knows where the notebook is', async () => {
    assert.equal(
      await kernel.value(
        '[__dirname === process.cwd(), import.meta.dirname === __dirname, import.meta.url.startsWith("file:")]',
      ),
      '[ true, true, true ]',
    );
  });
});
