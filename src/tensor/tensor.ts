import type {
  Activation,
  Backend,
  BinaryOperation,
  DataType,
  ReduceOperation,
  Storage,
  UnaryOperation,
} from '../backend/backend.ts';
import { getBackend } from '../backend/index.ts';
import { jupyterDisplay, nodeInspect } from './display.ts';
import { flattenNested, nest, shapeOfNested, type NestedArray } from './nested.ts';
import { formatTensor } from './printing.ts';
import { Random } from './random.ts';
import { boxBounds, completeShape, copyBox, copyRows, type Range } from './selection.ts';
import {
  broadcastLoop,
  broadcastShapes,
  checkAxis,
  checkShape,
  formatShape,
  sameShape,
  sizeOf,
  stridesOf,
  type Shape,
} from './shape.ts';

/** Where to make a tensor; the backend in use unless said otherwise. */
export interface TensorOptions {
  backend?: Backend;
}

/**
 * A dense, row-major array of numbers with a shape, living on one backend.
 *
 * Methods return new tensors and leave this one as it is; the few that change it say so (`set`, `fill`, `copyFrom`, `addScaled`). `reshape`
 * shares its numbers. Where two tensors meet, their shapes are broadcast as NumPy does it, and both must live on the same backend.
 */
export class Tensor {
  readonly shape: Shape;
  /** The numbers in row-major order; writing here changes the tensor. */
  readonly data: Storage;
  readonly backend: Backend;

  /** Wraps numbers that `backend` allocated. Use `tensor([...])` or `Tensor.zeros(shape)` in your own code. */
  constructor(shape: Shape, data: Storage, backend: Backend) {
    this.shape = Object.freeze(shape.slice());
    this.data = data;
    this.backend = backend;
  }

  // ---- creation ------------------------------------------------------------------------------------------------------------

  static zeros(shape: Shape, options: TensorOptions = {}): Tensor {
    checkShape('Tensor.zeros', shape);
    const backend = options.backend ?? getBackend();
    return new Tensor(shape, backend.allocate(sizeOf(shape)), backend);
  }

  static full(shape: Shape, value: number, options: TensorOptions = {}): Tensor {
    return Tensor.zeros(shape, options).fill(value);
  }

  static ones(shape: Shape, options: TensorOptions = {}): Tensor {
    return Tensor.full(shape, 1, options);
  }

  /** The identity matrix. */
  static identity(size: number, options: TensorOptions = {}): Tensor {
    const result = Tensor.zeros([size, size], options);
    for (let i = 0; i < size; i++) result.data[i * size + i] = 1;
    return result;
  }

  /** Copies a flat list of numbers into the given shape. @throws RangeError when their count is not the shape's. */
  static fromArray(values: ArrayLike<number>, shape: Shape = [values.length], options: TensorOptions = {}): Tensor {
    const result = Tensor.zeros(shape, options);
    result.set(values);
    return result;
  }

  /** A tensor from numbers in nested arrays; a number gives a scalar of shape []. */
  static from(values: NestedArray, options: TensorOptions = {}): Tensor {
    const shape = shapeOfNested(values);
    const result = Tensor.zeros(shape, options);
    flattenNested(values, shape, result.data);
    return result;
  }

  /** start, start + step, … below stop. `Tensor.range(5)` counts from 0 to 4. */
  static range(start: number, stop?: number, step = 1, options: TensorOptions = {}): Tensor {
    const [from, to] = stop === undefined ? [0, start] : [start, stop];
    if (!(step !== 0) || !Number.isFinite(from + to + step)) {
      throw new RangeError(
        `Tensor.range: start, stop and step must be finite and step not 0; received ${from}, ${to}, ${step}`,
      );
    }
    const count = Math.max(0, Math.ceil((to - from) / step));
    return Tensor.fromArray(
      Float64Array.from({ length: count }, (_, i) => from + i * step),
      [count],
      options,
    );
  }

  /** `count` numbers in equal steps from start to stop, both included. */
  static linspace(start: number, stop: number, count: number, options: TensorOptions = {}): Tensor {
    const step = count > 1 ? (stop - start) / (count - 1) : 0;
    return Tensor.fromArray(
      Float64Array.from({ length: count }, (_, i) => start + i * step),
      [count],
      options,
    );
  }

  /** Normally distributed numbers. `random` is a seed, or a generator to draw from. */
  static normal(
    shape: Shape,
    random: number | Random,
    { mean = 0, standardDeviation = 1, ...options }: TensorOptions & { mean?: number; standardDeviation?: number } = {},
  ): Tensor {
    const generator = typeof random === 'number' ? new Random(random) : random;
    return Tensor.zeros(shape, options).fillWith(() => generator.normal(mean, standardDeviation));
  }

