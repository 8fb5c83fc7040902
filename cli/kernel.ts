import type { TFunction } from 'i18next';
import { installKernel, kernelName, listKernels, uninstallKernel, type Scope } from '../kernel/install/index.ts';
import { exitCode, UsageError } from './exit.ts';
import { root } from './house.ts';

export interface WhereOptions {
  readonly user?: boolean;
  readonly prefix?: string;
  readonly system?: boolean;
}

function scopeOf({ user = false, prefix, system = false }: WhereOptions, say: TFunction): Scope {
  const given = [user, prefix !== undefined, system].filter(Boolean).length;
  if (given > 1) throw new UsageError(say('kernel.oneScope'));
  if (prefix !== undefined) return { scope: 'prefix', prefix };
  return { scope: system ? 'system' : 'user' };
}

/** `gradbook kernel install`: writes the kernelspec where Jupyter finds it. */
export function install(options: WhereOptions, say: TFunction): number {
  const folder = installKernel({ root, where: scopeOf(options, say) });
  process.stdout.write(`${say('kernel.installed', { folder })}\n`);
  return exitCode.done;
}

/** `gradbook kernel uninstall`: removes what `install` wrote with the same options. */
export function uninstall(options: WhereOptions, say: TFunction): number {
  const removed = uninstallKernel({ where: scopeOf(options, say) });
  process.stdout.write(`${say(removed ? 'kernel.removed' : 'kernel.notInstalled', { name: kernelName })}\n`);
  return removed ? exitCode.done : exitCode.failed;
}

/** `gradbook kernel list`: the kernels that Jupyter would list, with their folders. */
export function list(say: TFunction): number {
  const kernels = listKernels();
  if (kernels.length === 0) process.stdout.write(`${say('kernel.none')}\n`);
  const width = Math.max(...kernels.map(({ name }) => name.length));
  for (const { name, directory } of kernels) process.stdout.write(`${name.padEnd(width)}  ${directory}\n`);
  return exitCode.done;
}
