import { spoilt } from '../sandbox/protocol.ts';
import type { Argument, Expected, Method, Property, Register, Step } from './steps.ts';
import type { LayerOptions, Pair, PlainArray } from './reference/plain-array.ts';
import { copyOf } from './reference/plain-array.ts';

/** What the references of all assignments have in common. */
interface ReferenceLayer {
  forward(x: PlainArray): PlainArray;
  backward(dy: PlainArray): PlainArray;
  dWeight?: PlainArray;
  dBias?: PlainArray;
}

type ReferenceArgument = PlainArray | Pair | LayerOptions;
type ReferenceClass = new (...given: never[]) => ReferenceLayer;

class Failure {
  readonly kind: 'rangeError' | 'anyError';
  constructor(cause: unknown) {
    this.kind = cause instanceof RangeError ? 'rangeError' : 'anyError';
  }
}

type Held = PlainArray | ReferenceLayer | Failure;

/**
 * Writes down a case while the reference lives through it: every step is recorded for the sandbox and done at once with the
 * reference, so that an observation knows what a right submission gives at that moment.
 */
export class Recorder {
  readonly steps: Step[] = [];
  readonly expected: Expected[] = [];
  readonly #held: Held[] = [];
  readonly #Reference: ReferenceClass;

  constructor(Reference: ReferenceClass) {
    this.#Reference = Reference;
  }

  array(value: PlainArray): Register {
    const to = this.#hold(copyOf(value));
    this.steps.push({ kind: 'array', to, value: copyOf(value) });
    return to;
  }

  /** Arrays are given by their registers, a window's size as a pair, and the options last. */
  construct(given: readonly (Register | Pair)[], options?: LayerOptions): Register {
    const recorded: Argument[] = given.map((each) =>
      typeof each === 'number' ? { kind: 'array', register: each } : { kind: 'pair', pair: each },
    );
    const passed: ReferenceArgument[] = given.map((each) => (typeof each === 'number' ? this.#array(each) : each));
    if (options) {
      recorded.push({ kind: 'options', options });
      passed.push(options);
    }
    const to = this.#hold(this.#attempt(() => new this.#Reference(...(passed as never[]))));
    this.steps.push({ kind: 'construct', to, arguments: recorded });
    return to;
  }

  forward(layer: Register, x: Register): Register {
    return this.#call(layer, 'forward', x);
  }

  backward(layer: Register, dy: Register): Register {
    return this.#call(layer, 'backward', dy);
  }

  read(layer: Register, property: Property): Register {
    const held = this.#held[layer];
    if (held instanceof Failure) throw new Error(`the layer of register ${layer} could not be made`);
    const value = (held as ReferenceLayer)[property];
    if (!value) throw new Error(`the reference has no ${property}`);
    const to = this.#hold(value);
    this.steps.push({ kind: 'read', to, layer, property });
    return to;
  }

  /** The caller writes over an array that it handed in or got back. */
  spoil(array: Register): void {
    this.#array(array).data.fill(spoilt);
    this.steps.push({ kind: 'spoil', array });
  }

  /** The caller writes over the lists of numbers (size, stride, padding) that it made the layer with. */
  spoilArguments(layer: Register): void {
    this.steps.push({ kind: 'spoilArguments', layer });
  }

  /** Compares what the register holds now. */
  observe(register: Register): void {
    const held = this.#held[register];
    this.expected.push(
      held instanceof Failure ? { kind: held.kind } : { kind: 'array', value: copyOf(held as PlainArray) },
    );
    this.steps.push({ kind: 'observe', register });
  }

  /** The shape of an array that the reference has given, for instance to make a dy for it. */
  shapeOf(register: Register): readonly number[] {
    return this.#array(register).shape;
  }

  #call(layer: Register, method: Method, argument: Register): Register {
    const held = this.#held[layer];
    const to = this.#hold(
      held instanceof Failure ? held : this.#attempt(() => (held as ReferenceLayer)[method](this.#array(argument))),
    );
    this.steps.push({ kind: 'call', to, layer, method, argument });
    return to;
  }

  #array(register: Register): PlainArray {
    const held = this.#held[register];
    if (held === undefined || !('data' in held)) throw new Error(`register ${register} holds no array`);
    return held;
  }

  #attempt(action: () => Held): Held {
    try {
      return action();
    } catch (cause) {
      return new Failure(cause);
    }
  }

  #hold(value: Held): Register {
    return this.#held.push(value) - 1;
  }
}
