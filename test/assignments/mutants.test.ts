import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { assignments } from '../../assignments/index.ts';
import { grade } from '../../grader/index.ts';
import { hasTool } from '../../scripts/tools.mjs';
import { doubleMutantsOf, mutantsOf, writeMutants } from './mutants/index.ts';

describe('the bank of wrong implementations', function () {
  this.timeout(300_000);
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'gradbook-mutants-'))));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  for (const assignment of assignments) {
    const mutants = mutantsOf(assignment.name);
    const doubles = doubleMutantsOf(assignment.name, 10);

    it(`${assignment.name}: every fault has a name and a text of its own, and a part of the assignment`, () => {
      const parts = new Set(assignment.parts.map(({ id }) => id));
      assert.equal(new Set(mutants.map(({ id }) => id)).size, mutants.length);
      assert.equal(new Set(mutants.map(({ text }) => text)).size, mutants.length);
      for (const { id, part } of mutants) assert.ok(parts.has(part), id);
      assert.ok(mutants.length >= 40, String(mutants.length));
      assert.equal(doubles.length, 10);
    });

    it(`${assignment.name}: the hidden cases catch every one in the part that it breaks`, async function () {
      if (!hasTool('bubblewrap')) this.skip();
      const all = [...mutants, ...doubles];
      const target = join(folder, assignment.name);
      writeMutants(target, all);
      const { results } = await grade({
        paths: [target],
        assignment: assignment.name,
        seed: 'mutants',
        jobs: 2,
        language: 'en',
      });
      const lost = new Map(
        results.map(({ submission, cases }) => [
          basename(submission, '.ts'),
          cases.filter(({ verdict }) => verdict !== 'passed').map(({ id }) => id.split('/')[0]),
        ]),
      );
      const escaped = all.filter(({ id, part }) => !lost.get(id)?.includes(part)).map(({ id }) => id);
      assert.deepEqual(escaped, []);
    });
  }
});
