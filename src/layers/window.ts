import { checkCount } from './arguments.ts';

/** One number for both axes, or [height, width]. */
export type Pair = number | readonly [height: number, width: number];

/** @throws RangeError unless both are whole numbers, at least `least`. */
export function checkPair(owner: string, name: string, value: Pair, least = 1): readonly [number, number] {
  if (typeof value === 'number') {
    checkCount(owner, name, value, least);
    return [value, value];
  }
  if (!Array.isArray(value) || value.length !== 2) {
    throw new RangeError(`${owner}: ${name} must be a number or [height, width]; received ${JSON.stringify(value)}`);
  }
  const [height, width] = value as readonly [number, number];
  return [checkCount(owner, `${name} (height)`, height, least), checkCount(owner, `${name} (width)`, width, least)];
}

/** How a window moves over an image. */
export interface Window {
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly padding: readonly [number, number];
  readonly dilation: readonly [number, number];
}

/** ⌊(size + 2·padding − dilation·(kernel − 1) − 1)/stride⌋ + 1 for each axis; below 1 when the window does not fit. */
export function outputSize(window: Window, size: readonly [number, number]): [number, number] {
  const along = (axis: 0 | 1) =>
    Math.floor(
      (size[axis] + 2 * window.padding[axis] - window.dilation[axis] * (window.kernel[axis] - 1) - 1) /
        window.stride[axis],
    ) + 1;
  return [along(0), along(1)];
}

/** `3×3, stride 2, padding 1`, leaving out what is usual. */
export function describeWindow(window: Window, usualStride: readonly [number, number]): string {
  const pair = ([height, width]: readonly [number, number]) => (height === width ? `${height}` : `${height}×${width}`);
  const { kernel, stride, padding, dilation } = window;
  const parts = [`${kernel[0]}×${kernel[1]}`];
  if (stride.join() !== usualStride.join()) parts.push(`stride ${pair(stride)}`);
  if (padding.join() !== '0,0') parts.push(`padding ${pair(padding)}`);
  if (dilation.join() !== '1,1') parts.push(`dilation ${pair(dilation)}`);
  return parts.join(', ');
}
