import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import { assignmentNamed, assignments } from '../../assignments/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the registry of assignments', () => {
  for (const assignment of assignments) {
    it(`${assignment.name}: the parts have different names and sum to 100 points`, () => {
      assert.equal(new Set(assignment.parts.map(({ id }) => id)).size, assignment.parts.length);
      assert.equal(
        assignment.parts.reduce((sum, { points }) => sum + points, 0),
        100,
      );
    });

    it(`${assignment.name}: text, starter and notebook are there in both languages`, () => {
      const files = [
        'text.ko.md',
        'text.en.md',
        'starter.ko.ipynb',
        'starter.en.ipynb',
        `${assignment.name}.ts`,
        'ndarray.ts',
      ];
      for (const file of files) assert.ok(existsSync(join(root, assignment.folder, file)), file);
    });
  }

  it('finds an assignment by its name, and names those there are', () => {
    assert.equal(assignmentNamed('convolution').className, 'Convolution');
    assert.throws(
      () => assignmentNamed('dropout'),
      /^RangeError: assignment must be one of convolution, pooling. Received "dropout"\.$/,
    );
  });
});
