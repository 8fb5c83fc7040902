import type { KernelSpec } from '../kernel/client/index.ts';
import { kernelName, kernelSpec, listKernels } from '../kernel/install/index.ts';
import { UsageError } from './exit.ts';
import { root } from './house.ts';

/**
 * The kernel of this name: ours as it lies here, installed or not, or one that Jupyter knows.
 *
 * @throws {UsageError} listing the names that there are.
 */
export function findKernel(name: string = kernelName): KernelSpec {
  if (name === kernelName) return { name, ...kernelSpec(root) };
  const installed = listKernels();
  const found = installed.find((kernel) => kernel.name === name.toLowerCase());
  if (found) {
    const { argv, display_name, language, interrupt_mode, env } = found.spec as Omit<KernelSpec, 'name'>;
    const resources = argv.map((argument) => argument.replaceAll('{resource_dir}', found.directory));
    return {
      name: found.name,
      argv: resources,
      display_name,
      language,
      ...(interrupt_mode === undefined ? {} : { interrupt_mode }),
      ...(env === undefined ? {} : { env }),
    };
  }
  const names = [...new Set([kernelName, ...installed.map((kernel) => kernel.name)])];
  throw new UsageError(`run: kernel must be one of ${names.join(', ')}; received ${name}`);
}
