import type { SandboxLimits } from './limits.ts';

/** Where things are on this machine that the sandbox is made of. */
export interface Tools {
  readonly bubblewrap: string;
  readonly prlimit: string;
  /** Set where the grader runs as root: student code then runs as nobody. */
  readonly setpriv: string | undefined;
  readonly node: string;
  /** The shared libraries and folders that Node needs, bound read-only under their own paths. */
  readonly libraries: readonly string[];
  /** The folder with the runner, TypeScript and its code cache. */
  readonly runner: string;
}

/** The descriptors of the sandbox's process, in the order in which they are opened. */
export const descriptors = { requests: 3, answers: 4, filter: 5, info: 6 } as const;

const nobody = '65534';

const files = ['runner.mjs', 'typescript.js', 'typescript.cache'] as const;

/**
 * The command line of one sandbox: limits on resources, then namespaces of its own for users, processes, network, names and shared
 * memory, a read-only root that holds Node, its libraries and the runner, no /proc, an empty environment and the seccomp filter.
 */
export function sandboxCommand(tools: Tools, limits: SandboxLimits): readonly string[] {
  const rights = tools.setpriv ? [tools.setpriv, '--reuid', nobody, '--regid', nobody, '--clear-groups'] : [];
  return [
    ...rights,
    tools.prlimit,
    '--core=0',
    `--cpu=${limits.cpuSeconds}:${limits.cpuSeconds + 1}`,
    '--fsize=0',
    '--nofile=64',
    `--data=${limits.memoryBytes}`,
    tools.bubblewrap,
    ...['--unshare-user', '--unshare-ipc', '--unshare-pid', '--unshare-net', '--unshare-uts', '--disable-userns'],
    ...['--uid', nobody, '--gid', nobody, '--hostname', 'sandbox'],
    ...['--die-with-parent', '--new-session', '--clearenv', '--cap-drop', 'ALL'],
    ...tools.libraries.flatMap((path) => ['--ro-bind', path, path]),
    ...['--ro-bind', tools.node, '/app/node'],
    ...files.flatMap((name) => ['--ro-bind', `${tools.runner}/${name}`, `/app/${name}`]),
    ...['--dir', '/dev', '--dev-bind', '/dev/null', '/dev/null', '--dev-bind', '/dev/urandom', '/dev/urandom'],
    ...['--chdir', '/app', '--remount-ro', '/'],
    ...['--seccomp', String(descriptors.filter), '--info-fd', String(descriptors.info)],
    '--',
    '/app/node',
    `--max-old-space-size=${limits.heapMegabytes}`,
    '--no-warnings',
    '--no-addons',
    '/app/runner.mjs',
  ];
}
