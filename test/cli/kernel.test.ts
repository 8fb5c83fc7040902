import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { hasTool } from '../../scripts/tools.mjs';
import { gradbook, runCommand } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';

describe('gradbook kernel', () => {
  const folder = temporaryFolder();
  const environment = (): NodeJS.ProcessEnv => ({ JUPYTER_DATA_DIR: folder.path('data'), JUPYTER_PATH: undefined });

  it('installs for the user, is listed by us and by Jupyter, and is removed again', async () => {
    const installed = await gradbook(['kernel', 'install'], { environment: environment() });
    assert.deepEqual(
      [installed.code, installed.stdout.includes(folder.path('data', 'kernels', 'gradbook'))],
      [0, true],
    );
    const spec = JSON.parse(await readFile(folder.path('data', 'kernels', 'gradbook', 'kernel.json'), 'utf8')) as {
      argv: string[];
      language: string;
    };
    assert.equal(spec.language, 'typescript');
    assert.ok((await stat(spec.argv[2])).isFile());
    assert.match((await gradbook(['kernel', 'list'], { environment: environment() })).stdout, /^gradbook\s/m);
    if (hasTool('Jupyter')) {
      const list = await runCommand('/usr/bin/python3', ['-m', 'jupyter', 'kernelspec', 'list'], {
        environment: environment(),
      });
      assert.match(list.stdout, /gradbook/);
    }
    assert.equal((await gradbook(['kernel', 'uninstall'], { environment: environment() })).code, 0);
    assert.equal((await gradbook(['kernel', 'uninstall'], { environment: environment() })).code, 1);
  });

  it('installs into a folder of choice, and takes one place at a time', async () => {
    const prefix = folder.path('venv');
    assert.equal((await gradbook(['kernel', 'install', '--prefix', prefix])).code, 0);
    assert.ok((await stat(folder.path('venv', 'share', 'jupyter', 'kernels', 'gradbook', 'logo-64x64.png'))).isFile());
    assert.equal((await gradbook(['kernel', 'install', '--prefix', prefix, '--user'])).code, 2);
  });
});