  /** Numbers from [low, high), all equally likely. `random` is a seed, or a generator to draw from. */
  static uniform(
    shape: Shape,
    random: number | Random,
    { low = 0, high = 1, ...options }: TensorOptions & { low?: number; high?: number } = {},
  ): Tensor {
    const generator = typeof random === 'number' ? new Random(random) : random;
    return Tensor.zeros(shape, options).fillWith(() => generator.uniform(low, high));
  }

  // ---- what it is ----------------------------------------------------------------------------------------------------------

  get size(): number {
    return this.data.length;
  }

  /** The number of axes. */
  get rank(): number {
    return this.shape.length;
  }

  get dataType(): DataType {
    return this.backend.dataType;
  }

  /** The number at one position. @throws RangeError outside the shape. */
  get(...position: number[]): number {
    return this.data[this.#offset('get', position)];
  }

  /** The only number of a tensor of size 1. */
  item(): number {
    if (this.size !== 1)
      throw new RangeError(`item: the tensor must hold one number; received shape ${formatShape(this.shape)}`);
    return this.data[0];
  }

  /** The numbers in nested arrays: `matrix.toArray<number[][]>()`. */
  toArray<Result extends NestedArray = NestedArray>(): Result {
    return nest(this.shape, this.data) as Result;
  }

  toString(): string {
    return formatTensor(this.shape, this.data, this.dataType);
  }

  [jupyterDisplay](): { 'text/plain': string } {
    return { 'text/plain': this.toString() };
  }

  [nodeInspect](): string {
    return this.toString();
  }

  // ---- changing it in place ------------------------------------------------------------------------------------------------

  fill(value: number): this {
    this.data.fill(value);
    return this;
  }

  /** Fills in row-major order with what `next` returns. */
  fillWith(next: (index: number) => number): this {
    for (let i = 0; i < this.data.length; i++) this.data[i] = next(i);
    return this;
  }

  /** Takes over a flat list of numbers. @throws RangeError when their count is not this tensor's size. */
  set(values: ArrayLike<number>): this {
    if (values.length !== this.size) {
      throw new RangeError(
        `set: shape ${formatShape(this.shape)} takes ${this.size} numbers; received ${values.length}`,
      );
    }
    this.data.set(values);
    return this;
  }

  /** Takes over another tensor's numbers, from whatever backend. */
  copyFrom(other: Tensor): this {
    if (!sameShape(this.shape, other.shape)) throw shapesDiffer('copyFrom', this.shape, other.shape);
    this.data.set(other.data);
    return this;
  }

  /** this ← this + factor · other, in place. */
  addScaled(other: Tensor, factor = 1): this {
    if (!sameShape(this.shape, other.shape)) throw shapesDiffer('addScaled', this.shape, other.shape);
    this.#checkBackend('addScaled', other);
    this.backend.axpby(factor, other.data, 1, this.data);
    return this;
  }

  // ---- form ----------------------------------------------------------------------------------------------------------------

  /** A copy, on this backend or another. */
  copy(options: TensorOptions = {}): Tensor {
    return Tensor.zeros(this.shape, { backend: options.backend ?? this.backend }).copyFrom(this);
  }

  /** The same numbers under another shape, shared with this tensor; one length may be −1 and is worked out. */
  reshape(shape: Shape): Tensor {
    return new Tensor(completeShape(shape, this.size, this.shape), this.data, this.backend);
  }

  flatten(): Tensor {
    return this.reshape([this.size]);
  }

  /** The axes in another order; without an argument in reverse order, which transposes a matrix. */
  transpose(order: readonly number[] = this.shape.map((_, axis) => this.rank - 1 - axis)): Tensor {
    const axes = order.map((axis) => checkAxis('transpose', axis, this.shape));
    if (new Set(axes).size !== this.rank || axes.length !== this.rank) {
      throw new RangeError(
        `transpose: order must name each axis of ${formatShape(this.shape)} once; received ${formatShape(order)}`,
      );
    }
    const result = this.#like(axes.map((axis) => this.shape[axis]));
    if (this.rank === 0) result.data[0] = this.data[0];
    else this.backend.permute(this.shape, axes, this.data, result.data);
    return result;
  }

  /** The part of the first axis at one position, copied: row i of a matrix, image i of a batch. */
  at(index: number): Tensor {
    checkAxis('at', 0, this.shape);
    return this.rows([index]).reshape(this.shape.slice(1));
  }

  /** The given positions of the first axis, in the given order; negative ones count from the end. */
  rows(indices: ArrayLike<number>): Tensor {
    checkAxis('rows', 0, this.shape);
    const result = this.#like([indices.length, ...this.shape.slice(1)]);
    copyRows(this.data, this.shape, indices, result.data);
    return result;
  }

  /**
   * A box cut out of the tensor: for each axis [start, stop) or undefined for all of it; negative positions count from the end.
   * `images.slice([0, 10], undefined, [4, 24], [4, 24])` takes the middle of the first ten images.
   */
  slice(...ranges: Range[]): Tensor {
    const { starts, lengths } = boxBounds(this.shape, ranges);
    const result = this.#like(lengths);
    copyBox(this.data, this.shape, starts, lengths, result.data);
    return result;
  }

  // ---- arithmetic, element by element ----------------------------------------------------------------------------------------

  add(other: Tensor | number): Tensor {
    return this.#binary('add', other);
  }
  subtract(other: Tensor | number): Tensor {
    return this.#binary('subtract', other);
  }
  multiply(other: Tensor | number): Tensor {
    return this.#binary('multiply', other);
  }
  divide(other: Tensor | number): Tensor {
    return this.#binary('divide', other);
  }
  power(exponent: Tensor | number): Tensor {
    return this.#binary('power', exponent);
  }
  maximum(other: Tensor | number): Tensor {
    return this.#binary('maximum', other);
  }
  minimum(other: Tensor | number): Tensor {
    return this.#binary('minimum', other);
  }
  /** 1 where both are equal, 0 elsewhere; the other comparisons likewise. */
  equal(other: Tensor | number): Tensor {
    return this.#binary('equal', other);
  }
  notEqual(other: Tensor | number): Tensor {
    return this.#binary('notEqual', other);
  }
  greater(other: Tensor | number): Tensor {
    return this.#binary('greater', other);
  }
  greaterEqual(other: Tensor | number): Tensor {
    return this.#binary('greaterEqual', other);
  }
  less(other: Tensor | number): Tensor {
    return this.#binary('less', other);
  }
  lessEqual(other: Tensor | number): Tensor {
    return this.#binary('lessEqual', other);
  }
  /** Every number brought into [low, high]. */
  clip(low: number, high: number): Tensor {
    return this.maximum(low).minimum(high);
  }
  negate(): Tensor {
    return this.#unary('negate');
  }
  absolute(): Tensor {
    return this.#unary('absolute');
  }
  sign(): Tensor {
    return this.#unary('sign');
  }
  square(): Tensor {
    return this.#unary('square');
  }
  sqrt(): Tensor {
    return this.#unary('sqrt');
  }
  exp(): Tensor {
    return this.#unary('exp');
  }
  log(): Tensor {
    return this.#unary('log');
  }
  /** max(0, x). */
  relu(): Tensor {
    return this.#activate('relu');
  }
  /** 1/(1 + e⁻ˣ). */
  sigmoid(): Tensor {
    return this.#activate('sigmoid');
  }
  tanh(): Tensor {
    return this.#activate('tanh');
  }
  /** Any function of one number. */
  map(apply: (value: number, index: number) => number): Tensor {
    return this.#like(this.shape).fillWith((index) => apply(this.data[index], index));
  }

  /** The matrix product of m×k and k×n. @throws RangeError naming both shapes when they do not fit. */
  matmul(other: Tensor): Tensor {
    if (this.rank !== 2 || other.rank !== 2 || this.shape[1] !== other.shape[0]) {
      throw new RangeError(
        `matmul: shapes must be [m, k] and [k, n]; received ${formatShape(this.shape)} and ${formatShape(other.shape)}`,
      );
    }
    this.#checkBackend('matmul', other);
    const [m, k] = this.shape;
    const n = other.shape[1];
    const result = this.#like([m, n]);
    const plan = { m, n, k, transposeA: false, transposeB: false, alpha: 1, accumulate: false };
    this.backend.matmul(plan, this.data, other.data, result.data, null);
    return result;
  }

  // ---- reductions: of everything, or along one axis -----------------------------------------------------------------------------

  sum(axis?: number, options: ReductionOptions = {}): Tensor {
    return this.#reduce('sum', axis, options);
  }
  mean(axis?: number, options: ReductionOptions = {}): Tensor {
    const count = axis === undefined ? this.size : this.shape[checkAxis('mean', axis, this.shape)];
    return this.sum(axis, options).divide(count);
  }
  /** Mean squared distance from the mean (÷ n). */
  variance(axis?: number, options: ReductionOptions = {}): Tensor {
    return this.subtract(this.mean(axis, { keepAxis: true }))
      .square()
      .mean(axis, options);
  }
  standardDeviation(axis?: number, options: ReductionOptions = {}): Tensor {
    return this.variance(axis, options).sqrt();
  }
  max(axis?: number, options: ReductionOptions = {}): Tensor {
    return this.#reduce('max', axis, options);
  }
  min(axis?: number, options: ReductionOptions = {}): Tensor {
    return this.#reduce('min', axis, options);
  }
  /** The position of the largest number, the first of equals. */
  argmax(axis?: number, options: ReductionOptions = {}): Tensor {
    return this.#reduce('argmax', axis, options);
  }
  argmin(axis?: number, options: ReductionOptions = {}): Tensor {
    return this.#reduce('argmin', axis, options);
  }
  /** √Σx². */
  norm(): number {
    return Math.sqrt(this.backend.dot(this.data, this.data));
  }

  // ---- comparison of whole tensors ---------------------------------------------------------------------------------------------

  /** Same shape and same numbers. */
  equals(other: Tensor): boolean {
    return (
      sameShape(this.shape, other.shape) &&
      this.data.every((value, i) => Object.is(value, other.data[i]) || value === other.data[i])
    );
  }

  /** Same shape and |a − b| ≤ absolute + relative·|b| everywhere, as NumPy's allclose. */
  allClose(
    other: Tensor,
    { relative = 1e-5, absolute = 1e-8 }: { relative?: number; absolute?: number } = {},
  ): boolean {
    return (
      sameShape(this.shape, other.shape) &&
      this.data.every((value, i) => Math.abs(value - other.data[i]) <= absolute + relative * Math.abs(other.data[i]))
    );
  }

  #like(shape: Shape): Tensor {
    return new Tensor(shape, this.backend.allocate(sizeOf(shape)), this.backend);
  }

