import type { Random } from '../tensor/random.ts';
import { formatShape, sizeOf, type Shape } from '../tensor/shape.ts';

/** How many inputs one output unit sees (fanIn), and how many output units one input reaches (fanOut). */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/**
 * Says how a parameter starts: a function that gives its numbers one after the other, in row-major order. Write your own as
 *
 *     const small: Initializer = (shape, fans, random) => () => random.normal(0, 0.01);
 */
export type Initializer = (shape: Shape, fans: Fans, random: Random) => () => number;

/**
 * The fans of a weight whose first axis counts outputs: out×in for a linear layer, F×C×KH×KW for a convolution, where every output sees
 * C·KH·KW inputs and every input reaches F·KH·KW outputs.
 *
 * @throws RangeError for a shape with fewer than two axes.
 */
export function fansOf(shape: Shape): Fans {
  if (shape.length < 2) {
    throw new RangeError(`fansOf: a weight has at least two axes, outputs first; received shape ${formatShape(shape)}`);
  }
  const receptive = sizeOf(shape.slice(2));
  return { fanIn: shape[1] * receptive, fanOut: shape[0] * receptive };
}

/** @throws RangeError unless the number is finite and at least 0. */
export function checkScale(caller: string, name: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(value))) {
    throw new RangeError(`${caller}: ${name} must be a finite number, at least 0; received ${value}`);
  }
}
