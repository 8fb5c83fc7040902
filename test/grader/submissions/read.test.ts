import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { symlink, writeFile } from 'node:fs/promises';
import { readSubmission } from '../../../grader/submissions/read.ts';
import { Refused } from '../../../grader/submissions/refusals.ts';
import { temporaryFolder } from '../../support/folder.ts';

describe('readSubmission', () => {
  const folder = temporaryFolder();

  const reading = async (name: string, contents: string | Uint8Array) => {
    await writeFile(folder.path(name), contents);
    return readSubmission(folder.path(name));
  };

  const refuses = (promise: Promise<unknown>, reason: RegExp): Promise<void> =>
    assert.rejects(promise, (error) => {
      assert.ok(error instanceof Refused, String(error));
      assert.match(error.text.en, reason);
      assert.match(error.text.ko, /[가-힣]/);
      return true;
    });

  it('reads a module as one cell, without its byte order mark', async () => {
    const { kind, cells } = await reading('a.ts', '\uFEFFconst a = 1;');
    assert.deepEqual([kind, cells], ['module', ['const a = 1;']]);
  });

  it('reads the code cells of a notebook in order, as lines or as one string', async () => {
    const cells = [
      { cell_type: 'code', source: ['a\n', 'b'], outputs: [{ data: '<script>' }] },
      { cell_type: 'markdown', source: 'text' },
      { cell_type: 'code', source: 'c' },
    ];
    const read = await reading('a.ipynb', JSON.stringify({ nbformat: 4, cells }));
    assert.deepEqual([read.kind, read.cells], ['notebook', ['a\nb', 'c']]);
  });

  it('refuses what is not UTF-8, empty, too large or no notebook', async () => {
    await refuses(reading('utf16.ts', Buffer.from('\uFEFFconst a = 1;', 'utf16le')), /not UTF-8/);
    await refuses(reading('bytes.ts', Uint8Array.of(0xff, 0xfe, 0x41)), /not UTF-8/);
    await refuses(reading('empty.ts', ' \n'), /empty/);
    await refuses(reading('large.ts', Buffer.alloc(2 ** 20 + 1, 0x20)), /larger than 1 MB/);
    await refuses(reading('broken.ipynb', '{"cells": ['), /cannot be read/);
    await refuses(reading('odd.ipynb', '{"cells": [{"cell_type": "code", "source": 5}]}'), /cannot be read/);
    await refuses(reading('list.ipynb', '[]'), /cannot be read/);
    await refuses(reading('bare.ipynb', '{"cells": []}'), /no code cells/);
    await refuses(reading('answer.py', 'x'), /\.ts file or an \.ipynb/);
  });

  it('follows no link and does not wait for a pipe', async () => {
    await symlink('/etc/passwd', folder.path('link.ts'));
    await refuses(readSubmission(folder.path('link.ts')), /symbolic link/);
    assert.equal(spawnSync('mkfifo', [folder.path('pipe.ts')]).status, 0);
    await refuses(readSubmission(folder.path('pipe.ts')), /not a file/);
  });
});
