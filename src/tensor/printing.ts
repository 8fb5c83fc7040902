import { formatShape, sizeOf, type Shape } from './shape.ts';

/** Tensors above this size are shortened to the first and last `edge` items of each axis. */
const longest = 1000;
const edge = 3;
const gap = null;

/** The numbers of a tensor in nested brackets, in columns, as NumPy prints an array, under a line with shape and type. */
export function formatTensor(shape: Shape, data: ArrayLike<number>, dataType: string): string {
  const title = `Tensor ${formatShape(shape)} ${dataType}`;
  if (sizeOf(shape) === 0) return `${title}\n[]`;
  const shorten = sizeOf(shape) > longest;
  const visible = shape.map((length) => visiblePositions(length, shorten));
  const write = numberFormat(visibleNumbers(visible, shape, data));
  return `${title}\n${formatAxis(visible, shape, data, 0, 0, write)}`;
}

function visiblePositions(length: number, shorten: boolean): (number | typeof gap)[] {
  const all = Array.from({ length: shorten ? Math.min(length, 2 * edge + 1) : length }, (_, i) => i);
  if (!shorten || length <= 2 * edge + 1) return all;
  return [0, 1, 2, gap, length - 3, length - 2, length - 1];
}

function visibleNumbers(visible: (number | null)[][], shape: Shape, data: ArrayLike<number>): number[] {
  let offsets = [0];
  visible.forEach((positions, axis) => {
    const stride = sizeOf(shape.slice(axis + 1));
    offsets = offsets.flatMap((offset) => positions.filter((p) => p !== gap).map((p) => offset + p * stride));
  });
  return offsets.map((offset) => data[offset]);
}

function formatAxis(
  visible: (number | null)[][],
  shape: Shape,
  data: ArrayLike<number>,
  axis: number,
  offset: number,
  write: (value: number) => string,
): string {
  if (axis === shape.length) return write(data[offset]);
  const stride = sizeOf(shape.slice(axis + 1));
  const items = visible[axis].map((position) =>
    position === gap ? '...' : formatAxis(visible, shape, data, axis + 1, offset + position * stride, write),
  );
  const below = shape.length - axis - 1;
  const separator = below === 0 ? '  ' : '\n'.repeat(below) + ' '.repeat(axis + 1);
  return `[${items.join(separator)}]`;
}

/** One format for all visible numbers: whole numbers plainly, others with up to four decimals, extremes in scientific notation. */
function numberFormat(values: readonly number[]): (value: number) => string {
  const finite = values.filter(Number.isFinite).map(Math.abs);
  const largest = Math.max(0, ...finite);
  const smallest = Math.min(Infinity, ...finite.filter((value) => value > 0));
  let write: (value: number) => string;
  if (finite.every(Number.isInteger) && largest < 1e8) write = (value) => value.toFixed(0);
  else if (largest >= 1e8 || (smallest < 1e-4 && largest < 1e-2) || largest / smallest > 1e8)
    write = (value) => value.toExponential(4);
  else {
    const needed = Math.max(1, ...finite.map((value) => decimals(value)));
    write = (value) => value.toFixed(needed);
  }
  const text = (value: number) => (Number.isFinite(value) ? write(value) : String(value));
  const width = Math.max(...values.map((value) => text(value).length));
  return (value) => text(value).padStart(values.length > 1 ? width : 0);
}

/** Decimals that a number needs when at most four are shown. */
function decimals(value: number): number {
  return (value.toFixed(4).replace(/0+$/, '').split('.')[1] ?? '').length;
}
