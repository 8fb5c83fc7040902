import type { CaseDefinition } from '../define.ts';
import { gradientFor, numbers } from '../define.ts';
import type { Random } from '../random.ts';
import type { Recorder } from '../recorder.ts';
import type { LayerOptions, Pair } from '../reference/plain-array.ts';
import { zeros } from '../reference/plain-array.ts';
import type { Property, Register } from '../steps.ts';

/** The sizes of one convolution. */
export interface Sizes {
  readonly images?: number;
  readonly channels?: number;
  readonly filters?: number;
  /** Height and width of the images. */
  readonly image: Pair;
  /** Height and width of the kernel. */
  readonly kernel: Pair;
  /** A bias of zeros keeps a mistake with the bias out of cases about something else. */
  readonly bias?: 'zero' | 'drawn';
  readonly options?: LayerOptions;
}

/** A layer and an input of these sizes. */
export function layerAndInput(recorder: Recorder, random: Random, sizes: Sizes): { layer: Register; x: Register } {
  const { images = 1, channels = 1, filters = 1, image, kernel, bias = 'zero', options } = sizes;
  const weight = recorder.array(numbers(random, [filters, channels, ...kernel]));
  const offset = recorder.array(bias === 'zero' ? zeros([filters]) : numbers(random, [filters]));
  const layer = recorder.construct([weight, offset], options);
  const x = recorder.array(numbers(random, [images, channels, ...image]));
  return { layer, x };
}

type Draw = (random: Random) => Sizes;

/** Builds a case that compares the output for each of the drawn sizes. */
export const forwards =
  (...draws: readonly Draw[]): CaseDefinition['build'] =>
  (recorder, random) => {
    for (const draw of draws) {
      const { layer, x } = layerAndInput(recorder, random, draw(random));
      recorder.observe(recorder.forward(layer, x));
    }
  };

/** Builds a case that compares one gradient, and not the output before it: each is judged by itself. */
export const gradients =
  (what: 'dx' | Property, ...draws: readonly Draw[]): CaseDefinition['build'] =>
  (recorder, random) => {
    for (const draw of draws) {
      const { layer, x } = layerAndInput(recorder, random, draw(random));
      const dx = recorder.backward(layer, gradientFor(recorder, random, recorder.forward(layer, x)));
      recorder.observe(what === 'dx' ? dx : recorder.read(layer, what));
    }
  };

/** A kernel that is not square, at least 2 in each axis. */
export function oblong(random: Random): Pair {
  return random.next() < 0.5 ? [2, 3] : [3, 2];
}

/**
 * An image in which the windows of this kernel, stride and padding start `places` times and leave `rest` rows and columns over,
 * so that (length + 2·padding − kernel) = (places − 1)·stride + rest.
 */
export function imageFor(
  places: Pair,
  kernel: Pair,
  { stride = [1, 1], padding = [0, 0] }: LayerOptions,
  rest: Pair = [0, 0],
): Pair {
  const length = (axis: 0 | 1): number =>
    (places[axis] - 1) * stride[axis] + kernel[axis] + rest[axis] - 2 * padding[axis];
  return [length(0), length(1)];
}
