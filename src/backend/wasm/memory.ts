import { ALIGNMENT, HEAP } from './shared/layout.ts';
import type { WasmMemory } from './webassembly.ts';

const PAGE = 65536;
const GROWTH = 256 * PAGE;

/**
 * Hands out pieces of one shared WebAssembly memory and takes them back. Free neighbours are joined, and free pieces are found
 * by size class. Nothing here loops for long or calls out, so that a cut-off call loses at most one piece.
 */
export class Arena {
  readonly memory: WasmMemory;
  readonly #maximum: number;
  readonly #used = new Map<number, number>();
  readonly #freeByStart = new Map<number, number>();
  readonly #freeByEnd = new Map<number, number>();
  readonly #classes: Set<number>[] = Array.from({ length: 132 }, () => new Set<number>());
  #end: number;
  #bytesInUse = 0;

  constructor(memory: WasmMemory, maximumPages: number) {
    this.memory = memory;
    // The last bytes stay unused: a loop over whole vectors may read a little past the end of an array.
    this.#maximum = maximumPages * PAGE - ALIGNMENT;
    this.#end = memory.buffer.byteLength - ALIGNMENT;
    this.#release(HEAP, this.#end - HEAP);
  }

  get bytesInUse(): number {
    return this.#bytesInUse;
  }

  /** The address of `bytes` bytes, aligned; their content is arbitrary. */
  take(bytes: number): number {
    const size = Math.max(ALIGNMENT, Math.ceil(bytes / ALIGNMENT) * ALIGNMENT);
    let start = this.#find(size);
    if (start === undefined) {
      this.#grow(size, bytes);
      start = this.#find(size);
      if (start === undefined) throw new RangeError(`The memory has grown but holds no piece of ${size} bytes.`);
    }
    const available = this.#freeByStart.get(start) as number;
    this.#forget(start, available);
    if (available > size) this.#release(start + size, available - size);
    this.#used.set(start, size);
    this.#bytesInUse += size;
    return start;
  }

  /** Takes back what `take` returned. */
  give(start: number): void {
    const size = this.#used.get(start);
    if (size === undefined) throw new RangeError(`give: address ${start} is not in use`);
    this.#used.delete(start);
    this.#bytesInUse -= size;
    let from = start;
    let length = size;
    const before = this.#freeByEnd.get(start);
    if (before !== undefined) {
      this.#forget(before, start - before);
      from = before;
      length += start - before;
    }
    const after = this.#freeByStart.get(start + size);
    if (after !== undefined) {
      this.#forget(start + size, after);
      length += after;
    }
    this.#release(from, length);
  }

  #find(size: number): number | undefined {
    const exact = sizeClass(size);
    for (const start of this.#classes[exact]) if ((this.#freeByStart.get(start) as number) >= size) return start;
    for (let index = exact + 1; index < this.#classes.length; index++) {
      for (const start of this.#classes[index]) return start;
    }
    return undefined;
  }

  #grow(size: number, asked: number): void {
    const room = this.#maximum - this.#end;
    const last = this.#freeByEnd.get(this.#end);
    const missing = size - (last === undefined ? 0 : this.#end - last);
    const wished = Math.min(room, Math.max(missing, GROWTH, this.#end >> 2));
    const bytes = Math.ceil(wished / PAGE) * PAGE;
    if (missing > room || !this.#growBy(bytes, missing)) throw this.#exhausted(asked);
  }

  #growBy(bytes: number, least: number): boolean {
    for (const amount of [bytes, Math.ceil(least / PAGE) * PAGE]) {
      try {
        this.memory.grow(amount / PAGE);
      } catch (error) {
        if (error instanceof RangeError) continue;
        throw error;
      }
      const start = this.#end;
      this.#end += amount;
      const before = this.#freeByEnd.get(start);
      if (before !== undefined) this.#forget(before, start - before);
      this.#release(before ?? start, this.#end - (before ?? start));
      return true;
    }
    return false;
  }

  #exhausted(asked: number): RangeError {
    const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
    return new RangeError(
      `The memory of the wasm backend is exhausted: ${megabytes(asked)} were asked for, ` +
        `${megabytes(this.#bytesInUse)} are in use, at most ${megabytes(this.#maximum)} exist. ` +
        'Drop tensors and models that are no longer needed, or use smaller batches.',
    );
  }

  #release(start: number, size: number): void {
    if (size === 0) return;
    this.#freeByStart.set(start, size);
    this.#freeByEnd.set(start + size, start);
    this.#classes[sizeClass(size)].add(start);
  }

  #forget(start: number, size: number): void {
    this.#freeByStart.delete(start);
    this.#freeByEnd.delete(start + size);
    this.#classes[sizeClass(size)].delete(start);
  }
}

/** Four classes between a power of two and the next. */
function sizeClass(size: number): number {
  const exponent = Math.floor(Math.log2(size));
  return exponent * 4 + Math.floor(size / 2 ** (exponent - 2)) - 4;
}
