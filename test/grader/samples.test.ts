import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { SubmissionResult } from '../../grader/index.ts';
import { grade } from '../../grader/index.ts';
import { lostParts, needsSandbox, samples, verdictsOf } from './support/grading.ts';
import pinned from './samples.json' with { type: 'json' };

/** What the samples say of themselves in general terms. */
interface Expectation {
  readonly expect: 'full' | 'loses' | 'rejected' | 'nothing';
  readonly parts?: readonly string[];
  readonly keeps?: readonly string[];
}

/** What these verdicts are pinned to: points and verdicts, or the reason of a refusal. */
type Pinned = { readonly score: number; readonly verdicts: Record<string, number> } | { readonly reason: string };

/**
 * `exit-after-first` computes everything right and wants to leave in a timer, which the runner never lets run: it has earned its
 * points.
 */
const otherThanExpected = new Set(['hostile/exit-after-first.ts']);

const folders = ['right', 'wrong', 'rejected', 'hostile'];

function outcome(result: SubmissionResult): Pinned {
  return result.status === 'graded'
    ? { score: result.score as number, verdicts: verdictsOf(result) }
    : { reason: result.reason ?? '' };
}

function keeps(promise: Expectation, result: SubmissionResult, name: string): void {
  const lost = lostParts(result);
  switch (promise.expect) {
    case 'full':
      assert.equal(result.score, result.maxScore, name);
      return;
    case 'rejected':
      assert.equal(result.status, 'rejected', name);
      return;
    case 'nothing':
      assert.equal(result.score, 0, name);
      return;
    case 'loses':
      assert.equal(result.status, 'graded', name);
      for (const part of promise.parts ?? []) assert.ok(lost.includes(part), `${name} keeps ${part}`);
      for (const part of promise.keeps ?? []) assert.ok(!lost.includes(part), `${name} loses ${part}`);
  }
}

for (const [assignment, verdicts] of Object.entries(pinned) as [string, Record<string, Pinned>][]) {
  describe(`samples of ${assignment}`, function () {
    this.timeout(300_000);
    before(needsSandbox);

    const results = new Map<string, SubmissionResult>();
    before(async () => {
      for (const folder of folders.filter((each) => existsSync(samples(assignment, each)))) {
        const graded = await grade({
          paths: [samples(assignment, folder)],
          assignment,
          seed: 'samples',
          language: 'en',
          jobs: 2,
        });
        for (const result of graded.results) results.set(`${folder}/${result.submission}`, result);
      }
    });

    it('have exactly the pinned verdicts', () => {
      const found = Object.fromEntries([...results].map(([name, result]) => [name, outcome(result)]));
      for (const [name, verdict] of Object.entries(verdicts)) assert.deepEqual(found[name], verdict, name);
    });

    it('keep what they promise of themselves', async () => {
      const file = await readFile(samples(assignment, 'expected.json'), 'utf8');
      const expectations = new Map(Object.entries(JSON.parse(file) as Record<string, Expectation>));
      for (const [name, result] of results) {
        const expectation = expectations.get(name);
        assert.ok(expectation, `${name} promises nothing`);
        if (!otherThanExpected.has(name)) keeps(expectation, result, name);
      }
    });

    it('leave no file behind', () => {
      assert.ok(!existsSync('/tmp/gradbook-sample-was-here'));
    });
  });
}
