import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import type { SubmissionResult } from '../../../grader/index.ts';
import { grade } from '../../../grader/index.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { needsSandbox, verdictsOf } from '../support/grading.ts';
import type { Attack } from './attacks.ts';
import { attacks } from './attacks.ts';

/** An attack as a submission. Where it gets what it is after, it loops for ever, and `timeout` is no verdict that it may have. */
function submission({ atLoad = '', inForward = 'return x;' }: Attack): string {
  return `
const load: any = (name: string) => (process as any).getBuiltinModule(name);
const seen: any = (found: unknown) => { if (found) for (;;); return { shape: [1], data: new Float64Array(1) }; };
${atLoad}
export class Convolution {
  dWeight: any; dBias: any;
  forward(x: any): any { ${inForward} }
  backward(dy: any): any { return dy; }
}`;
}

/** The command lines of all processes of this machine. */
async function commandLines(): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => ''));
  return Promise.all(lines);
}

describe('attacks on the sandbox', function () {
  this.timeout(300_000);
  before(needsSandbox);

  const folder = temporaryFolder();
  const results = new Map<string, SubmissionResult>();

  before(async () => {
    await mkdir(folder.path('class'));
    for (const [at, attack] of attacks.entries()) {
      await writeFile(folder.path('class', `${String(at).padStart(2, '0')}.ts`), submission(attack));
    }
    const { results: graded } = await grade({
      paths: [folder.path('class')],
      assignment: 'convolution',
      seed: 'attacks',
      jobs: 2,
      limits: { loadSeconds: 2, restarts: 0, caseFactor: 0.5 },
    });
    graded.forEach((result, at) => results.set(attacks[at].name, result));
  });

  for (const attack of attacks) {
    it(`${attack.name}: gains nothing`, () => {
      const result = results.get(attack.name) as SubmissionResult;
      if (result.status === 'rejected') assert.equal(result.score, 0);
      else {
        assert.equal(result.status, 'graded', result.reason);
        assert.equal(result.score, 0);
        const allowed = new Set(['wrong', 'error', ...(attack.verdicts ?? [])]);
        for (const verdict of Object.keys(verdictsOf(result))) assert.ok(allowed.has(verdict), verdict);
        // A single verdict is the one that the attack must meet.
        if (attack.verdicts?.length === 1 && attack.verdicts[0] !== 'error')
          assert.ok(attack.verdicts[0] in verdictsOf(result));
      }
    });
  }

  it('leave no process behind', async () => {
    const left = (await commandLines()).filter(
      (line) => line.includes('/app/runner.mjs') && line.includes('--seccomp'),
    );
    assert.deepEqual(left, []);
  });

  it('write no file', () => {
    for (const path of ['/app/result.json', '/tmp/result.json']) assert.ok(!existsSync(path));
  });
});
