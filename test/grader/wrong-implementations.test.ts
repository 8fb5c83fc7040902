import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import type { SubmissionResult } from '../../grader/index.ts';
import { grade } from '../../grader/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { lostParts, needsSandbox, rightSolution } from './support/grading.ts';
import type { Fault } from './wrong-implementations.ts';
import { convolutionFaults, doubleFaults } from './wrong-implementations.ts';

function withFault(right: string, { name, replace }: Fault): string {
  let source = right.replace('import {', 'import { toNested, sizeOf,');
  for (const [from, to] of replace) {
    assert.ok(source.includes(from), `${name}: the right solution has no "${from}"`);
    source = source.replace(from, () => to);
  }
  return source;
}

describe('wrong implementations of convolution', function () {
  this.timeout(300_000);
  before(needsSandbox);

  const folder = temporaryFolder();
  const faults = [...convolutionFaults, ...doubleFaults];
  const results = new Map<string, SubmissionResult>();

  before(async () => {
    const right = await rightSolution();
    await mkdir(folder.path('class'));
    for (const [at, each] of faults.entries()) {
      await writeFile(folder.path('class', `${String(at).padStart(3, '0')}.ts`), withFault(right, each));
    }
    const graded = await grade({ paths: [folder.path('class')], assignment: 'convolution', seed: 'faults', jobs: 2 });
    graded.results.forEach((result, at) => results.set(faults[at].name, result));
  });

  it(`are ${convolutionFaults.length} with one fault and ${doubleFaults.length} with two`, () => {
    assert.equal(new Set(faults.map(({ name }) => name)).size, faults.length);
  });

  for (const { name, parts } of faults) {
    it(`${name}: loses points for ${parts.join(', ')}`, () => {
      const result = results.get(name) as SubmissionResult;
      assert.equal(result.status, 'graded', result.reason);
      for (const part of parts)
        assert.ok(lostParts(result).includes(part), `keeps ${part}, loses ${lostParts(result).join()}`);
    });
  }
});
