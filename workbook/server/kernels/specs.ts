import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { KernelSpec } from '../../../kernel/client/index.ts';
import { isFields } from '../http/body.ts';
import { hasCode, RequestRefused } from '../http/errors.ts';

/** A kernelspec, and the folder of its logos where it has one. */
export interface InstalledSpec {
  readonly spec: KernelSpec;
  readonly folder: string | undefined;
}

export const ownKernel = 'gradbook';

/** Our own kernel needs no installation: it is started from where the workbook is. */
export function ownSpec(program: string): KernelSpec {
  return {
    name: ownKernel,
    display_name: 'TypeScript (gradbook)',
    language: 'typescript',
    argv: [process.execPath, '--no-force-async-hooks-checks', program, '{connection_file}'],
    interrupt_mode: 'message',
    metadata: {},
  };
}

/** Where Jupyter looks for kernels, the first place winning: https://docs.jupyter.org/en/latest/use/jupyter-directories.html */
export function kernelFolders(environment: NodeJS.ProcessEnv = process.env): string[] {
  const fromPath = environment.JUPYTER_PATH?.split(delimiter).filter((folder) => folder !== '') ?? [];
  const home = homedir();
  const user =
    environment.JUPYTER_DATA_DIR ??
    (process.platform === 'win32'
      ? join(environment.APPDATA ?? home, 'jupyter')
      : process.platform === 'darwin'
        ? join(home, 'Library', 'Jupyter')
        : join(environment.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'jupyter'));
  const system =
    process.platform === 'win32'
      ? [join(environment.PROGRAMDATA ?? 'C:\\ProgramData', 'jupyter')]
      : ['/usr/local/share/jupyter', '/usr/share/jupyter'];
  return [...fromPath, user, ...system].map((folder) => join(folder, 'kernels'));
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
export async function findSpecs(own: KernelSpec, folders = kernelFolders()): Promise<Map<string, InstalledSpec>> {
  const specs = new Map<string, InstalledSpec>([[own.name, { spec: own, folder: undefined }]]);
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
    details: { short_message: `${name} not found` },
  });
}
