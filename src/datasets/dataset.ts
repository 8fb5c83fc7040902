import { Random } from '../tensor/random.ts';
import { formatShape, sameShape, sizeOf, type Shape } from '../tensor/shape.ts';
import { Tensor, type TensorOptions } from '../tensor/tensor.ts';

/** Raw numbers of examples, one after the other; bytes are kept as bytes, a quarter of the memory of float32. */
export type ExampleData = Uint8Array | Float32Array | Float64Array;

export interface DatasetParts {
  data: ExampleData;
  /** What a raw number is multiplied by when it is read: 1/255 brings bytes into [0, 1]. 1 unless given. */
  scale?: number;
  /** One example's shape. */
  inputShape: Shape;
  /** One target's shape: [] for a class number. */
  targetShape?: Shape;
  targets: ArrayLike<number>;
  /** Which examples of `data` belong to this set, in which order; all unless given. */
  indices?: Int32Array;
}

/**
 * Examples with their targets, read in batches. Selecting examples (`take`, `slice`, `split`, `shuffled`) or giving them another shape
 * copies nothing.
 */
export class Dataset {
  readonly inputShape: Shape;
  readonly targetShape: Shape;
  readonly #data: ExampleData;
  readonly #scale: number;
  readonly #targets: ArrayLike<number>;
  readonly #indices: Int32Array;

  /** @throws RangeError when data, targets and shapes do not fit together. */
  constructor({ data, scale = 1, inputShape, targetShape = [], targets, indices }: DatasetParts) {
    const count = data.length / sizeOf(inputShape);
    if (!Number.isInteger(count) || targets.length !== count * sizeOf(targetShape)) {
      throw new RangeError(
        `Dataset: data and targets must hold the same number of examples; received ${data.length} numbers for inputs of shape ${formatShape(inputShape)} and ${targets.length} for targets of shape ${formatShape(targetShape)}`,
      );
    }
    this.#data = data;
    this.#scale = scale;
    this.inputShape = inputShape;
    this.targetShape = targetShape;
    this.#targets = targets;
    this.#indices = indices ?? Int32Array.from({ length: count }, (_, i) => i);
  }

  /** How many examples there are. */
  get length(): number {
    return this.#indices.length;
  }

  /** Class numbers of all examples. @throws TypeError when targets are not class numbers. */
  get labels(): Int32Array {
    if (this.targetShape.length > 0) {
      throw new TypeError(
        `Dataset.labels: targets must be class numbers; they have shape ${formatShape(this.targetShape)}`,
      );
    }
    return this.#indices.map((index) => this.#targets[index]);
  }

  /** Writes the examples at these positions into a batch of the right size. */
  read(positions: ArrayLike<number>, inputs: Tensor, targets: Tensor): void {
    const [size, targetSize] = [sizeOf(this.inputShape), sizeOf(this.targetShape)];
    const [data, scale] = [this.#data, this.#scale];
    for (let row = 0; row < positions.length; row++) {
      const index = this.#indices[positions[row]];
      if (index === undefined) {
        throw new RangeError(
          `Dataset.read: positions must be whole numbers from 0 to ${this.length - 1}; received ${positions[row]}`,
        );
      }
      const values = inputs.data;
      for (let from = index * size, to = row * size; to < (row + 1) * size; from++, to++)
        values[to] = data[from] * scale;
      for (let i = 0; i < targetSize; i++) targets.data[row * targetSize + i] = this.#targets[index * targetSize + i];
    }
  }

  /** Inputs and targets of all examples as tensors (mind their size: the 60,000 images of MNIST take 188 MB). */
  tensors(options: TensorOptions = {}): { inputs: Tensor; targets: Tensor } {
    const inputs = Tensor.zeros([this.length, ...this.inputShape], options);
    const targets = Tensor.zeros([this.length, ...this.targetShape], options);
    this.read(
      Int32Array.from({ length: this.length }, (_, i) => i),
      inputs,
      targets,
    );
    return { inputs, targets };
  }

  /** One example's input. */
  input(position: number, options: TensorOptions = {}): Tensor {
    return this.slice(position, position + 1)
      .tensors(options)
      .inputs.reshape(this.inputShape);
  }

  /** The first `count` examples. @throws RangeError when there are fewer. */
  take(count: number): Dataset {
    return this.slice(0, count);
  }

  /** The examples from start to before stop. @throws RangeError unless 0 ≤ start < stop ≤ length. */
  slice(start: number, stop = this.length): Dataset {
    if (!Number.isInteger(start) || !Number.isInteger(stop) || start < 0 || stop > this.length || start >= stop) {
      throw new RangeError(
        `Dataset.slice: start and stop must be whole numbers with 0 ≤ start < stop ≤ ${this.length}; received ${start} and ${stop}`,
      );
    }
    return this.#with({ indices: this.#indices.slice(start, stop) });
  }

  /** Two sets: the first `count` examples, and the rest. */
  split(count: number): [Dataset, Dataset] {
    return [this.slice(0, count), this.slice(count)];
  }

  /** The same examples in an order that the seed decides. */
  shuffled(seed: number): Dataset {
    return this.#with({ indices: new Random(seed).shuffle(this.#indices.slice()) });
  }

  /** The examples at which `keep` is true. */
  filter(keep: (label: number, position: number) => boolean): Dataset {
    return this.#with({ indices: this.#indices.filter((index, position) => keep(this.#targets[index], position)) });
  }

  /** The same inputs under another shape: `mnist.reshape([784])`. */
  reshape(inputShape: Shape): Dataset {
    if (sizeOf(inputShape) !== sizeOf(this.inputShape)) {
      throw new RangeError(
        `Dataset.reshape: the new shape must hold as many numbers as ${formatShape(this.inputShape)}; received ${formatShape(inputShape)}`,
      );
    }
    return sameShape(inputShape, this.inputShape) ? this : this.#with({ inputShape });
  }

  toString(): string {
    return `Dataset(${this.length} examples of shape ${formatShape(this.inputShape)})`;
  }

  #with(changes: Partial<DatasetParts>): Dataset {
    return new Dataset({
      data: this.#data,
      scale: this.#scale,
      inputShape: this.inputShape,
      targetShape: this.targetShape,
      targets: this.#targets,
      indices: this.#indices,
      ...changes,
    });
  }
}

/** A dataset of tensors: inputs N×…, targets N class numbers or N×…. */
export function datasetOf(inputs: Tensor, targets: Tensor | ArrayLike<number>): Dataset {
  const [count, ...inputShape] = inputs.shape;
  const targetShape = targets instanceof Tensor ? targets.shape.slice(1) : [];
  const targetCount = targets instanceof Tensor ? targets.shape[0] : targets.length;
  if (count !== targetCount) {
    throw new RangeError(`datasetOf: inputs and targets must be of one number; received ${count} and ${targetCount}`);
  }
  return new Dataset({
    data: inputs.data,
    inputShape,
    targetShape,
    targets: targets instanceof Tensor ? targets.data : targets,
  });
}
