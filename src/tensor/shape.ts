export type Shape = readonly number[];

/** How many numbers a tensor of this shape holds; 1 for a scalar, whose shape is []. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}

/** How far a step along each axis moves in row-major storage. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  return strides;
}

export function sameShape(a: Shape, b: Shape): boolean {
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}

/** `[2, 3]`, as error messages and printing show it. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** @throws RangeError unless every length is a whole number, at least 0. */
export function checkShape(caller: string, shape: Shape): void {
  if (!Array.isArray(shape) || !shape.every((length) => Number.isInteger(length) && length >= 0)) {
    throw new RangeError(
      `${caller}: shape must be an array of whole numbers, at least 0; received ${JSON.stringify(shape) ?? String(shape)}`,
    );
  }
}

/** Turns a negative axis into its position from the front. @throws RangeError when the tensor has no such axis. */
export function checkAxis(caller: string, axis: number, shape: Shape): number {
  const position = axis < 0 ? axis + shape.length : axis;
  if (!Number.isInteger(axis) || position < 0 || position >= shape.length) {
    throw new RangeError(
      `${caller}: axis must be a whole number from ${-shape.length} to ${shape.length - 1} for shape ${formatShape(shape)}; received ${axis}`,
    );
  }
  return position;
}

/**
 * The shape of an element-wise result: shapes are aligned at their last axis, and an axis of length 1 (or a missing one) is repeated.
 *
 * @throws RangeError naming both shapes when two lengths differ and neither is 1.
 */
export function broadcastShapes(caller: string, a: Shape, b: Shape): Shape {
  if (sameShape(a, b)) return a;
  const rank = Math.max(a.length, b.length);
  const shape = new Array<number>(rank);
  for (let axis = 0; axis < rank; axis++) {
    const fromA = a[axis - rank + a.length] ?? 1;
    const fromB = b[axis - rank + b.length] ?? 1;
    if (fromA !== fromB && fromA !== 1 && fromB !== 1) {
      throw new RangeError(
        `${caller}: shapes must be equal or broadcast (aligned at the last axis, lengths equal or 1); received ${formatShape(a)} and ${formatShape(b)}`,
      );
    }
    shape[axis] = fromA === 1 ? fromB : fromA;
  }
  return shape;
}

/** An element-wise loop over as few axes as possible. */
export interface BroadcastLoop {
  shape: number[];
  aStrides: number[];
  bStrides: number[];
}

/** Strides of both operands over the result's axes (0 where repeated), with neighbouring axes merged where both operands allow it. */
export function broadcastLoop(shape: Shape, a: Shape, b: Shape): BroadcastLoop {
  const strideIn = (operand: Shape) => {
    const strides = stridesOf(operand);
    return shape.map((_, axis) => {
      const own = axis - shape.length + operand.length;
      return own < 0 || operand[own] === 1 ? 0 : strides[own];
    });
  };
  const [aAll, bAll] = [strideIn(a), strideIn(b)];
  const loop: BroadcastLoop = { shape: [], aStrides: [], bStrides: [] };
  for (let axis = 0; axis < shape.length; axis++) {
    const length = shape[axis];
    if (length === 1) continue;
    const last = loop.shape.length - 1;
    const mergeable =
      last >= 0 && loop.aStrides[last] === aAll[axis] * length && loop.bStrides[last] === bAll[axis] * length;
    if (mergeable) {
      loop.shape[last] *= length;
      loop.aStrides[last] = aAll[axis];
      loop.bStrides[last] = bAll[axis];
    } else {
      loop.shape.push(length);
      loop.aStrides.push(aAll[axis]);
      loop.bStrides.push(bAll[axis]);
    }
  }
  return loop.shape.length > 0 ? loop : { shape: [1], aStrides: [0], bStrides: [0] };
}
