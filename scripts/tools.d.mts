export interface Tool {
  readonly name: string;
  readonly what: string;
  readonly install: string;
  readonly probe: readonly string[];
}

/** The programs outside npm that some tests need. */
export const tools: readonly Tool[];

/** Whether the tool of this name works here. @throws {RangeError} for a name that is not in `tools`. */
export function hasTool(name: string): boolean;

/** Those of `tools` that do not work here. */
export function missingTools(): Tool[];
