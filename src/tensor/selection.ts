import type { Storage } from '../backend/backend.ts';
import { formatShape, sizeOf, stridesOf, type Shape } from './shape.ts';

/** From start to before stop, both counted from the end when negative; undefined takes the whole axis. */
export type Range = readonly [start: number, stop: number] | undefined;

/** Where a box cut out of `shape` begins and how long it is on each axis. */
export function boxBounds(shape: Shape, ranges: readonly Range[]): { starts: number[]; lengths: number[] } {
  if (ranges.length > shape.length) {
    throw new RangeError(
      `slice: at most ${shape.length} ranges for shape ${formatShape(shape)}; received ${ranges.length}`,
    );
  }
  const starts: number[] = [];
  const lengths: number[] = [];
  shape.forEach((length, axis) => {
    const [start, stop] = ranges[axis] ?? [0, length];
    if (!Number.isInteger(start) || !Number.isInteger(stop)) {
      throw new RangeError(
        `slice: start and stop must be whole numbers; received [${start}, ${stop}] for axis ${axis}`,
      );
    }
    const position = (value: number) => Math.min(Math.max(value < 0 ? value + length : value, 0), length);
    starts.push(position(start));
    lengths.push(Math.max(position(stop) - position(start), 0));
  });
  return { starts, lengths };
}

/** Copies a box in runs: the trailing axes that are taken whole, and the part taken of the axis before them, lie side by side. */
export function copyBox(
  source: Storage,
  shape: Shape,
  starts: readonly number[],
  lengths: Shape,
  target: Storage,
): void {
  let axis = shape.length - 1;
  while (axis > 0 && lengths[axis] === shape[axis]) axis--;
  const run = sizeOf(lengths.slice(Math.max(axis, 0)));
  const strides = stridesOf(shape);
  const steps = stridesOf(lengths);
  for (let to = 0; to < target.length; to += run) {
    let from = axis < 0 ? 0 : starts[axis] * strides[axis];
    for (let outer = 0; outer < axis; outer++) {
      from += (starts[outer] + (Math.floor(to / steps[outer]) % lengths[outer])) * strides[outer];
    }
    target.set(source.subarray(from, from + run), to);
  }
}

/** Copies positions of the first axis; negative ones count from the end. */
export function copyRows(source: Storage, shape: Shape, indices: ArrayLike<number>, target: Storage): void {
  const count = shape[0];
  const length = sizeOf(shape.slice(1));
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] < 0 ? indices[i] + count : indices[i];
    if (!Number.isInteger(index) || index < 0 || index >= count) {
      throw new RangeError(
        `rows: indices must be whole numbers from ${-count} to ${count - 1} for shape ${formatShape(shape)}; received ${indices[i]}`,
      );
    }
    target.set(source.subarray(index * length, (index + 1) * length), i * length);
  }
}

/** Works out a length given as −1. */
export function completeShape(shape: Shape, size: number, current: Shape): number[] {
  const known = shape.reduce((product, length) => (length === -1 ? product : product * length), 1);
  const result = shape.map((length) => (length === -1 ? size / known : length));
  const unknown = shape.filter((length) => length === -1).length;
  if (unknown > 1 || sizeOf(result) !== size || !result.every((length) => Number.isInteger(length) && length >= 0)) {
    throw new RangeError(
      `reshape: the new shape must hold the ${size} numbers of ${formatShape(current)}; received ${formatShape(shape)}`,
    );
  }
  return result;
}
