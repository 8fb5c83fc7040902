import { execFile } from 'node:child_process';
import { access, constants, realpath } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../house.ts';
import type { Tools } from './command.ts';
import { usualLimits } from './limits.ts';
import { architectures } from './seccomp/filter.ts';
import { SandboxBroken, Session } from './session.ts';
import { SandboxUnavailable } from './unavailable.ts';

const run = promisify(execFile);

async function exists(path: string, mode: number = constants.R_OK): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}

async function findProgram(name: string): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    if (folder !== '' && (await exists(path, constants.X_OK))) return path;
  }
  return undefined;
}

/** The shared libraries of Node by `ldd`, and the folder of JavaScript that Debian's Node reads when it starts. */
async function librariesOf(node: string): Promise<string[]> {
  const { stdout } = await run('ldd', [node]).catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }));
  const found = [...stdout.matchAll(/(?:=>\s*|^\s*)(\/\S+)/gm)].map(([, path]) => path);
  const debian = '/usr/share/nodejs';
  if (node === '/usr/bin/node' && (await exists(debian))) found.push(debian);
  return [...new Set(found)];
}

/**
 * Looks for what the sandbox is made of and tries it once. Throws a SandboxUnavailable that says what to install or to change.
 * As root, student code runs as nobody where the files of Node and gradbook can be read by nobody, and without any capability
 * in a user namespace otherwise.
 */
export async function findSandbox(): Promise<Tools> {
  if (process.platform !== 'linux') throw new SandboxUnavailable('linux');
  if (!architectures.some(({ name }) => name === process.arch)) throw new SandboxUnavailable('architecture');
  const bubblewrap = await findProgram('bwrap');
  if (!bubblewrap) throw new SandboxUnavailable('bubblewrap');
  const prlimit = await findProgram('prlimit');
  if (!prlimit) throw new SandboxUnavailable('prlimit');
  const runner = join(root, 'dist', 'sandbox');
  if (!(await exists(join(runner, 'typescript.cache')))) throw new SandboxUnavailable('build');
  const node = await realpath(process.execPath);
  const common = { bubblewrap, prlimit, node, libraries: await librariesOf(node), runner };
  const setpriv = process.getuid?.() === 0 ? await findProgram('setpriv') : undefined;
  const candidates: Tools[] = [...(setpriv ? [{ ...common, setpriv }] : []), { ...common, setpriv: undefined }];
  const complaints: string[] = [];
  for (const tools of candidates) {
    try {
      await (await Session.start(tools, usualLimits)).close();
      return tools;
    } catch (error) {
      if (!(error instanceof SandboxBroken)) throw error;
      complaints.push(error.message);
    }
  }
  throw new SandboxUnavailable('namespaces', complaints.join(' '));
}
