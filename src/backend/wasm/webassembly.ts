/*
 * The part of the WebAssembly JavaScript API that the backend uses. @types/node does not describe it, and the DOM's types would
 * claim that Node has a document.
 */

export interface WasmMemory {
  /** The memory as it is now; views of an older, shorter buffer of a shared memory stay valid. */
  readonly buffer: SharedArrayBuffer;
  /** @throws RangeError when the maximum is passed or the machine has no more memory. */
  grow(pages: number): number;
}

export interface WasmModule {
  readonly brand?: 'WebAssembly.Module';
}

interface WebAssemblyApi {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => WasmModule;
  readonly Instance: new (
    module: WasmModule,
    imports: Record<string, Record<string, unknown>>,
  ) => { readonly exports: unknown };
  readonly Memory: new (descriptor: { initial: number; maximum: number; shared: true }) => WasmMemory;
}

export const webAssembly = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