  #unary(operation: UnaryOperation): Tensor {
    const result = this.#like(this.shape);
    this.backend.unary(operation, this.data, result.data);
    return result;
  }

  #activate(kind: Activation): Tensor {
    const result = this.#like(this.shape);
    this.backend.activate(kind, 0, this.data, result.data);
    return result;
  }

  #binary(operation: BinaryOperation, other: Tensor | number): Tensor {
    const right = typeof other === 'number' ? Tensor.full([], other, { backend: this.backend }) : other;
    this.#checkBackend(operation, right);
    const result = this.#like(broadcastShapes(operation, this.shape, right.shape));
    const loop = broadcastLoop(result.shape, this.shape, right.shape);
    this.backend.binary(operation, loop.shape, this.data, loop.aStrides, right.data, loop.bStrides, result.data);
    return result;
  }

  #reduce(operation: ReduceOperation, axis: number | undefined, { keepAxis = false }: ReductionOptions): Tensor {
    const position = axis === undefined ? undefined : checkAxis(operation, axis, this.shape);
    const length = position === undefined ? this.size : this.shape[position];
    if (length === 0 && operation !== 'sum') {
      throw new RangeError(
        `${operation}: the axis must hold at least one number; received shape ${formatShape(this.shape)}`,
      );
    }
    const kept = this.shape.map((size, i) => (position === undefined || i === position ? 1 : size));
    const dropped = position === undefined ? [] : this.shape.filter((_, i) => i !== position);
    const result = this.#like(keepAxis ? kept : dropped);
    const outer = position === undefined ? 1 : sizeOf(this.shape.slice(0, position));
    const inner = position === undefined ? 1 : sizeOf(this.shape.slice(position + 1));
    this.backend.reduce(operation, outer, length, inner, this.data, result.data);
    return result;
  }

  #checkBackend(caller: string, other: Tensor): void {
    if (this.backend !== other.backend) {
      throw new TypeError(
        `${caller}: both tensors must live on one backend; received ${this.backend.description} and ${other.backend.description}; use copy({ backend })`,
      );
    }
  }

  #offset(caller: string, position: readonly number[]): number {
    const inside =
      position.length === this.rank &&
      position.every((p, axis) => Number.isInteger(p) && p >= 0 && p < this.shape[axis]);
    if (!inside) {
      throw new RangeError(
        `${caller}: position must lie inside shape ${formatShape(this.shape)}; received ${formatShape(position)}`,
      );
    }
    const strides = stridesOf(this.shape);
    return position.reduce((offset, p, axis) => offset + p * strides[axis], 0);
  }
}

export interface ReductionOptions {
  /** Keep the reduced axis with length 1, so that the result broadcasts against the original. */
  keepAxis?: boolean;
}

function shapesDiffer(caller: string, expected: Shape, received: Shape): RangeError {
  return new RangeError(
    `${caller}: shapes must be equal; received ${formatShape(expected)} and ${formatShape(received)}`,
  );
}
