import assert from 'node:assert/strict';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { grade, SandboxUnavailable } from '../../../grader/index.ts';
import { hasTool } from '../../../scripts/tools.mjs';
import { temporaryFolder } from '../../support/folder.ts';
import { samples } from '../support/grading.ts';

describe('grading without a sandbox', function () {
  const folder = temporaryFolder();
  const path = process.env.PATH;

  before(async () => {
    await mkdir(folder.path('empty'));
    await mkdir(folder.path('only-bwrap'));
    await mkdir(folder.path('broken'));
    for (const where of ['only-bwrap', 'broken']) {
      await writeFile(
        folder.path(where, 'bwrap'),
        '#!/bin/sh\necho "No permissions to create a new namespace" >&2\nexit 1\n',
      );
      await chmod(folder.path(where, 'bwrap'), 0o755);
    }
    await symlink('/usr/bin/prlimit', folder.path('broken', 'prlimit'));
  });

  afterEach(() => {
    process.env.PATH = path;
  });

  const refusal = async (where: string): Promise<SandboxUnavailable> => {
    process.env.PATH = folder.path(where);
    try {
      await grade({ paths: [samples('convolution/right/loops.ts')], assignment: 'convolution' });
    } catch (error) {
      assert.ok(error instanceof SandboxUnavailable, String(error));
      return error;
    }
    return assert.fail('it graded without a sandbox');
  };

  it('says how to install bubblewrap', async () => {
    const { missing, text } = await refusal('empty');
    assert.equal(missing, 'bubblewrap');
    assert.match(text.en, /apt-get install bubblewrap/);
    assert.match(text.ko, /apt-get install bubblewrap/);
  });

  it('says how to install prlimit', async () => {
    const { missing, text } = await refusal('only-bwrap');
    assert.equal(missing, 'prlimit');
    assert.match(text.ko, /apt-get install util-linux/);
  });

  it('says how to switch user namespaces on, and what bubblewrap said', async function () {
    if (!hasTool('bubblewrap')) this.skip();
    const { missing, text, details } = await refusal('broken');
    assert.equal(missing, 'namespaces');
    assert.match(text.en, /User namespaces must be on/);
    assert.match(details, /No permissions to create a new namespace/);
  });
});
