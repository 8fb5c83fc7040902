/** What the engine needs of the system it runs on. A browser worker can stand behind it as Node does. */
export interface Host {
  /** The folder that relative imports and files start from. */
  readonly directory: string;
  /** Evaluates a script in the global scope; `name` is what its stack frames carry. */
  evaluate(code: string, name: string): unknown;
  /** Imports through the system's own loader, as the file `from` would. */
  importNative(specifier: string, from: string, options?: { with?: Record<string, string> }): Promise<object>;
  /** Loads a CommonJS file anew. */
  requireFresh(path: string): unknown;
  /** True for what a CommonJS module has exported, which `import()` only hands out as `default`. */
  isCommonJs(value: unknown): boolean;
  /** Changes when the file's content does; undefined for a missing file. */
  stamp(path: string): string | undefined;
  readText(path: string): string;
  /** Ends the process, its exit handlers included. */
  exit(code: number): never;
  /** The `import.meta` of a module. */
  meta(path: string): object;
}
