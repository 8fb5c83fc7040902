/** Making the kernel known to Jupyter, without Python. */
export { kernelsDirectory, kernelsPath, systemDataDirectories, thisSystem, userDataDirectory } from './directories.ts';
export type { Scope, System } from './directories.ts';
export { installKernel, kernelName, kernelSpec, listKernels, uninstallKernel } from './kernelspec.ts';
export type { InstalledKernel, InstallOptions, KernelSpec } from './kernelspec.ts';
