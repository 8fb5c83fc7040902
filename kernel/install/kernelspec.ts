import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { kernelsDirectory, kernelsPath, thisSystem } from './directories.ts';
import type { Scope, System } from './directories.ts';

/** A kernel.json: https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs */
export interface KernelSpec {
  argv: string[];
  display_name: string;
  language: string;
  interrupt_mode: 'message' | 'signal';
  metadata: Record<string, unknown>;
}

export interface InstalledKernel {
  name: string;
  directory: string;
  spec: KernelSpec;
}

export interface InstallOptions {
  /** The folder of this project; it must stay where it is, because the kernelspec points into it. */
  root: string;
  where: Scope;
  /** The name that notebooks ask for; 'gradbook' if none is given. */
  name?: string;
  displayName?: string;
  system?: System;
}

export const kernelName = 'gradbook';
const logos = ['logo-svg.svg', 'logo-32x32.png', 'logo-64x64.png'];

function checkName(name: string): string {
  if (/^[a-z0-9._-]+$/i.test(name)) return name;
  throw new RangeError(`name must consist of letters, digits, '-', '.' and '_'; received ${JSON.stringify(name)}`);
}

/** The kernelspec of this kernel as it lies under `root`, run by the Node that runs now. */
export function kernelSpec(root: string, displayName = 'TypeScript (gradbook)'): KernelSpec {
  const main = join(root, 'dist', 'kernel', 'main.js');
  return {
    argv: [process.execPath, '--no-force-async-hooks-checks', main, '{connection_file}'],
    display_name: displayName,
    language: 'typescript',
    interrupt_mode: 'message',
    metadata: { debugger: false },
  };
}

/**
 * Makes the kernel known to Jupyter, replacing an earlier installation of the same name in one step.
 *
 * @returns the folder of the kernelspec
 * @throws {Error} when the kernel has not been built or the folder cannot be written
 */
export function installKernel({
  root,
  where,
  name = kernelName,
  displayName,
  system = thisSystem(),
}: InstallOptions): string {
  checkName(name);
  const spec = kernelSpec(root, displayName);
  const main = spec.argv[2];
  if (!statSync(main, { throwIfNoEntry: false }))
    throw new Error(`root must hold a built kernel; ${main} does not exist`);
  const kernels = kernelsDirectory(where, system);
  mkdirSync(kernels, { recursive: true });
  const target = join(kernels, name);
  const fresh = mkdtempSync(join(kernels, `.${name}-`));
  try {
    writeFileSync(join(fresh, 'kernel.json'), `${JSON.stringify(spec, null, 2)}\n`);
    for (const logo of logos) cpSync(join(root, 'kernel', 'install', 'logos', logo), join(fresh, logo));
    replaceDirectory(target, fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return target;
}

/** A folder cannot be renamed over another that has content, so the old one steps aside first. */
function replaceDirectory(target: string, fresh: string): void {
  const aside = `${join(dirname(target), `.${basename(target)}`)}-old-${process.pid}`;
  const had = statSync(target, { throwIfNoEntry: false }) !== undefined;
  if (had) renameSync(target, aside);
  try {
    renameSync(fresh, target);
  } catch (error) {
    if (had) renameSync(aside, target);
    throw error;
  }
  rmSync(aside, { recursive: true, force: true });
}

/** Removes an installation; false when there was none. */
export function uninstallKernel({
  where,
  name = kernelName,
  system = thisSystem(),
}: Omit<InstallOptions, 'root'>): boolean {
  const target = join(kernelsDirectory(where, system), checkName(name));
  if (!readSpec(target)) return false;
  rmSync(target, { recursive: true });
  return true;
}

/** The kernels that Jupyter would list; of two with one name the first on Jupyter's path counts. */
export function listKernels(system: System = thisSystem()): InstalledKernel[] {
  const found = new Map<string, InstalledKernel>();
  for (const folder of kernelsPath(system)) {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) continue;
    for (const entry of readdirSync(folder).sort()) {
      if (entry.startsWith('.')) continue;
      const directory = join(folder, entry);
      const name = entry.toLowerCase();
      const spec = readSpec(directory);
      if (spec && !found.has(name)) found.set(name, { name, directory, spec });
    }
  }
  return [...found.values()];
}

function readSpec(directory: string): KernelSpec | undefined {
  const file = join(directory, 'kernel.json');
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as KernelSpec;
  } catch (error) {
    throw new Error(`kernelspec ${file}: ${(error as Error).message}`, { cause: error });
  }
}
