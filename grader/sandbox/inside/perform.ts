import { argument, limits, methods, observed, properties, spoilt, spoiltLength, step } from '../protocol.ts';
import { primitives } from './primitives.ts';
import type { Incoming } from './wire.ts';
import { Outgoing } from './wire.ts';

const {
  apply,
  construct,
  fillFloat64s,
  get,
  isArray,
  isFloat64Array,
  isInteger,
  isPromise,
  isRangeError,
  bytesOf,
  lengthOf,
  numbers,
  record,
  setFloat64s,
} = primitives;

export type SubmittedClass = new (...given: unknown[]) => object;

/** What a register holds: a thing of the submission, or what it threw. */
type Held = { readonly threw: false; readonly value: unknown } | { readonly threw: true; readonly error: unknown };

type Registers = Record<number, Held>;

/** The lists of numbers that each constructor was given, by the layer's register. */
type Lists = Record<number, number[][]>;

/** Does the steps of one case with the submitted class, and answers with what was observed on the way. */
export function perform(asked: Incoming, Submitted: SubmittedClass): void {
  const answer = new Outgoing();
  answer.bytes(asked.take(limits.nonce));
  const registers: Registers = record<Held>();
  const lists: Lists = record<number[][]>();
  const count = asked.uint32();
  for (let done = 0; done < count; done += 1) doStep(asked, Submitted, { registers, lists }, answer);
  answer.send();
}

function attempt(action: () => unknown): Held {
  try {
    return { threw: false, value: action() };
  } catch (error) {
    return { threw: true, error };
  }
}

interface Memory {
  readonly registers: Registers;
  readonly lists: Lists;
}

function doStep(asked: Incoming, Submitted: SubmittedClass, { registers, lists }: Memory, answer: Outgoing): void {
  switch (asked.uint8()) {
    case step.array: {
      const to = asked.uint32();
      registers[to] = { threw: false, value: readArray(asked) };
      return;
    }
    case step.construct: {
      const to = asked.uint32();
      lists[to] = [];
      const given = readArguments(asked, registers, lists[to]);
      registers[to] = attempt(() => construct(Submitted, given));
      return;
    }
    case step.call: {
      const to = asked.uint32();
      const layer = registers[asked.uint32()];
      const name = methods[asked.uint8()];
      const passed = registers[asked.uint32()];
      if (layer.threw) registers[to] = layer;
      else if (passed.threw) registers[to] = passed;
      else {
        const self = layer.value as object;
        registers[to] = attempt(() => apply(get(self, name) as () => unknown, self, [passed.value]));
      }
      return;
    }
    case step.read: {
      const to = asked.uint32();
      const layer = registers[asked.uint32()];
      const name = properties[asked.uint8()];
      registers[to] = layer.threw ? layer : attempt(() => get(layer.value as object, name));
      return;
    }
    case step.spoil: {
      const held = registers[asked.uint32()];
      attempt(() => {
        const data = held.threw ? undefined : (held.value as { data?: unknown }).data;
        if (isFloat64Array(data)) fillFloat64s(data, spoilt);
      });
      return;
    }
    case step.spoilArguments: {
      const given = lists[asked.uint32()];
      for (let at = 0; at < given.length; at += 1) given[at][0] = given[at][1] = spoiltLength;
      return;
    }
    case step.observe:
      observe(registers[asked.uint32()], answer);
      return;
  }
}

function readArray(asked: Incoming): { shape: number[]; data: Float64Array } {
  const shape: number[] = [];
  const rank = asked.uint8();
  let size = 1;
  for (let axis = 0; axis < rank; axis += 1) {
    shape[axis] = asked.uint32();
    size *= shape[axis];
  }
  const data = numbers(size);
  for (let at = 0; at < size; at += 1) data[at] = asked.float64();
  return { shape, data };
}

function readArguments(asked: Incoming, registers: Registers, lists: number[][]): unknown[] {
  const readPair = (): number[] => {
    const pair = [asked.float64(), asked.float64()];
    lists[lists.length] = pair;
    return pair;
  };
  const given: unknown[] = [];
  const count = asked.uint8();
  for (let at = 0; at < count; at += 1) {
    const kind = asked.uint8();
    if (kind === argument.array) {
      const held = registers[asked.uint32()];
      given[at] = held.threw ? undefined : held.value;
    } else if (kind === argument.pair) {
      given[at] = readPair();
    } else {
      const present = asked.uint8();
      const options: { stride?: number[]; padding?: number[] } = {};
      if (present & 1) options.stride = readPair();
      if (present & 2) options.padding = readPair();
      given[at] = options;
    }
  }
  return given;
}

/** Everything that a submission could have tampered with is read once, and copied before it is judged. */
function observe(held: Held, answer: Outgoing): void {
  if (held.threw) {
    answer.uint8(kindOfError(held.error));
    return;
  }
  const copied = attempt(() => copyOf(held.value));
  if (copied.threw) {
    answer.uint8(kindOfError(copied.error));
    return;
  }
  const copy = copied.value as Copy | number;
  if (typeof copy === 'number') {
    answer.uint8(copy);
    return;
  }
  answer.uint8(observed.value);
  answer.uint8(copy.rank);
  for (let axis = 0; axis < copy.rank; axis += 1) answer.uint32(copy.shape[axis]);
  answer.bytes(bytesOf(copy.data));
}

function kindOfError(error: unknown): number {
  if (!isRangeError(error)) return observed.otherError;
  const message = attempt(() => (error as Error).message);
  // What V8 says when there is no memory for a typed array.
  return !message.threw && message.value === 'Array buffer allocation failed'
    ? observed.outOfMemory
    : observed.rangeError;
}

interface Copy {
  readonly rank: number;
  readonly shape: Record<number, number>;
  readonly data: Float64Array;
}

function copyOf(value: unknown): Copy | number {
  if (value === undefined || value === null) return observed.nothing;
  if (isPromise(value)) return observed.promise;
  if (typeof value !== 'object') return observed.notAnArray;
  const { shape, data } = value as { shape?: unknown; data?: unknown };
  if (shape === undefined || data === undefined) return observed.notAnArray;
  if (!isFloat64Array(data)) return observed.badData;
  if (!isArray(shape)) return observed.badShape;
  const rank = shape.length as unknown;
  if (!isInteger(rank) || (rank as number) > limits.rank) return observed.badShape;
  const lengths = record<number>();
  let size = 1;
  for (let axis = 0; axis < (rank as number); axis += 1) {
    const length = shape[axis] as unknown;
    if (!isInteger(length) || (length as number) < 0 || (length as number) > 0xffffffff) return observed.badShape;
    lengths[axis] = length as number;
    size *= length as number;
  }
  if (size !== lengthOf(data)) return observed.badShape;
  if (size > limits.elements) return observed.tooLarge;
  const copy = numbers(size);
  setFloat64s(copy, data, 0);
  return { rank: rank as number, shape: lengths, data: copy };
}
