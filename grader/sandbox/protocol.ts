// What the grader and the runner inside the sandbox agree on. Both sides import this file and nothing else of each other.
// Every message is a length (uint32, little-endian like all numbers here) and that many bytes.

/** Requests, by their first byte. */
export const request = { load: 1, case: 2 } as const;

/** A case is a list of these steps; registers hold arrays, layers, results and failures. */
export const step = { array: 1, construct: 2, call: 3, read: 4, spoil: 5, spoilArguments: 6, observe: 7 } as const;

/** Arguments of a constructor. */
export const argument = { array: 1, pair: 2, options: 3 } as const;

export const methods = ['forward', 'backward'] as const;
export const properties = ['dWeight', 'dBias'] as const;

/** What an observed register held. Only `value` carries numbers. */
export const observed = {
  value: 1,
  rangeError: 2,
  otherError: 3,
  outOfMemory: 4,
  nothing: 5,
  promise: 6,
  notAnArray: 7,
  badShape: 8,
  badData: 9,
  tooLarge: 10,
} as const;

/** How loading ended. */
export const loaded = {
  ready: 1,
  syntax: 2,
  forbiddenImport: 3,
  threw: 4,
  missing: 5,
  notExported: 6,
  notAClass: 7,
} as const;

/** The caller writes this number over an array that it handed in or got back. */
export const spoilt = -98_765.4321;
/** The same for the sizes, strides and paddings that a constructor was given. */
export const spoiltLength = 5;

export const limits = {
  /** Bytes of the random word at the start of a case, repeated by its answer. */
  nonce: 16,
  rank: 8,
  /** Numbers in one observed array; more than any case expects. */
  elements: 1 << 18,
  /** Bytes of the words in the answer to `load`. */
  words: 400,
} as const;

/** What `load` carries, as JSON in UTF-8. */
export interface Program {
  readonly className: string;
  /** The TypeScript of the helper that a submission may import. */
  readonly helper: string;
  /** A module is one cell; a notebook is many, and a failing one is skipped. */
  readonly kind: 'module' | 'notebook';
  readonly cells: readonly string[];
}
