import type { Random } from '../tensor/random.ts';
import { formatShape, sizeOf, type Shape } from '../tensor/shape.ts';

/** How many inputs one output unit sees (fanIn), and how many output units one input reaches (fanOut). */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/**
 * Gives the first values of a parameter: as many numbers as the shape holds, in row-major order. Write your own as a function:
 *
 *     const small: Initializer = (shape, fans, random) =>
 *       Array.from({ length: shape[0] * shape[1] }, () => random.normal(0, 0.01));
 */
export type Initializer = (shape: Shape, fans: Fans, random: Random) => ArrayLike<number>;

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

/** Numbers drawn one after the other. */
export function draw(shape: Shape, next: () => number): Float64Array {
  return Float64Array.from({ length: sizeOf(shape) }, next);
}

/** @throws RangeError unless the number is finite and at least 0. */
export function checkScale(caller: string, name: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(value))) {
    throw new RangeError(`${caller}: ${name} must be a finite number, at least 0; received ${value}`);
  }
}
