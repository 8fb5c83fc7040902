import assert from 'node:assert/strict';
import { copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasTool } from '../../scripts/tools.mjs';
import { gradbook, root } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';

interface StoredResult {
  submission: string;
  status: string;
  score: number | null;
  maxScore: number;
  cases: { points: number; earned: number; verdict: string; hint: string }[];
}

const sample = (name: string): string => join(root, 'test', 'samples', 'convolution', name);
const forConvolution = ['--assignment', 'convolution'];

describe('gradbook grade', function () {
  const folder = temporaryFolder();

  before(function () {
    if (!hasTool('bubblewrap')) this.skip();
  });

  it('grades a folder of students into JSON and a gradebook that Excel opens', async () => {
    for (const [student, file] of [
      ['김하늘', 'right/loops.ts'],
      ['이바다', 'wrong/flipped-kernel.ts'],
    ] as const) {
      await mkdir(folder.path('class', student), { recursive: true });
      await copyFile(sample(file), folder.path('class', student, 'convolution.ts'));
    }
    const [json, csv] = [folder.path('results.json'), folder.path('gradebook.csv')];
    const { code, stderr } = await gradbook([
      'grade',
      folder.path('class'),
      ...forConvolution,
      '--json',
      json,
      '--csv',
      csv,
      '--seed',
      's',
      '--jobs',
      '2',
    ]);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /\[2\/2\]/);
    assert.match(stderr, /2 of 2 submissions graded \(seed s\)\./);
    const { assignment, seed, results } = JSON.parse(await readFile(json, 'utf8')) as {
      assignment: string;
      seed: string;
      results: StoredResult[];
    };
    assert.deepEqual([assignment, seed], ['convolution', 's']);
    const [right, wrong] = results;
    assert.deepEqual([right.submission.startsWith('김하늘'), right.score, right.maxScore], [true, 100, 100]);
    assert.ok(wrong.score !== null && wrong.score < 50);
    assert.equal(
      wrong.score,
      wrong.cases.reduce((sum, { earned }) => sum + earned, 0),
    );
    for (const { verdict, hint } of wrong.cases) assert.equal(hint === '', verdict === 'passed');
    const gradebook = await readFile(csv, 'utf8');
    assert.ok(gradebook.startsWith('\uFEFFsubmission,status,score,maxScore,'));
    assert.match(gradebook, /^김하늘[^\n]*,graded,100,100,/m);
  });

  it('shows each case of a single submission with a hint where points are missing', async () => {
    const { code, stdout } = await gradbook([
      'grade',
      sample('wrong/batch-not-summed.ts'),
      ...forConvolution,
      '--lang',
      'ko',
    ]);
    assert.equal(code, 0);
    assert.match(stdout, /^✓ +\d+\/ ?\d+ {2}한 장/m);
    assert.match(stdout, /^✗ +0\/ ?\d+ .*\n +\S/m);
  });

  it('answers with exit status 3 when something could not be graded, and grades the rest', async () => {
    await writeFile(folder.path('broken.ts'), 'export class Convolution {');
    const { code, stderr } = await gradbook([
      'grade',
      folder.path('broken.ts'),
      sample('right/loops.ts'),
      ...forConvolution,
    ]);
    assert.equal(code, 3);
    assert.match(stderr, /broken\.ts {2}cannot be graded: /);
    assert.match(stderr, /loops\.ts {2}100\/100/);
    assert.match(stderr, /1 of 2 submissions graded/);
  });

  it('refuses to grade where bubblewrap is missing, and says what to install', async () => {
    // A PATH with node and nothing else.
    const bin = folder.path('bin');
    await mkdir(bin);
    await symlink(process.execPath, join(bin, 'node'));
    const environment = { PATH: bin };
    const english = await gradbook(['grade', sample('right/loops.ts'), ...forConvolution], { environment });
    assert.equal(english.code, 3);
    assert.match(english.stderr, /sudo apt-get install bubblewrap/);
    assert.doesNotMatch(english.stderr, /100/);
    const korean = await gradbook(['grade', sample('right/loops.ts'), ...forConvolution, '--lang', 'ko'], {
      environment,
    });
    assert.match(korean.stderr, /bubblewrap이 없어 채점하지 않습니다/);
  });

  it('names an assignment or a path that is not there', async () => {
    const assignment = await gradbook(['grade', sample('right/loops.ts'), '--assignment', 'sorting']);
    assert.deepEqual(
      [assignment.code, /must be one of convolution.*; received sorting/.test(assignment.stderr)],
      [2, true],
    );
    const path = await gradbook(['grade', folder.path('none'), ...forConvolution]);
    assert.deepEqual([path.code, /there is no file or folder .*none/.test(path.stderr)], [2, true]);
  });

  it('says before it grades that results cannot be written', async () => {
    const json = folder.path('nowhere', 'results.json');
    const { code, stderr } = await gradbook(['grade', sample('right/loops.ts'), ...forConvolution, '--json', json]);
    assert.equal(code, 2);
    assert.match(
      stderr,
      /^--json must name a file in a folder that can be written; received one in .*nowhere \(ENOENT\)\n$/,
    );
  });
});
