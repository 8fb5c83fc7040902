import type { Text } from '../language.ts';
import type { Random } from './random.ts';
import type { Recorder } from './recorder.ts';
import type { Register } from './steps.ts';
import type { PlainArray } from './reference/plain-array.ts';
import { zeros } from './reference/plain-array.ts';

/** A case before its numbers are drawn. */
export interface CaseDefinition {
  /** `part/name`, where the part is one of the assignment's. */
  readonly id: `${string}/${string}`;
  readonly points: number;
  readonly title: Text;
  /** Names the kind of mistake that this case finds, and never a number of the case. */
  readonly hint: Text;
  /** Wall-clock seconds that the case may take; 2 unless told. */
  readonly seconds?: number;
  build(recorder: Recorder, random: Random): void;
}

/** Numbers between 0.25 and 1.5 in size, with either sign: none so small that a mistake with it could hide. */
export function numbers(random: Random, shape: readonly number[]): PlainArray {
  const array = zeros(shape);
  for (let at = 0; at < array.data.length; at += 1) {
    array.data[at] = random.between(0.25, 1.5) * (random.next() < 0.5 ? -1 : 1);
  }
  return array;
}

/** Small integers, exact in every kind of floating point. */
export function integers(random: Random, shape: readonly number[]): PlainArray {
  const array = zeros(shape);
  for (let at = 0; at < array.data.length; at += 1) array.data[at] = random.integer(-4, 4);
  return array;
}

/** Different integers in any order: no window has two equal maxima. */
export function distinct(random: Random, shape: readonly number[]): PlainArray {
  const array = zeros(shape);
  const half = Math.floor(array.data.length / 2);
  const order = random.shuffled(Array.from(array.data, (_, at) => at - half + 0.5));
  array.data.set(order);
  return array;
}

/** A gradient for what a forward gave. */
export function gradientFor(recorder: Recorder, random: Random, y: Register): Register {
  return recorder.array(numbers(random, recorder.shapeOf(y)));
}
