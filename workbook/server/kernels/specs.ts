import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KernelSpec } from '../../../kernel/client/index.ts';
import { kernelName, kernelSpec, kernelsPath, thisSystem } from '../../../kernel/install/index.ts';
import { isFields } from '../http/body.ts';
import { hasCode, RequestRefused } from '../http/errors.ts';

/** A kernelspec, and the folder of its logos where it has one. */
export interface InstalledSpec {
  readonly spec: KernelSpec;
  readonly folder: string | undefined;
}

/** Our own kernel needs no installation: it is started from where the workbook is. */
export function ownSpec(root: string): InstalledSpec {
  return {
    spec: { name: kernelName, ...kernelSpec(root), metadata: {} },
    folder: join(root, 'kernel', 'install', 'logos'),
  };
}

function toSpec(name: string, value: unknown): KernelSpec | undefined {
  if (!isFields(value)) return undefined;
  const { argv, display_name, language } = value;
  const isArgv = Array.isArray(argv) && argv.length > 0 && argv.every((each) => typeof each === 'string');
  if (!isArgv || typeof display_name !== 'string' || typeof language !== 'string') return undefined;
  return { ...value, name, argv, display_name, language };
}

async function readSpec(folder: string, name: string): Promise<InstalledSpec | undefined> {
  const path = join(folder, name);
  try {
    const spec = toSpec(name, JSON.parse(await readFile(join(path, 'kernel.json'), 'utf8')));
    return spec && { spec, folder: path };
  } catch (error) {
    // Someone else's broken kernelspec is not offered, and does not keep the workbook from starting.
    if (error instanceof SyntaxError || hasCode(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'EISDIR')) return undefined;
    throw error;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'EACCES')) return [];
    throw error;
  }
}

/** Our own kernel first, then those that are installed for Jupyter; ours is never the one of another installation. */
export async function findSpecs(own: InstalledSpec): Promise<Map<string, InstalledSpec>> {
  const specs = new Map([[own.spec.name, own]]);
  const folders = kernelsPath(thisSystem());
  for (const folder of folders) {
    for (const name of await namesIn(folder)) {
      if (!/^[\w.-]+$/.test(name) || specs.has(name)) continue;
      const installed = await readSpec(folder, name);
      if (installed) specs.set(name, installed);
    }
  }
  return specs;
}

/** @throws {RequestRefused} 501, as Jupyter's server answers for a kernel that is not installed. */
export function requireSpec(specs: ReadonlyMap<string, InstalledSpec>, name: string): KernelSpec {
  const found = specs.get(name);
  if (found) return found.spec;
  throw new RequestRefused({
    status: 501,
    reason: 'no such kernel',
    message: `The kernel "${name}" is not available. There are: ${[...specs.keys()].join(', ')}.`,
    subject: name,
    details: { short_message: `${name} not found` },
  });
}
