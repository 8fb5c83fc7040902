/** Anything with a shape and as many numbers, row-major, as the shape says. */
export interface TensorLike {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** Longer axes show their first and last few entries. */
const edge = 3;
const longest = 8;

function isShape(shape: unknown): shape is readonly number[] {
  return Array.isArray(shape) && shape.every((size) => Number.isInteger(size) && size >= 0);
}

export function isTensor(value: object): value is TensorLike {
  const { shape, data } = value as Partial<TensorLike>;
  if (!isShape(shape) || !ArrayBuffer.isView(data) || data instanceof DataView) return false;
  return (data as unknown as ArrayLike<number>).length === shape.reduce((product, size) => product * size, 1);
}

function shownIndices(size: number): (number | undefined)[] {
  const all = Array.from({ length: size }, (_, index) => index);
  return size <= longest ? all : [...all.slice(0, edge), undefined, ...all.slice(-edge)];
}

function printNumber(value: number): string {
  if (Number.isInteger(value) || !Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return size >= 1e5 || size < 1e-3 ? value.toExponential(3) : value.toFixed(4);
}

/** The shape, the element type, and the numbers as nested brackets, shortened in the middle of long axes. */
export function tensorText({ shape, data }: TensorLike): string {
  const type = data.constructor.name.replace(/Array$/, '').toLowerCase();
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const cells: string[] = [];
  const collect = (axis: number, offset: number): void => {
    if (axis === shape.length) cells.push(printNumber(data[offset]));
    else
      for (const index of shownIndices(shape[axis]))
        if (index !== undefined) collect(axis + 1, offset + index * strides[axis]);
  };
  collect(0, 0);
  const width = cells.reduce((most, cell) => Math.max(most, cell.length), 0);
  let next = 0;
  const print = (axis: number): string => {
    if (axis === shape.length) return cells[next++].padStart(width);
    const parts = shownIndices(shape[axis]).map((index) => (index === undefined ? '…' : print(axis + 1)));
    const inner = axis === shape.length - 1;
    return `[${parts.join(inner ? ', ' : `,\n${' '.repeat(axis + 1)}`)}]`;
  };
  return `${shape.length === 0 ? 'scalar' : shape.join('×')} ${type}\n${print(0)}`;
}
