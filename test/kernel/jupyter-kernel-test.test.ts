import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { hasTool } from '../../scripts/tools.mjs';
import { JupyterHome, python } from './support/outside.ts';

describe("Jupyter's own test suite for kernels", function () {
  this.timeout(180_000);

  it('passes', function () {
    if (!hasTool('Jupyter')) this.skip();
    const home = new JupyterHome();
    try {
      const suite = fileURLToPath(new URL('support/suite.py', import.meta.url));
      const { status, stderr } = spawnSync(python, [suite, '-v'], {
        env: home.environment,
        cwd: home.notebooks,
        encoding: 'utf8',
        // A kernel that dies would leave the suite waiting for ever.
        timeout: 150_000,
      });
      assert.equal(status, 0, stderr);
      assert.doesNotMatch(stderr, /skipped/, 'every check of the suite should find its samples');
    } finally {
      home.remove();
    }
  });
});
