import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { Ajv } from 'ajv';
import schema from '../../../grader/reports/results.schema.json' with { type: 'json' };
import { csvField, csvText, writeCsv } from '../../../grader/reports/csv.ts';
import { writeJson } from '../../../grader/reports/json.ts';
import type { CaseResult, Results } from '../../../grader/results.ts';
import { temporaryFolder } from '../../support/folder.ts';

const caseResult: CaseResult = {
  id: 'forward/plain',
  title: '순전파',
  points: 5,
  earned: 5,
  verdict: 'passed',
  hint: '',
};

const results: Results = {
  assignment: 'convolution',
  graderVersion: '1',
  seed: 'a',
  results: [
    { submission: '김하늘.ts', status: 'graded', score: 5, maxScore: 100, cases: [caseResult] },
    {
      submission: '=cmd|"/c calc"!A1.ts',
      status: 'rejected',
      score: 0,
      maxScore: 100,
      cases: [],
      reason: 'No, "not"\nso',
    },
    { submission: 'c.ts', status: 'failed', score: null, maxScore: 100, cases: [], reason: 'later' },
  ],
};

describe('the JSON report', () => {
  const folder = temporaryFolder();
  const validate = new Ajv({ allowUnionTypes: true }).compile(schema);

  it('follows its schema', async () => {
    await writeJson(folder.path('results.json'), results);
    const read: unknown = JSON.parse(await readFile(folder.path('results.json'), 'utf8'));
    assert.ok(validate(read), JSON.stringify(validate.errors));
    assert.deepEqual(read, results);
    assert.deepEqual(await readdir(folder.path()), ['results.json']);
  });

  const [graded, rejected, failed] = results.results;
  for (const [what, wrong] of Object.entries({
    'a failure with a score': { ...failed, score: 0 },
    'a refusal without a reason': { ...rejected, reason: undefined },
    'a graded submission without cases': { ...graded, cases: [] },
    'an unknown verdict': { ...graded, cases: [{ ...caseResult, verdict: 'maybe' }] },
    'a field of its own': { ...graded, data: [1] },
  })) {
    it(`does not take ${what}`, () => {
      assert.equal(validate(JSON.parse(JSON.stringify({ ...results, results: [wrong] }))), false);
    });
  }
});

describe('the CSV report', () => {
  const folder = temporaryFolder();

  it('begins with the mark that makes Excel read UTF-8, and has a row for each submission', async () => {
    await writeCsv(folder.path('results.csv'), results);
    const bytes = await readFile(folder.path('results.csv'));
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    assert.equal(bytes.toString('utf8', 3), csvText(results).slice(1));
    assert.deepEqual(csvText(results).slice(1).split('\r\n'), [
      'submission,status,score,maxScore,forward/plain,reason',
      '김하늘.ts,graded,5,100,5,',
      `"'=cmd|""/c calc""!A1.ts",rejected,0,100,,"No, ""not"" so"`,
      'c.ts,failed,,100,,later',
      '',
    ]);
  });

  it('neutralises whatever a spreadsheet would run as a formula', () => {
    for (const start of ['=', '+', '-', '@', '\t=', '\r=', ' =', '\n@', '＝', '\u0000=']) {
      const field = csvField(`${start}1+1`);
      assert.match(field, /^"?'/, JSON.stringify(start));
    }
    assert.equal(csvField(-1), '-1');
  });

  it('keeps each record on one line', () => {
    assert.doesNotMatch(csvField('a\r\nb\u2028c'), /[\r\n\u2028]/);
  });
});
