import type { WasmMemory, WasmModule } from './webassembly.ts';

/** Which of the two compiled modules: `relaxed` multiplies and adds in one rounding. */
export type Build = 'relaxed' | 'plain';

/** What the backend needs from the place where it runs; `node.ts` answers for Node. */
export interface Host {
  /** How many threads may compute, the calling one included. */
  readonly threads: number;
  /** Gives the engine a chance to switch on features before `supports` is asked. */
  prepare(): void;
  /** The compiled module as bytes. @throws Error when it has not been built. */
  read(build: Build): Uint8Array;
  /** Starts a thread that runs `serve` of a new instance for ever, never keeps the process alive and never prints. */
  startThread(start: ThreadStart): void;
  /** Tells the user once that something is missing. */
  warn(message: string): void;
}

export interface ThreadStart {
  readonly module: WasmModule;
  readonly memory: WasmMemory;
  /** Address of the thread's own scratch memory. */
  readonly workspace: number;
}
