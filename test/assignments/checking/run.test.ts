import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'mocha';
import { runChecks } from '../../../assignments/checking/run.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const samples = join(root, 'test', 'samples', 'convolution');
/** Loading under a busy processor takes its time; an endless loop takes for ever. */
const timeLimit = 6000;

describe('runChecks', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'gradbook-test-'))));
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const checkText = (text: string, name = 'submission.ts', language: 'ko' | 'en' = 'en') => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return runChecks(file, { language, timeLimit });
  };
  const skeleton = (body: string) =>
    `export class Convolution {\n  constructor() {}\n  forward(x: unknown): unknown {\n${body}\n  }\n  backward() { return 1; }\n}\n`;

  it('tells where a syntax error is, in the language of the reader', async () => {
    const text = 'export class Convolution {\n  forward(x {}\n}\n';
    const english = await checkText(text);
    assert.equal(english.problem?.kind, 'syntax');
    assert.equal(
      english.problem?.message,
      "Syntax error at line 2, column 13: ',' expected.\n    forward(x {}\n              ^",
    );
    const korean = await checkText(text, 'submission.ts', 'ko');
    assert.match(korean.problem?.message ?? '', /^2행 13열에 문법 오류가 있습니다: .*[가-힣]/);
  });

  it("names line and column of the learner's file where their code throws", async () => {
    const report = await checkText(
      `interface Unused {\n  a: number;\n}\n\n${skeleton('    const y = undefined as unknown as number[];\n    return y[0];')}`,
    );
    const [first] = report.results;
    assert.equal(
      first.message,
      "Your code threw TypeError: Cannot read properties of undefined (reading '0')\n  at line 9, column 13",
    );
  });

  it('names cell, line and column in a notebook, skips cells that fail and takes the last class', async () => {
    const code = (source: string) => ({ cell_type: 'code', source });
    const broken = 'class Convolution {\n  forward() {\n    throw new Error(hint);\n  }\n}';
    const cells = [
      { cell_type: 'markdown', source: '# x' },
      code("let hint = 'no';"),
      code('const ('),
      code('nobody();'),
      code(`class Convolution {}\n`),
      code(broken),
      code("hint = 'yes';"),
    ];
    const report = await checkText(JSON.stringify({ cells }), 'notebook.ipynb');
    assert.equal(report.results[0].message, 'Your code threw Error: yes\n  at code cell 5, line 3, column 11');
    assert.match(report.notes[1], /^Code cell 3 was skipped. Your code threw ReferenceError: nobody is not defined\n/);
    assert.equal(report.notes.length, 2);
    assert.match(report.notes[0], /^Syntax error at code cell 2, line 1, /);
  });

  it('runs cells with a shared scope: functions hoisted, imports renamed, names declared again', async () => {
    const code = (source: string) => ({ cell_type: 'code', source });
    const cells = [
      code("import { zeros as nothing, type NdArray } from './ndarray.ts';\nimport * as helper from '../ndarray.ts';"),
      code(
        'const { a, b: [c] }: { a: number; b: number[] } = { a: twice(1), b: [3] }, d: number = 4;\nfunction twice(x: number) { return 2 * x; }\nenum Axis { Row, Column }\nlet e;',
      ),
      code(
        'export const a = 1;\nabstract class Base { constructor(protected readonly value: number) {} abstract get(): number }',
      ),
      code(
        'class Convolution extends Base {\n  get() { return this.value; }\n  forward() { throw new Error([a, c, d, e, twice(2), Axis.Column, new Convolution(7).get(), nothing([2]).data.length, helper.zeros([3]).data.length].join()); }\n}',
      ),
      code('function twice(x: number) { return 20 * x; }\nexport { a };'),
    ];
    const report = await checkText(JSON.stringify({ cells }), 'notebook.ipynb');
    assert.deepEqual(report.notes, []);
    assert.match(report.results[0].message, /^Your code threw Error: 1,3,4,,40,1,7,2,3\n/);
  });

  it('speaks of a cell that imports something else only where the class is lost by it', async () => {
    const code = (source: string) => ({ cell_type: 'code', source });
    const look = code("import { check } from './checks/notebook.ts';\nawait check(Convolution)");
    const kept = [code('class Convolution { forward() { return 1; } }'), look];
    assert.deepEqual((await checkText(JSON.stringify({ cells: kept }), 'notebook.ipynb')).notes, []);
    const lost = [code("import 'node:fs';\nclass Convolution { forward() { return 1; } }"), look];
    const report = await checkText(JSON.stringify({ cells: lost }), 'notebook.ipynb');
    assert.equal(report.problem?.kind, 'missingClass');
    assert.match(
      report.notes.join('\n'),
      /^Code cell 1 was skipped, because it imports "node:fs": .* Your class Convolution stands in that cell/,
    );
  });

  it('stops an endless loop, names the check, and keeps the results before it', async () => {
    const report = await runChecks(join(samples, 'hostile', 'endless-loop-in-backward.ts'), {
      language: 'en',
      timeLimit,
    });
    const stopped = report.results.findIndex(({ passed }) => !passed);
    assert.equal(report.results[stopped].id, 'dBias');
    assert.match(report.results[stopped].message, /did not come back within 6 seconds.\nLikely cause: an endless loop/);
    assert.ok(stopped > 5);
    assert.ok(
      report.results
        .slice(stopped + 1)
        .every(({ message }) => message === 'Not run, because an earlier check did not come back.'),
    );
    assert.equal(report.passed, false);
  });

  it('stops a file that never finishes loading', async () => {
    const report = await runChecks(join(samples, 'hostile', 'endless-promise.ts'), { language: 'ko', timeLimit });
    assert.equal(report.problem?.kind, 'loadTimeout');
    assert.match(report.problem?.message ?? '', /6초 안에 끝나지 않았습니다/);
  });

  it('counts nothing as passed when the code ends the process', async () => {
    const inForward = await runChecks(join(samples, 'hostile', 'exit-zero.ts'), { language: 'en', timeLimit });
    assert.match(inForward.results[0].message, /The process ended during this check/);
    assert.ok(inForward.results.every(({ passed }) => !passed));
    const atLoad = await runChecks(join(samples, 'hostile', 'exit-zero-at-load.ts'), { language: 'en', timeLimit });
    assert.equal(atLoad.problem?.kind, 'loadExit');
  });

  it('stops code that fills the heap', async () => {
    const report = await runChecks(join(samples, 'hostile', 'memory-heap.ts'), { language: 'en', timeLimit: 20_000 });
    assert.match(report.results[0].message, /used up the memory/);
  });

  it('stops code that fills the memory outside of the heap', async () => {
    const report = await runChecks(join(samples, 'hostile', 'memory-buffer.ts'), { language: 'en', timeLimit: 20_000 });
    assert.match(report.results[0].message, /used up the memory/);
  });

  it('says that the starter is not filled in yet', async () => {
    for (const file of ['convolution.ts', 'starter.ko.ipynb', 'starter.en.ipynb']) {
      const report = await runChecks(join(root, 'assignments', 'convolution', file), { language: 'en', timeLimit });
      assert.equal(report.problem?.kind, 'unfilled', file);
      assert.match(
        report.problem?.message ?? '',
        /^This is still the starter. Convolution.forward is not filled in yet \(/,
      );
    }
  });

  it('gathers the beginning of what the code prints', async () => {
    const report = await runChecks(join(samples, 'right', 'prints.ts'), { language: 'en', timeLimit });
    assert.ok(report.passed);
    assert.match(report.output, /^forward \[ 1, 1, 1, 1 \] Float64Array\(1\) \[ 44 \]/);
    assert.ok(report.output.length <= 4000);
  });

  it('answers clearly for files that are no submission', async () => {
    const kinds = [];
    for (const file of [
      join(folder, 'nowhere.ts'),
      join(samples, '..', 'README.md'),
      join(samples, 'rejected', 'not-a-notebook.ipynb'),
    ]) {
      const { problem } = await runChecks(file, { language: 'ko' });
      kinds.push([problem?.kind, problem?.message.slice(problem.message.indexOf(' '))]);
    }
    assert.deepEqual(kinds, [
      ['unreadable', ' 파일을 읽을 수 없습니다. 경로를 확인하십시오.'],
      ['unreadable', ' 파일은 .ts 파일도 .ipynb 노트북도 아닙니다.'],
      ['unreadable', ' 파일은 온전한 노트북이 아닙니다. 다시 저장한 뒤 시도하십시오.'],
    ]);
  });

  it('leaves no files behind', async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('gradbook-check-'));
    const earlier = left();
    await checkText(skeleton('    return x;'));
    assert.deepEqual(
      left().filter((name) => !earlier.includes(name)),
      [],
    );
  });
});
