import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import schema from '../../grader/reports/results.schema.json' with { type: 'json' };
import { grade } from '../../grader/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { gradeSource, needsSandbox, rightSolution, samples } from './support/grading.ts';

describe('grade', function () {
  before(needsSandbox);

  const folder = temporaryFolder();
  const loops = samples('convolution/right/loops.ts');
  const validate = new Ajv({ allowUnionTypes: true }).compile(schema);

  it('gives results that follow the schema, in the order of the submissions, whatever happens to each', async () => {
    const right = await rightSolution();
    await mkdir(folder.path('class/김하늘'), { recursive: true });
    await writeFile(folder.path('class/김하늘/answer.ts'), right);
    await writeFile(folder.path('class/b.ts'), 'export class Convolution { constructor( }');
    await writeFile(folder.path('class/c.ts'), right.replace('sum +=', 'sum -='));
    await symlink(loops, folder.path('class/a.ts'));
    const seen: string[] = [];
    const results = await grade({
      paths: [folder.path('class')],
      assignment: 'convolution',
      jobs: 2,
      onProgress: ({ done, total, result }) => seen.push(`${done}/${total} ${result.status}`),
    });
    assert.ok(validate(results), JSON.stringify(validate.errors));
    assert.deepEqual(
      results.results.map(({ submission, status }) => [submission, status]),
      [
        ['a.ts', 'rejected'],
        ['b.ts', 'rejected'],
        ['c.ts', 'graded'],
        ['김하늘', 'graded'],
      ],
    );
    assert.equal(results.results[3].score, 100);
    assert.match(results.results[1].reason ?? '', /1번째 줄에서 문법 오류/);
    assert.equal(seen.length, 4);
    assert.match(results.seed, /^[0-9a-f]{16}$/);
  });

  it('gives the same results for the same seed', async () => {
    const wrong = samples('convolution/wrong/dx-loses-leftover-rows.ts');
    const graded = () => grade({ paths: [wrong, loops], assignment: 'convolution', seed: 'again', jobs: 1 });
    assert.deepEqual(await graded(), await graded());
  });

  it('speaks the language that it is asked for', async () => {
    const source = (await rightSolution()).replace('sum +=', 'sum -=');
    const hints = async (language: 'ko' | 'en') =>
      (await gradeSource(folder.path('language.ts'), source, { language })).cases[0];
    assert.match((await hints('ko')).hint, /결과의 값이 다릅니다\. 높이와 너비/);
    assert.match((await hints('en')).hint, /The result has other numbers\. Compares y/);
  });

  it('stops when it is aborted, and reports what was not graded as failed, not as 0', async () => {
    await writeFile(folder.path('endless.ts'), 'for (;;);');
    const controller = new AbortController();
    const { results } = await grade({
      paths: [loops, folder.path('endless.ts'), loops],
      assignment: 'convolution',
      jobs: 1,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    assert.deepEqual(
      results.map(({ status, score }) => [status, score]),
      [
        ['graded', 100],
        ['failed', null],
        ['failed', null],
      ],
    );
    assert.ok(validate({ assignment: 'convolution', graderVersion: '1', seed: 's', results }));
  });

  it('stops in the middle of a submission', async () => {
    await writeFile(folder.path('endless.ts'), 'for (;;);');
    const { results } = await grade({
      paths: [folder.path('endless.ts')],
      assignment: 'convolution',
      signal: AbortSignal.timeout(1500),
    });
    assert.equal(results[0].status, 'failed');
  });

  it('grades notebooks by the last class of the name, and skips cells that fail, wait or never end', async () => {
    const right = await rightSolution();
    const code = (source: string) => ({ cell_type: 'code', source, metadata: {}, outputs: [], execution_count: null });
    const cells = [
      code("import * as tslab from 'tslab'; tslab.display.html('<b>x</b>');"),
      code("import { type NdArray, zeros, copyOf, indexAt, shapeText } from '../ndarray.ts';"),
      code('const count = 1; let { a, b: [c] } = { a: 1, b: [2] }; enum Kind { One }'),
      code('for (;;);'),
      code('await new Promise(() => {});'),
      code(right.replace(/^import.*$/m, '').replace('sum +=', 'sum -=')),
      code('const count = 2; function later() { return count + c + Kind.One; }'),
      code('this is no TypeScript'),
      code(right.replace(/^import.*$/m, '')),
      code('if (later() !== 4) Convolution = undefined as any; new Plot(Convolution)'),
    ];
    const result = await gradeSource(folder.path('a.ipynb'), JSON.stringify({ nbformat: 4, cells }));
    assert.equal(result.score, 100, JSON.stringify(result));
  });

  it('refuses a bad number of jobs and an unknown assignment', async () => {
    await assert.rejects(grade({ paths: [loops], assignment: 'convolution', jobs: 0 }), /jobs must be an integer > 0/);
    await assert.rejects(grade({ paths: [loops], assignment: 'painting' }), /assignment must be one of/);
  });
});
