import type { ReduceOperation, Storage } from '../backend.ts';

/** Reduces the middle axis of outer × length × inner. */
export function reduce(
  operation: ReduceOperation,
  outer: number,
  length: number,
  inner: number,
  x: Storage,
  y: Storage,
): void {
  const reduceLine = operation === 'sum' ? sum : extreme(operation);
  for (let i = 0; i < outer; i++) {
    for (let j = 0; j < inner; j++) y[i * inner + j] = reduceLine(x, i * length * inner + j, length, inner);
  }
}

function sum(x: Storage, start: number, length: number, stride: number): number {
  let total = 0;
  for (let i = 0, at = start; i < length; i++, at += stride) total += x[at];
  return total;
}

function extreme(operation: 'max' | 'min' | 'argmax' | 'argmin') {
  const wantsLargest = operation === 'max' || operation === 'argmax';
  const wantsPosition = operation === 'argmax' || operation === 'argmin';
  return (x: Storage, start: number, length: number, stride: number): number => {
    let best = x[start];
    let position = 0;
    for (let i = 1, at = start + stride; i < length && !Number.isNaN(best); i++, at += stride) {
      if ((wantsLargest ? x[at] > best : x[at] < best) || Number.isNaN(x[at])) {
        best = x[at];
        position = i;
      }
    }
    return wantsPosition ? position : best;
  };
}

export function dot(x: Storage, y: Storage): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) total += x[i] * y[i];
  return total;
}

/** y = x with its axes in the order `order`; walks y in its own order and steps through x. */
export function permute(shape: readonly number[], order: readonly number[], x: Storage, y: Storage): void {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const sizes = order.map((axis) => shape[axis]);
  const steps = order.map((axis) => strides[axis]);
  const index = new Array<number>(sizes.length).fill(0);
  let from = 0;
  for (let to = 0; to < y.length; to++) {
    y[to] = x[from];
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      index[axis]++;
      from += steps[axis];
      if (index[axis] < sizes[axis]) break;
      from -= steps[axis] * sizes[axis];
      index[axis] = 0;
    }
  }
}
