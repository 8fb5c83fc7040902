// The one file that a submission may import: plain arrays of numbers with a shape, and what is needed to make, index and print them.
// It uses nothing but the language itself, so it runs in a notebook, in a terminal and in the grader alike.

/** A dense array of float64 numbers in row-major order: the last axis changes fastest. */
export interface NdArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** Numbers in nested lists, as deep as the array has axes: `[[1, 2], [3, 4]]` is a 2×2 array. */
export type Nested = number | readonly Nested[];

/** A shape as people write it: `[2, 3, 4]` → `2×3×4`. */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 0 ? '() (a single number)' : shape.join('×');
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  return typeof value === 'string' ? `"${value}"` : String(value);
}

/** How many numbers an array of this shape holds: the product of its lengths. Throws a RangeError unless every length is an integer ≥ 0. */
export function sizeOf(shape: readonly number[]): number {
  if (!Array.isArray(shape))
    throw new TypeError(`shape must be a list of lengths such as [2, 3]. Received ${shown(shape)}.`);
  let size = 1;
  for (const length of shape as readonly number[]) {
    if (!Number.isInteger(length) || length < 0) {
      throw new RangeError(`shape must hold integers ≥ 0. Received ${shown(shape)}.`);
    }
    size *= length;
  }
  return size;
}

/** An array of the given shape filled with 0: `zeros([2, 3])` has 2 rows and 3 columns. */
export function zeros(shape: readonly number[]): NdArray {
  const size = sizeOf(shape);
  return { shape: [...shape], data: new Float64Array(size) };
}

/**
 * An array of the given shape with the given numbers in row-major order. The numbers are copied.
 * Throws a RangeError unless there are exactly as many numbers as the shape needs.
 */
export function ndarray(shape: readonly number[], numbers: ArrayLike<number>): NdArray {
  const size = sizeOf(shape);
  if (numbers.length !== size) {
    throw new RangeError(
      `numbers must hold ${size} values for the shape ${shapeText(shape)}. Received ${numbers.length}.`,
    );
  }
  return { shape: [...shape], data: Float64Array.from(numbers) };
}

/**
 * An array from nested lists: `fromNested([[1, 2], [3, 4]])` has the shape 2×2.
 * Throws a RangeError where lists side by side differ in length, and a TypeError for anything that is not a number.
 */
export function fromNested(nested: Nested): NdArray {
  const shape: number[] = [];
  for (let level: Nested | undefined = nested; Array.isArray(level); level = level[0] as Nested | undefined) {
    shape.push(level.length);
  }
  const array = zeros(shape);
  let next = 0;
  const fill = (part: Nested, position: readonly number[]): void => {
    const depth = position.length;
    const place = `nested[${position.join('][')}]`;
    if (depth === shape.length) {
      if (typeof part !== 'number') throw new TypeError(`${place} must be a number. Received ${shown(part)}.`);
      array.data[next++] = part;
      return;
    }
    if (!Array.isArray(part) || part.length !== shape[depth]) {
      throw new RangeError(
        `${place} must be a list of length ${shape[depth]}, as the lists before it. Received ${shown(part)}.`,
      );
    }
    for (let i = 0; i < part.length; i += 1) fill(part[i] as Nested, [...position, i]);
  };
  fill(nested, []);
  return array;
}

/** The numbers of an array as new nested lists, the inverse of `fromNested`. */
export function toNested(array: NdArray): Nested {
  const build = (depth: number, start: number, size: number): Nested => {
    if (depth === array.shape.length) return array.data[start];
    const length = array.shape[depth];
    const step = length === 0 ? 0 : size / length;
    return Array.from({ length }, (_, i) => build(depth + 1, start + i * step, step));
  };
  return build(0, 0, sizeOf(array.shape));
}

/** A new array with the same shape and numbers; changing one does not change the other. */
export function copyOf(array: NdArray): NdArray {
  return ndarray(array.shape, array.data);
}

/**
 * Where an element stands in `array.data`: for the shape N×C×H×W and the position n, c, h, w it is ((n·C + c)·H + h)·W + w.
 * Read with `x.data[indexAt(x, n, c, h, w)]`, write with `x.data[indexAt(x, n, c, h, w)] = value`.
 * Throws a RangeError unless there is one position for each axis, each from 0 to its length − 1.
 */
export function indexAt(array: NdArray, ...position: readonly number[]): number {
  const { shape } = array;
  let index = 0;
  let inside = position.length === shape.length;
  for (let axis = 0; inside && axis < shape.length; axis += 1) {
    const at = position[axis];
    inside = Number.isInteger(at) && at >= 0 && at < shape[axis];
    index = index * shape[axis] + at;
  }
  if (!inside) {
    throw new RangeError(
      `position must hold ${shape.length} integers inside the shape ${shapeText(shape)}, counted from 0. Received ${shown(position)}.`,
    );
  }
  return index;
}

/** The position of the element at `array.data[index]`, the inverse of `indexAt`. Throws a RangeError for an index outside the data. */
export function positionAt(array: Pick<NdArray, 'shape'>, index: number): number[] {
  const size = sizeOf(array.shape);
  if (!Number.isInteger(index) || index < 0 || index >= size) {
    throw new RangeError(`index must be an integer from 0 to ${size - 1}. Received ${shown(index)}.`);
  }
  const position: number[] = [];
  let rest = index;
  for (let axis = array.shape.length - 1; axis >= 0; axis -= 1) {
    position.unshift(rest % array.shape[axis]);
    rest = Math.floor(rest / array.shape[axis]);
  }
  return position;
}

function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

/** The array as text to read: its shape, then one block of rows and columns for each position of the leading axes. */
export function format(array: NdArray): string {
  const columns = array.shape.at(-1) ?? 1;
  const rows = array.shape.at(-2) ?? 1;
  const leading = array.shape.slice(0, -2);
  const texts = Array.from(array.data, numberText);
  const width = texts.reduce((widest, text) => Math.max(widest, text.length), 0);
  const lines = [`shape ${shapeText(array.shape)}`];
  const blocks = sizeOf(leading);
  for (let block = 0; block < blocks; block += 1) {
    if (leading.length > 0) lines.push(`[${positionAt({ shape: leading }, block).join(', ')}]`);
    for (let row = 0; row < rows; row += 1) {
      const start = (block * rows + row) * columns;
      lines.push(
        `  ${texts
          .slice(start, start + columns)
          .map((text) => text.padStart(width))
          .join('  ')}`,
      );
    }
  }
  return lines.join('\n');
}
