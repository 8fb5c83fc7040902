import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  installKernel,
  kernelsPath,
  listKernels,
  uninstallKernel,
  userDataDirectory,
} from '../../../kernel/install/index.ts';
import type { System } from '../../../kernel/install/index.ts';

const sources = fileURLToPath(new URL('../../../kernel/install/logos', import.meta.url));

describe('kernelspec', () => {
  let folder: string;
  let root: string;
  let system: System;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kernelspec-'));
    root = join(folder, 'project');
    mkdirSync(join(root, 'dist', 'kernel'), { recursive: true });
    writeFileSync(join(root, 'dist', 'kernel', 'main.js'), '');
    cpSync(sources, join(root, 'kernel', 'install', 'logos'), { recursive: true });
    system = { platform: 'linux', home: join(folder, 'home'), environment: {} };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is written where Jupyter looks, with its logos', () => {
    const target = installKernel({ root, where: { scope: 'user' }, system });
    assert.equal(target, join(folder, 'home/.local/share/jupyter/kernels/gradbook'));
    assert.deepEqual(readdirSync(target).sort(), ['kernel.json', 'logo-32x32.png', 'logo-64x64.png', 'logo-svg.svg']);
    const spec = JSON.parse(readFileSync(join(target, 'kernel.json'), 'utf8')) as {
      argv: string[];
      interrupt_mode: string;
    };
    assert.deepEqual(spec.argv, [
      process.execPath,
      '--no-force-async-hooks-checks',
      join(root, 'dist/kernel/main.js'),
      '{connection_file}',
    ]);
    assert.equal(spec.interrupt_mode, 'message');
    assert.deepEqual(
      listKernels(system)
        .filter(({ directory }) => directory.startsWith(folder))
        .map(({ name }) => name),
      ['gradbook'],
    );
  });

  it('replaces an earlier one whole and leaves nothing else behind', () => {
    const where = { scope: 'prefix', prefix: join(folder, 'environment') } as const;
    const target = installKernel({ root, where, system });
    writeFileSync(join(target, 'stale.txt'), '');
    installKernel({ root, where, system });
    assert.equal(existsSync(join(target, 'stale.txt')), false);
    assert.deepEqual(readdirSync(join(target, '..')), ['gradbook']);
  });

  it('is removed by name, and says whether there was one', () => {
    const where = { scope: 'user' } as const;
    installKernel({ root, where, system });
    assert.equal(uninstallKernel({ where, system }), true);
    assert.equal(uninstallKernel({ where, system }), false);
  });

  it('is refused when the kernel is not built or the name could leave the folder', () => {
    const where = { scope: 'user' } as const;
    assert.throws(() => installKernel({ root: folder, where, system }), /root must hold a built kernel/);
    assert.throws(() => installKernel({ root, where, system, name: '../x' }), /name must consist of letters/);
    assert.throws(() => uninstallKernel({ where, system, name: '' }), /name must consist of letters/);
  });
});

describe("Jupyter's directories", () => {
  const at = (platform: NodeJS.Platform, environment: Record<string, string> = {}): System => ({
    platform,
    home: '/home/a',
    environment,
  });

  it('follow the platform', () => {
    assert.equal(userDataDirectory(at('linux')), '/home/a/.local/share/jupyter');
    assert.equal(userDataDirectory(at('linux', { XDG_DATA_HOME: '/data' })), '/data/jupyter');
    assert.equal(userDataDirectory(at('darwin')), '/home/a/Library/Jupyter');
    assert.match(userDataDirectory(at('win32', { APPDATA: 'C:/Users/a/AppData/Roaming' })), /Roaming[\\/]jupyter$/);
  });

  it('follow JUPYTER_DATA_DIR and JUPYTER_PATH', () => {
    const system = at('linux', { JUPYTER_DATA_DIR: '/mine', JUPYTER_PATH: '/first:/second', VIRTUAL_ENV: '/venv' });
    assert.deepEqual(kernelsPath(system), [
      '/first/kernels',
      '/second/kernels',
      '/mine/kernels',
      '/venv/share/jupyter/kernels',
      '/usr/local/share/jupyter/kernels',
      '/usr/share/jupyter/kernels',
    ]);
  });
});
