// What the runner needs of the language, taken before any line of a submission runs. A submission that replaces prototypes or
// globals changes them for itself; the runner keeps calling these.
/* eslint-disable @typescript-eslint/unbound-method -- methods are taken from their objects on purpose here */
import { readSync, writeSync } from 'node:fs';

const { apply, construct, get, getPrototypeOf } = Reflect;
const { isArray } = Array;
const { isInteger } = Number;
const { create } = Object;

/** A method as a function whose first argument is `this`. */
function freed<This, Given extends readonly unknown[], Result>(
  method: (this: This, ...given: Given) => Result,
): (self: This, ...given: Given) => Result {
  return (self, ...given) => apply(method, self, given);
}

const typedArray: unknown = getPrototypeOf(Uint8Array.prototype);

function getter<Result>(name: PropertyKey): (self: unknown) => Result {
  const descriptor = Object.getOwnPropertyDescriptor(typedArray, name) as { get: (this: unknown) => Result };
  return freed<unknown, [], Result>(descriptor.get);
}

const tagOf = getter<string | undefined>(Symbol.toStringTag);
const lengthOf = getter<number>('length');
const setFloat64s = freed(Float64Array.prototype.set);
const fillFloat64s = freed(Float64Array.prototype.fill);
const setBytes = freed(Uint8Array.prototype.set);
const partOf = freed(Uint8Array.prototype.subarray);
const uint8At = freed(DataView.prototype.getUint8);
const uint32At = freed(DataView.prototype.getUint32);
const float64At = freed(DataView.prototype.getFloat64);
const putUint8 = freed(DataView.prototype.setUint8);
const putUint32 = freed(DataView.prototype.setUint32);
const isPrototypeOf = freed(Object.prototype.isPrototypeOf);
const { encode } = TextEncoder.prototype;
const encoder = new TextEncoder();

const rangeError = RangeError.prototype;
const promise = Promise.prototype;
const Bytes = Uint8Array;
const Numbers = Float64Array;
const View = DataView;
const text = String;

export const primitives = {
  apply,
  construct,
  get,
  isArray,
  isInteger,
  readSync,
  writeSync,
  /** An object without a prototype: numbered places that no setter of Array.prototype can watch. */
  record: <Value>(): Record<number, Value> => create(null) as Record<number, Value>,
  /** Whether this is a real Float64Array: a Proxy or a look-alike is not. */
  isFloat64Array: (value: unknown): value is Float64Array => tagOf(value) === 'Float64Array',
  lengthOf,
  setFloat64s,
  fillFloat64s,
  setBytes,
  partOf,
  uint8At,
  uint32At,
  float64At,
  putUint8,
  putUint32,
  isRangeError: (value: unknown): boolean => isPrototypeOf(rangeError, value as object),
  isPromise: (value: unknown): boolean => isPrototypeOf(promise, value as object),
  utf8: (words: unknown): Uint8Array => apply(encode, encoder, [text(words)]),
  bytes: (length: number): Uint8Array => new Bytes(length),
  bytesOf: (values: Float64Array): Uint8Array => new Bytes(values.buffer),
  numbers: (length: number): Float64Array => new Numbers(length),
  viewOf: (bytes: Uint8Array, at: number, length: number): DataView => new View(bytes.buffer, at, length),
};
