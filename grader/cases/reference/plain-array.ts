/** The grader's own dense array: float64 numbers in row-major order. It shares no code with the course's library. */
export interface PlainArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export type Pair = readonly [number, number];

/** What a layer of an assignment may be given beside its arrays, `[height, width]` each. */
export interface LayerOptions {
  readonly stride?: Pair;
  readonly padding?: Pair;
}

export function zeros(shape: readonly number[]): PlainArray {
  return { shape: [...shape], data: new Float64Array(shape.reduce((size, length) => size * length, 1)) };
}

export function copyOf(array: PlainArray): PlainArray {
  return { shape: [...array.shape], data: array.data.slice() };
}

export function sameShape(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((length, axis) => length === right[axis]);
}

/** floor((length + 2·padding − window) / stride) + 1, the number of places where a window starts. */
export function places(length: number, window: number, stride: number, padding: number): number {
  return Math.floor((length + 2 * padding - window) / stride) + 1;
}

/** Throws a RangeError unless both strides are integers > 0 and both paddings are integers ≥ 0. */
export function checkOptions(stride: Pair, padding: Pair): void {
  if (!stride.every((each) => Number.isInteger(each) && each > 0)) {
    throw new RangeError(`stride must hold two integers > 0. Received [${stride.join(', ')}].`);
  }
  if (!padding.every((each) => Number.isInteger(each) && each >= 0)) {
    throw new RangeError(`padding must hold two integers ≥ 0. Received [${padding.join(', ')}].`);
  }
}
