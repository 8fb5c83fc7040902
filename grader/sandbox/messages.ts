import { TextDecoder } from 'node:util';
import type { Argument, Step } from '../cases/steps.ts';
import type { Program } from './protocol.ts';
import { argument, limits, loaded, methods, observed, properties, request, step } from './protocol.ts';

/** The answer does not follow the protocol: something other than the runner wrote it. */
export class ForeignAnswer extends Error {
  override readonly name = 'ForeignAnswer';
}

class Writer {
  readonly #parts: Uint8Array[] = [];

  bytes(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    return this;
  }

  uint8(value: number): this {
    return this.bytes(Uint8Array.of(value));
  }

  uint32(value: number): this {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return this.bytes(bytes);
  }

  float64s(values: ArrayLike<number>): this {
    const bytes = Buffer.alloc(values.length * 8);
    for (let at = 0; at < values.length; at += 1) bytes.writeDoubleLE(values[at], at * 8);
    return this.bytes(bytes);
  }

  message(): Uint8Array {
    const body = Buffer.concat(this.#parts);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(body.length);
    return Buffer.concat([length, body]);
  }
}

export function loadMessage(program: Program): Uint8Array {
  return new Writer()
    .uint8(request.load)
    .bytes(Buffer.from(JSON.stringify(program)))
    .message();
}

export function caseMessage(nonce: Uint8Array, steps: readonly Step[]): Uint8Array {
  const writer = new Writer().uint8(request.case).bytes(nonce).uint32(steps.length);
  for (const each of steps) writeStep(writer, each);
  return writer.message();
}

function writeStep(writer: Writer, each: Step): void {
  writer.uint8(step[each.kind]);
  switch (each.kind) {
    case 'array':
      writer.uint32(each.to).uint8(each.value.shape.length);
      for (const length of each.value.shape) writer.uint32(length);
      writer.float64s(each.value.data);
      return;
    case 'construct':
      writer.uint32(each.to).uint8(each.arguments.length);
      for (const given of each.arguments) writeArgument(writer, given);
      return;
    case 'call':
      writer.uint32(each.to).uint32(each.layer).uint8(methods.indexOf(each.method)).uint32(each.argument);
      return;
    case 'read':
      writer.uint32(each.to).uint32(each.layer).uint8(properties.indexOf(each.property));
      return;
    case 'spoil':
      writer.uint32(each.array);
      return;
    case 'spoilArguments':
      writer.uint32(each.layer);
      return;
    case 'observe':
      writer.uint32(each.register);
      return;
  }
}

function writeArgument(writer: Writer, given: Argument): void {
  writer.uint8(argument[given.kind]);
  if (given.kind === 'array') writer.uint32(given.register);
  else if (given.kind === 'pair') writer.float64s(given.pair);
  else {
    const { stride, padding } = given.options;
    writer.uint8((stride ? 1 : 0) | (padding ? 2 : 0));
    for (const pair of [stride, padding]) if (pair) writer.float64s(pair);
  }
}

/** What an observation brought: numbers, or the kind of thing that was there instead. */
export type Observation =
  | { readonly kind: 'value'; readonly shape: readonly number[]; readonly data: Float64Array }
  | { readonly kind: Exclude<keyof typeof observed, 'value'> };

/** The largest answer that a case with this many observations can have. */
export function longestAnswer(observations: number): number {
  return limits.nonce + observations * (2 + 4 * limits.rank + 8 * limits.elements);
}

export const longestLoadAnswer = 13 + limits.words;

class Reader {
  #at = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  take(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw new ForeignAnswer('The answer is too short.');
    const taken = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return taken;
  }

  uint8(): number {
    return this.take(1).readUInt8();
  }

  uint32(): number {
    return this.take(4).readUInt32LE();
  }

  float64s(count: number): Float64Array {
    const bytes = this.take(count * 8);
    return Float64Array.from({ length: count }, (_, at) => bytes.readDoubleLE(at * 8));
  }

  rest(): Buffer {
    return this.take(this.#bytes.length - this.#at);
  }
}

/** Reads the answer to a case. Throws a ForeignAnswer unless it repeats the nonce and holds exactly the observations asked for. */
export function readAnswer(bytes: Buffer, nonce: Uint8Array, observations: number): Observation[] {
  const reader = new Reader(bytes);
  if (!reader.take(limits.nonce).equals(nonce)) throw new ForeignAnswer('The answer belongs to no question.');
  const found = Array.from({ length: observations }, () => readObservation(reader));
  if (reader.rest().length > 0) throw new ForeignAnswer('The answer is too long.');
  return found;
}

const kindOf = new Map(Object.entries(observed).map(([name, code]) => [code as number, name as keyof typeof observed]));

function readObservation(reader: Reader): Observation {
  const kind = kindOf.get(reader.uint8());
  if (!kind) throw new ForeignAnswer('The answer holds a kind of value that does not exist.');
  if (kind !== 'value') return { kind };
  const rank = reader.uint8();
  if (rank > limits.rank) throw new ForeignAnswer('The answer holds an array with too many axes.');
  const shape = Array.from({ length: rank }, () => reader.uint32());
  const size = shape.reduce((product, length) => product * length, 1);
  if (size > limits.elements) throw new ForeignAnswer('The answer holds an array with too many numbers.');
  return { kind, shape, data: reader.float64s(size) };
}

/** How loading ended, and where. `words` come from the submission: at most 400 bytes without control characters. */
export interface Loaded {
  readonly kind: keyof typeof loaded;
  /** Counted from 1; 0 where it is not known. */
  readonly cell: number;
  readonly line: number;
  readonly words: string;
}

const loadedKinds = new Map(
  Object.entries(loaded).map(([name, code]) => [code as number, name as keyof typeof loaded]),
);

export function readLoaded(bytes: Buffer): Loaded {
  const reader = new Reader(bytes);
  const kind = loadedKinds.get(reader.uint8());
  if (!kind) throw new ForeignAnswer('Loading ended in a way that does not exist.');
  const cell = reader.uint32();
  const line = reader.uint32();
  const words = new TextDecoder().decode(reader.rest());
  // Control and format characters could move the cursor of a terminal or reverse the direction of a line.
  return { kind, cell, line, words: words.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD]+/gu, ' ').trim() };
}
