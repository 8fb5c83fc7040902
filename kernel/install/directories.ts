import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What Jupyter's directories depend on. */
export interface System {
  platform: NodeJS.Platform;
  home: string;
  environment: Readonly<Record<string, string | undefined>>;
}

/** Where a kernelspec goes: for this user, for an environment such as a virtualenv, or for everybody. */
export type Scope = { scope: 'user' } | { scope: 'prefix'; prefix: string } | { scope: 'system' };

export function thisSystem(): System {
  return { platform: process.platform, home: homedir(), environment: process.env };
}

/** Jupyter's data directory of this user: https://docs.jupyter.org/en/latest/use/jupyter-directories.html */
export function userDataDirectory({ platform, home, environment }: System): string {
  const own = environment['JUPYTER_DATA_DIR'];
  if (own) return own;
  if (platform === 'darwin') return join(home, 'Library', 'Jupyter');
  if (platform === 'win32') {
    const roaming = environment['APPDATA'];
    return roaming ? join(roaming, 'jupyter') : join(home, '.jupyter', 'data');
  }
  return join(environment['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'jupyter');
}

/** Jupyter's data directories for everybody, most specific first. */
export function systemDataDirectories({ platform, environment }: System): string[] {
  if (platform === 'win32') return [join(environment['PROGRAMDATA'] ?? 'C:\\ProgramData', 'jupyter')];
  return ['/usr/local/share/jupyter', '/usr/share/jupyter'];
}

/** The folder that holds one folder per kernel, where an installation with this scope goes. */
export function kernelsDirectory(scope: Scope, system: System): string {
  switch (scope.scope) {
    case 'user':
      return join(userDataDirectory(system), 'kernels');
    case 'prefix':
      if (scope.prefix === '') throw new RangeError('prefix must be a folder; received an empty text');
      return join(scope.prefix, 'share', 'jupyter', 'kernels');
    case 'system':
      return join(systemDataDirectories(system)[0], 'kernels');
  }
}

/** Every folder in which Jupyter looks for kernels, in its order. */
export function kernelsPath(system: System): string[] {
  const { environment } = system;
  const listed = (environment['JUPYTER_PATH'] ?? '').split(delimiter).filter(Boolean);
  const prefixes = [environment['VIRTUAL_ENV'], environment['CONDA_PREFIX']].flatMap((prefix) =>
    prefix ? [join(prefix, 'share', 'jupyter')] : [],
  );
  const folders = [...listed, userDataDirectory(system), ...prefixes, ...systemDataDirectories(system)];
  return [...new Set(folders)].map((folder) => join(folder, 'kernels'));
}
