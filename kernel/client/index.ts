/** A Jupyter client for Node: starts any kernelspec, talks to it, and executes notebooks with it. */
export { KernelClient } from './kernel-client.ts';
export type { MessageListener } from './kernel-client.ts';
export { KernelProcess, KernelDiedError } from './kernel-process.ts';
export type { KernelSpec, StartOptions } from './kernel-process.ts';
