import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import { messages } from '../../assignments/checking/language.ts';
import { runChecks } from '../../assignments/checking/run.ts';

/** What `expected.json` says about one sample; test/samples/README.md explains it. */
export interface Expected {
  readonly expect: 'full' | 'loses' | 'rejected' | 'nothing';
  readonly check?: string | null;
  readonly cause?: string;
  readonly problem?: string;
}

const samples = fileURLToPath(new URL('../samples', import.meta.url));
const languages = ['ko', 'en'] as const;

export function readExpected(assignment: string): Record<string, Expected> {
  return JSON.parse(readFileSync(join(samples, assignment, 'expected.json'), 'utf8')) as Record<string, Expected>;
}

/** Holds the public checks of an assignment against its samples. The hostile ones are left to the sandbox. */
export function samplesBehaveAsExpected(assignment: string): void {
  const expected = readExpected(assignment);
  const folder = join(samples, assignment);
  const cases = Object.entries(expected);

  describe(`public checks of ${assignment}`, () => {
    it('every sample has an expectation, and every expectation a sample', () => {
      const kinds = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
      const files = kinds.flatMap(({ name }) => readdirSync(join(folder, name)).map((file) => `${name}/${file}`));
      assert.deepEqual(files.sort(), Object.keys(expected).sort());
    });

    for (const [file, { problem }] of cases.filter(([, { expect }]) => expect === 'full' || expect === 'rejected')) {
      it(file, async () => {
        const report = await runChecks(join(folder, file), { language: 'en' });
        assert.equal(report.problem?.kind, problem, report.problem?.message);
        assert.deepEqual(
          report.results.filter(({ passed }) => !passed),
          [],
        );
        assert.equal(report.passed, problem === undefined);
        assert.equal(report.results.length > 10, problem === undefined);
      });
    }

    for (const [index, [file, { check, cause }]] of cases.filter(([, { expect }]) => expect === 'loses').entries()) {
      if (file.startsWith('hostile/')) continue;
      it(`${file}: ${check === null ? 'passes the public checks' : `fails ${check} and names the cause`}`, async () => {
        // Every second one in Korean: both catalogues are used, each sample runs once.
        const language = languages[index % 2];
        const report = await runChecks(join(folder, file), { language });
        assert.equal(report.problem, undefined);
        const failed = report.results.filter(({ passed }) => !passed);
        if (check === null) {
          assert.deepEqual(failed, []);
          return;
        }
        const result = failed.find(({ id }) => id === check);
        assert.ok(result, `failed: ${failed.map(({ id }) => id).join(', ')}`);
        const t = messages(language);
        if (cause !== undefined) assert.ok(result.message.includes(t(`${assignment}:causes.${cause}`)), result.message);
        assert.ok(result.message.length > 0);
      });
    }
  });
}
