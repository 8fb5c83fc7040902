import { formatShape, type Shape } from './shape.ts';

/** A number, or arrays of numbers nested to any depth, all of one length on each level. */
export type NestedArray = number | readonly NestedArray[];

/** @throws RangeError when the arrays of one level differ in length; TypeError when something is not a number. */
export function shapeOfNested(values: NestedArray): number[] {
  const shape: number[] = [];
  for (let level: NestedArray = values; typeof level !== 'number'; level = (level as readonly NestedArray[])[0]) {
    if (!Array.isArray(level)) throw notNumbers(level);
    const items = level as readonly NestedArray[];
    shape.push(items.length);
    if (items.length === 0) break;
  }
  return shape;
}

export function flattenNested(values: NestedArray, shape: Shape, target: { [index: number]: number }): void {
  let position = 0;
  const visit = (value: NestedArray, axis: number): void => {
    if (axis === shape.length) {
      if (typeof value !== 'number') throw Array.isArray(value) ? ragged(shape, axis, value.length) : notNumbers(value);
      target[position++] = value;
      return;
    }
    if (!Array.isArray(value)) throw typeof value === 'number' ? ragged(shape, axis, null) : notNumbers(value);
    const items = value as readonly NestedArray[];
    if (items.length !== shape[axis]) throw ragged(shape, axis, items.length);
    for (const item of items) visit(item, axis + 1);
  };
  visit(values, 0);
}

export function nest(shape: Shape, data: ArrayLike<number>): NestedArray {
  let position = 0;
  const build = (axis: number): NestedArray => {
    if (axis === shape.length) return data[position++];
    return Array.from({ length: shape[axis] }, () => build(axis + 1));
  };
  return build(0);
}

function ragged(shape: Shape, axis: number, length: number | null): RangeError {
  const received = length === null ? 'a number' : `an array of length ${length}`;
  const allowed = axis < shape.length ? `arrays of length ${shape[axis]}` : 'numbers';
  return new RangeError(
    `tensor: values must have one length on each level; the first ones give shape ${formatShape(shape)}, so level ${axis} holds ${allowed}; received ${received}`,
  );
}

function notNumbers(value: unknown): TypeError {
  return new TypeError(
    `tensor: values must be numbers or nested arrays of numbers; received ${typeof value} ${String(value)}`,
  );
}
