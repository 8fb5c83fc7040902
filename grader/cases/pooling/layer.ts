import type { CaseDefinition } from '../define.ts';
import { distinct, gradientFor } from '../define.ts';
import type { Random } from '../random.ts';
import type { LayerOptions, Pair, PlainArray } from '../reference/plain-array.ts';

/** One pooling: its input, its window and its options. */
export interface Pooling {
  readonly x: PlainArray;
  readonly size: Pair;
  readonly options?: LayerOptions;
}

type Draw = (random: Random) => Pooling;

/** Builds a case that compares the output for each drawn pooling. */
export const forwards =
  (...draws: readonly Draw[]): CaseDefinition['build'] =>
  (recorder, random) => {
    for (const draw of draws) {
      const { x, size, options } = draw(random);
      recorder.observe(recorder.forward(recorder.construct([size], options), recorder.array(x)));
    }
  };

/** Builds a case that compares dx for each drawn pooling, and not the output before it. */
export const gradients =
  (...draws: readonly Draw[]): CaseDefinition['build'] =>
  (recorder, random) => {
    for (const draw of draws) {
      const { x, size, options } = draw(random);
      const layer = recorder.construct([size], options);
      const y = recorder.forward(layer, recorder.array(x));
      recorder.observe(recorder.backward(layer, gradientFor(recorder, random, y)));
    }
  };

/** An image whose numbers all differ. */
export const image = (random: Random, [height, width]: Pair): PlainArray => distinct(random, [1, 1, height, width]);

/** The same numbers, all below zero. */
export function negative(array: PlainArray): PlainArray {
  const lowest = array.data.reduce((least, each) => Math.min(least, each), Infinity);
  const highest = array.data.reduce((most, each) => Math.max(most, each), -Infinity);
  return { shape: array.shape, data: array.data.map((each) => each - highest + lowest - 1) };
}
