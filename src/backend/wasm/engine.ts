import type { Storage } from '../backend.ts';
import type { Build, Host } from './host.ts';
import { Arena } from './memory.ts';
import { ARGUMENT_SLOTS, ARGUMENTS, BUSY } from './shared/layout.ts';
import { webAssembly, type WasmMemory, type WasmModule } from './webassembly.ts';

const FIRST_PAGES = 16;
/** 4 GiB, all that 32-bit addresses reach; where so much cannot be reserved, less. */
const MAXIMUM_PAGES = [65536, 32768, 16384, 4096];

/** Scratch memory of one thread; `gemm/multiply.ts` and `images/` say how it is laid out. */
const WORKSPACE_BYTES = 2 * 2 ** 20;

interface Kernels {
  run(operation: number, units: number, grain: number): void;
  serve(): void;
  settle(): void;
  useWorkspace(address: number): void;
}

/** A value for an argument slot: a whole number or address, a real number, or the address of an array (null: 0). */
export type Argument = number | { readonly real: number } | Storage | Int32Array | null;

/** The compiled kernels with their memory and threads: writes arguments down, runs a job, and is done when it returns. */
export class Engine {
  readonly build: Build;
  readonly threads: number;
  readonly arena: Arena;
  readonly #host: Host;
  readonly #module: WasmModule;
  readonly #kernels: Kernels;
  readonly #control: Int32Array;
  readonly #integers: Int32Array;
  readonly #reals: Float32Array;
  readonly #registry = new FinalizationRegistry<number>((address) => this.arena.give(address));
  #helpersStarted = false;
  #scratch = { address: 0, bytes: 0 };

  /** @throws Error when this machine has no WebAssembly SIMD or the kernels have not been built. */
  constructor(host: Host) {
    this.#host = host;
    this.threads = host.threads;
    host.prepare();
    const { build, module } = compile(host);
    this.build = build;
    this.#module = module;
    const { memory, maximum } = reserveMemory();
    this.arena = new Arena(memory, maximum);
    this.#kernels = this.#instantiate();
    this.#kernels.useWorkspace(this.arena.take(WORKSPACE_BYTES));
    this.#control = new Int32Array(memory.buffer, 0, ARGUMENTS / 4);
    this.#integers = new Int32Array(memory.buffer, ARGUMENTS, ARGUMENT_SLOTS);
    this.#reals = new Float32Array(memory.buffer, ARGUMENTS, ARGUMENT_SLOTS);
  }

  allocate(length: number): Float32Array {
    const address = this.arena.take(length * 4);
    const array = new Float32Array(this.arena.memory.buffer, address, length);
    this.#registry.register(array, address);
    return array.fill(0);
  }

  allocateIndices(length: number): Int32Array {
    const address = this.arena.take(length * 4);
    const array = new Int32Array(this.arena.memory.buffer, address, length);
    this.#registry.register(array, address);
    return array.fill(0);
  }

  /** Scratch memory for one call, kept and grown on demand; the next call of `scratch` overwrites it. */
  scratch(bytes: number): number {
    if (bytes > this.#scratch.bytes) {
      const old = this.#scratch;
      this.#scratch = { address: 0, bytes: 0 };
      if (old.bytes > 0) this.arena.give(old.address);
      this.#scratch = { address: this.arena.take(bytes), bytes };
    }
    return this.#scratch.address;
  }

  /** A view of `count` double-precision numbers that a job left at `address`. */
  doubles(address: number, count: number): Float64Array {
    return new Float64Array(this.arena.memory.buffer, address, count);
  }

  /** Runs one operation over `units` units of work, in chunks of `grain` units that threads share. */
  run(operation: number, units: number, grain: number, ...values: Argument[]): void {
    if (units === 0) return;
    if (Atomics.load(this.#control, BUSY / 4) === 1) this.#kernels.settle();
    for (let slot = 0; slot < values.length; slot++) this.#write(slot, values[slot]);
    if (grain < units) this.#startHelpers();
    this.#kernels.run(operation, units, grain);
  }

  #write(slot: number, value: Argument): void {
    if (typeof value === 'number') this.#integers[slot] = value;
    else if (value === null) this.#integers[slot] = 0;
    else if ('real' in value) this.#reals[slot] = value.real;
    else this.#integers[slot] = value.byteOffset;
  }

  /** Threads start with the first job that is worth sharing, and take part as soon as they run. */
  #startHelpers(): void {
    if (this.#helpersStarted) return;
    this.#helpersStarted = true;
    for (let helper = 1; helper < this.threads; helper++) {
      const workspace = this.arena.take(WORKSPACE_BYTES);
      this.#host.startThread({ module: this.#module, memory: this.arena.memory, workspace });
    }
  }

  #instantiate(): Kernels {
    const env = {
      memory: this.arena.memory,
      abort: () => {
        throw new Error('The compute kernels stopped: this is a bug of the wasm backend');
      },
    };
    return new webAssembly.Instance(this.#module, { env }).exports as Kernels;
  }
}

function compile(host: Host): { build: Build; module: WasmModule } {
  const relaxed = host.read('relaxed');
  if (webAssembly.validate(relaxed)) return { build: 'relaxed', module: new webAssembly.Module(relaxed) };
  const plain = host.read('plain');
  if (!webAssembly.validate(plain)) throw new Error('This JavaScript engine has no WebAssembly SIMD and threads');
  host.warn('Relaxed SIMD is missing in this JavaScript engine: products of matrices take about 1.3 times as long.');
  return { build: 'plain', module: new webAssembly.Module(plain) };
}

function reserveMemory(): { memory: WasmMemory; maximum: number } {
  let reason: unknown;
  for (const maximum of MAXIMUM_PAGES) {
    try {
      return { memory: new webAssembly.Memory({ initial: FIRST_PAGES, maximum, shared: true }), maximum };
    } catch (error) {
      reason = error;
    }
  }
  throw new Error('No memory for the wasm backend could be reserved', { cause: reason });
}
