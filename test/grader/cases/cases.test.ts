import assert from 'node:assert/strict';
import { assignments } from '../../../assignments/index.ts';
import type { Ingredients } from '../../../grader/cases/index.ts';
import { casesFor, definitionsOf } from '../../../grader/cases/index.ts';
import { caseMessage } from '../../../grader/sandbox/messages.ts';
import { limits } from '../../../grader/sandbox/protocol.ts';

const ingredients = (change: Partial<Ingredients> = {}): Ingredients => ({
  secret: 'secret',
  seed: 'seed',
  assignment: 'convolution',
  graderVersion: '1',
  submission: Buffer.from('export class Convolution {}'),
  ...change,
});

/** The bytes that would enter the sandbox, and what is expected of it. */
function everything(change: Partial<Ingredients>): string {
  return JSON.stringify(
    casesFor(ingredients(change)).map(({ steps, expected }) => [
      Buffer.from(caseMessage(new Uint8Array(limits.nonce), steps)).toString('base64'),
      expected.map((each) => (each.kind === 'array' ? [...each.value.data] : each.kind)),
    ]),
  );
}

for (const { name: assignment, parts } of assignments) {
  describe(`hidden cases of ${assignment}`, () => {
    it('are the same bytes for the same ingredients', () => {
      assert.equal(everything({ assignment }), everything({ assignment }));
    });

    for (const change of [
      { secret: 'another' },
      { seed: 'another' },
      { graderVersion: '2' },
      { submission: Buffer.from('export class Convolution { }') },
    ]) {
      it(`differ in every case for another ${Object.keys(change)[0]}`, () => {
        const cases = casesFor(ingredients({ assignment }));
        const others = casesFor(ingredients({ assignment, ...change }));
        // Ties among zeros have the same input everywhere; each case also draws something of its own.
        cases.forEach((each, at) => {
          assert.notDeepEqual(each.steps, others[at].steps, each.id);
        });
      });
    }

    it('give each part the points that the assignment promises', () => {
      const sums = new Map<string, number>();
      for (const { id, points } of definitionsOf(assignment)) {
        const part = id.split('/')[0];
        sums.set(part, (sums.get(part) ?? 0) + points);
      }
      assert.deepEqual(Object.fromEntries(sums), Object.fromEntries(parts.map((part) => [part.id, part.points])));
    });

    it('are at least fourteen, under names of their own', () => {
      const ids = definitionsOf(assignment).map(({ id }) => id);
      assert.ok(ids.length >= 14);
      assert.equal(new Set(ids).size, ids.length);
    });

    it('have titles and hints in both languages, and no numbers of the case in them', () => {
      const shown = casesFor(ingredients({ assignment }));
      for (const { title, hint } of shown) {
        for (const words of [title, hint]) {
          assert.match(words.ko, /[가-힣]/);
          assert.match(words.en, /[a-z]/);
          assert.doesNotMatch(words.en, /\d\.\d/);
        }
      }
      const others = casesFor(ingredients({ assignment, seed: 'another' }));
      assert.deepEqual(
        shown.map(({ title, hint }) => [title, hint]),
        others.map(({ title, hint }) => [title, hint]),
      );
    });

    it('expect at least one array of every case, so that whoever always throws earns nothing', () => {
      for (const { id, expected } of casesFor(ingredients({ assignment }))) {
        assert.ok(
          expected.some((each) => each.kind === 'array'),
          id,
        );
      }
    });
  });
}
