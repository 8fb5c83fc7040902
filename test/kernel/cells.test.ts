import assert from 'node:assert/strict';
import { hasTool } from '../../scripts/tools.mjs';
import { OutsideKernel } from './support/outside.ts';

describe('cells, from outside', function () {
  let kernel: OutsideKernel;
  before(async function () {
    if (!hasTool('Jupyter')) this.skip();
    kernel = await OutsideKernel.start();
  });
  after(() => kernel?.stop());

  const gives = (title: string, cells: string[], expected: string | RegExp | undefined) =>
    it(title, async () => {
      for (const cell of cells.slice(0, -1)) await kernel.value(cell);
      const value = await kernel.value(cells.at(-1)!);
      if (expected instanceof RegExp) assert.match(value ?? '', expected);
      else assert.equal(value, expected);
    });

  describe('results', () => {
    gives('show the last expression', ['const a1 = 2\na1 * 21'], '42');
    gives('show nothing after a declaration', ['const a2 = 2'], undefined);
    gives('show nothing for undefined', ['undefined'], undefined);
    gives('show null, text and big integers as they are written', ['[null, "text", 12n]'], "[ null, 'text', 12n ]");
    gives('take a lone {…} for an object', ['{ x: 1, y: { z: 2 } }'], '{ x: 1, y: { z: 2 } }');
    gives('leave a block a block', ['{ const hidden = 1; console.log(hidden); }'], undefined);
    gives('wait for a promise', ['new Promise((resolve) => setTimeout(() => resolve("late"), 5))'], "'late'");
    gives('shorten long arrays', ['Array.from({ length: 5000 }, (_, i) => i)'], /^\[[\s\S]*4940 more items\s*\]$/);
    gives('shorten deep objects', ['({ a: { b: { c: { d: { e: { f: 1 } } } } } })'], /\[Object\]/);
    gives(
      'show a tensor by shape and numbers',
      ['({ shape: [2, 2], data: new Float32Array([1, 2, 3, 0.5]) })'],
      /^2×2 float32\n\[\[ +1, +2\],\n \[ +3, 0\.5000\]\]$/,
    );
  });

  describe('shared scope', () => {
    gives('reaches from cell to cell', ['const s1 = 40', 'function s2(n: number) { return s1 + n }', 's2(2)'], '42');
    gives(
      'lets a cell declare again, with another type',
      ['const r1 = 1', 'let r1 = "text"', 'class r1 {}', 'typeof r1'],
      "'function'",
    );
    gives('lets functions see the new definition', ['let w = 1; const see = () => w', 'let w = 2', 'see()'], '2');
    gives(
      'lets recursion see the new definition',
      [
        'function deep(n: number): string { return n === 0 ? "old" : deep(n - 1) }\nconst old = deep',
        'function deep(n: number): string { return "new" }',
        'old(1)',
      ],
      "'new'",
    );
    gives(
      'takes destructuring apart',
      ['const { p, q: [, r], ...rest } = { p: 1, q: [2, 3], s: 4, t: 5 }', '[p, r, rest]'],
      '[ 1, 3, { s: 4, t: 5 } ]',
    );
    gives(
      'shares var in loops and blocks, but not let',
      ['for (var v1 = 0; v1 < 3; v1++) { var v2 = v1; let v3 = 1 }', '[v1, v2, typeof globalThis["v3" as never]]'],
      "[ 3, 2, 'undefined' ]",
    );
    gives('hoists functions', ['hoisted()\nfunction hoisted() { return 1 }'], undefined);
    gives(
      'resets a let without a value',
      ['let reset: number | undefined = 1', 'let reset: number | undefined', 'String(reset)'],
      "'undefined'",
    );
    gives(
      'keeps enums and namespaces',
      ['enum Color { Red, Green = 5 }\nnamespace Paint { export const best = Color.Green }', 'Color[Paint.best]'],
      "'Green'",
    );
    gives(
      'merges a class with its namespace',
      ['class Box { v = Box.first }\nnamespace Box { export const first = 7 }', 'new Box().v'],
      '7',
    );
    gives(
      'sees interfaces and aliases of earlier cells',
      [
        'interface Point { x: number }\ntype Pair = [Point, Point]',
        'const pair: Pair = [{ x: 1 }, { x: 2 }]\npair[1].x',
      ],
      '2',
    );
    gives(
      'keeps private members, static blocks and accessors',
      [
        'class Counter { static #made = 0; static { Counter.#made = 10 } static next() { return ++Counter.#made } }',
        'Counter.next()',
      ],
      '11',
    );
    gives(
      'hides a Node global without breaking it',
      [
        'const URL = "mine"\nconst performance = { now: () => 5 }',
        '[URL, performance.now(), { URL }.URL, typeof globalThis.URL]',
      ],
      "[ 'mine', 5, 'mine', 'function' ]",
    );
    gives(
      'applies decorators',
      [
        'const calls: string[] = []\nfunction log(target: unknown, context: ClassMethodDecoratorContext) { calls.push(String(context.name)) }\nclass Decorated { @log run() {} }',
        'calls',
      ],
      "[ 'run' ]",
    );
    gives(
      'disposes what using declares',
      [
        'const disposed: string[] = []\nfunction open(name: string) { return { [Symbol.dispose]() { disposed.push(name) } } }',
        '{ using a = open("a"); using b = open("b"); }',
        'disposed',
      ],
      "[ 'b', 'a' ]",
    );

    it('keeps what ran before an error', async () => {
      await kernel.failure('const kept = 5\nthrow new Error("half-way")\nconst lost = 6');
      assert.equal(await kernel.value('kept'), '5');
    });
  });

  describe('await', () => {
    gives('works at top level', ['const awaited = await Promise.resolve(3)', 'awaited'], '3');
    gives(
      'works in for await',
      ['let sum = 0\nfor await (const n of (async function* () { yield 1; yield 2 })()) sum += n\nsum'],
      '3',
    );
  });

  describe('types', () => {
    it('stop a cell before it runs, with place and code frame', async () => {
      const { ename, evalue, traceback } = await kernel.failure('console.log("ran")\nconst wrong: number = "text"');
      assert.equal(ename, 'TypeScriptError');
      assert.match(evalue, /Type 'string' is not assignable to type 'number'\. \(TS2322\) at Cell \[\d+\]:2:7/);
      assert.match(traceback, /> 2 \| const wrong: number = "text"\n {4}\| {7}\^\^\^\^\^/);
    });
    it('know earlier cells', async () => {
      await kernel.value('const known = { width: 3 }');
      assert.match(
        (await kernel.failure('known.height')).evalue,
        /Property 'height' does not exist on type '\{ width: number; \}'/,
      );
    });
    it('keep the meaning of a cell whose names were defined again', async () => {
      await kernel.value('const base1 = 1');
      await kernel.value('const derived = base1');
      await kernel.value('const base1 = "text"');
      await kernel.value('import { setFlagsFromString } from "node:v8"');
      assert.match((await kernel.failure('derived.length')).evalue, /type '1'|type 'number'/);
    });
    it('are not asked for where they are not written', async () => {
      assert.equal(
        await kernel.value(
          'function loose(a, b) { return a + b }\nlet later\nlater = []\nlater.push(loose(1, 2))\nlater',
        ),
        '[ 3 ]',
      );
    });
    it('are left alone after // @ts-nocheck, @ts-ignore and @ts-expect-error', async () => {
      assert.equal(await kernel.value('// @ts-nocheck\nconst unchecked: number = "text"\nunchecked'), "'text'");
      assert.equal(await kernel.value('// @ts-ignore\nconst ignored: number = "text"\nignored'), "'text'");
    });
    it('of the notebook functions are known', async () => {
      assert.match(
        (await kernel.failure('clearOutput({ wait: 1 })')).evalue,
        /'number' is not assignable to type 'boolean/,
      );
    });
    it('do not hide a syntax error', async () => {
      const { ename, traceback } = await kernel.failure('let a =\nlet b = 2)');
      assert.equal(ename, 'SyntaxError');
      assert.match(traceback, /Cell \[\d+\]:2:10/);
    });
  });

  describe('errors', () => {
    it('name the cell, the line and the functions, and no kernel frames', async () => {
      await kernel.value(
        'function inner(): never { throw new RangeError("too low") }\nfunction outer() {\n  inner()\n}',
      );
      const { ename, evalue, traceback } = await kernel.failure('const before = 1\nouter()');
      assert.equal(ename, 'RangeError');
      assert.equal(evalue, 'too low');
      assert.match(
        traceback,
        /at inner \(Cell \[\d+\]:1:33\)\n {4}at outer \(Cell \[\d+\]:3:3\)\n {4}at Cell \[\d+\]:2:1/,
      );
      assert.match(traceback, /> 1 \| function inner/);
      assert.doesNotMatch(traceback, /node:|dist\/kernel|file:/);
    });
    it('show causes and the members of an AggregateError', async () => {
      const cause = await kernel.failure('throw new Error("outer", { cause: new TypeError("inner") })');
      assert.match(cause.traceback, /Error: outer[\s\S]*Caused by TypeError: inner/);
      const many = await kernel.failure(
        'await Promise.any([Promise.reject(new Error("first")), Promise.reject(new Error("second"))])',
      );
      assert.match(many.traceback, /\[0\] Error: first[\s\S]*\[1\] Error: second/);
    });
    it('map error.stack itself', async () => {
      assert.match((await kernel.value('\n\nnew Error("here").stack')) ?? '', /at Cell \[\d+\]:3:1/);
    });
    it('may be any value', async () => {
      assert.deepEqual(await kernel.failure('throw "text"').then(({ ename, evalue }) => [ename, evalue]), [
        'Uncaught',
        'text',
      ]);
      assert.match((await kernel.failure('throw { code: 5 }')).evalue, /code: 5/);
      assert.equal((await kernel.failure('throw null')).evalue, 'null');
    });
    it('survive an error that cannot be read', async () => {
      await kernel.failure('throw Object.defineProperty(new Error("x"), "message", { get() { throw 1 } })');
      assert.equal(await kernel.value('"alive"'), "'alive'");
    });
    it('survive a stack overflow', async () => {
      const { ename } = await kernel.failure('const forever = (): number => forever() + 1\nforever()');
      assert.equal(ename, 'RangeError');
      assert.equal(await kernel.value('"alive"'), "'alive'");
    });
    it('in timers and lost promises are printed, and the kernel goes on', async () => {
      const printed = await kernel.printed(
        'setTimeout(() => { throw new Error("in a timer") }, 1)\nPromise.reject(new Error("lost"))\nawait new Promise((resolve) => setTimeout(resolve, 50))',
        'stderr',
      );
      assert.match(printed, /nothing was awaiting it:[\s\S]*lost/);
      assert.match(printed, /in a timer/);
    });
    it('tell that process.exit() does not end the kernel', async () => {
      assert.match(
        (await kernel.failure('process.exit(1)')).evalue,
        /process\.exit\(1\) ended the cell but not the kernel/,
      );
      assert.equal(await kernel.value('"alive"'), "'alive'");
    });
  });
});
