import { primitives } from './primitives.ts';

const { bytes, partOf, putUint8, putUint32, readSync, setBytes, uint8At, uint32At, float64At, viewOf, writeSync } =
  primitives;

const incoming = 3;
const outgoing = 4;

function fill(target: Uint8Array): boolean {
  const { length } = target;
  let at = 0;
  while (at < length) {
    const count = readSync(incoming, target, at, length - at, null);
    if (count === 0) return false;
    at += count;
  }
  return true;
}

/** Waits for the next request; `undefined` when the grader has closed its end. */
export function receive(): Incoming | undefined {
  const head = bytes(4);
  if (!fill(head)) return undefined;
  const length = uint32At(viewOf(head, 0, 4), 0, true);
  const body = bytes(length);
  return fill(body) ? new Incoming(body) : undefined;
}

/** Reads a request from its start to its end. */
export class Incoming {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(body: Uint8Array) {
    this.#bytes = body;
    this.#view = viewOf(body, 0, body.length);
  }

  uint8(): number {
    this.#at += 1;
    return uint8At(this.#view, this.#at - 1);
  }

  uint32(): number {
    this.#at += 4;
    return uint32At(this.#view, this.#at - 4, true);
  }

  float64(): number {
    this.#at += 8;
    return float64At(this.#view, this.#at - 8, true);
  }

  take(length: number): Uint8Array {
    this.#at += length;
    return partOf(this.#bytes, this.#at - length, this.#at);
  }

  rest(): Uint8Array {
    return partOf(this.#bytes, this.#at);
  }
}

/** An answer under construction. */
export class Outgoing {
  #bytes = bytes(1024);
  #length = 4;

  uint8(value: number): void {
    this.#reserve(1);
    putUint8(viewOf(this.#bytes, this.#length, 1), 0, value);
    this.#length += 1;
  }

  uint32(value: number): void {
    this.#reserve(4);
    putUint32(viewOf(this.#bytes, this.#length, 4), 0, value, true);
    this.#length += 4;
  }

  bytes(values: Uint8Array): void {
    const { length } = values;
    this.#reserve(length);
    setBytes(this.#bytes, values, this.#length);
    this.#length += length;
  }

  send(): void {
    putUint32(viewOf(this.#bytes, 0, 4), 0, this.#length - 4, true);
    let at = 0;
    while (at < this.#length) at += writeSync(outgoing, this.#bytes, at, this.#length - at, null);
  }

  #reserve(more: number): void {
    const { length } = this.#bytes;
    if (this.#length + more <= length) return;
    const larger = bytes((this.#length + more) * 2);
    setBytes(larger, this.#bytes, 0);
    this.#bytes = larger;
  }
}
