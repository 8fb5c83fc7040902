import type { Backend } from '../backend/backend.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { Buffers } from '../layers/buffers.ts';
import type { Random } from '../tensor/random.ts';
import type { Tensor } from '../tensor/tensor.ts';

export interface Batch {
  readonly inputs: Tensor;
  readonly targets: Tensor;
}

/** Reads a dataset batch by batch into tensors that are used again. */
export class Batches {
  readonly #dataset: Dataset;
  readonly #batchSize: number;
  readonly #backend: Backend;
  readonly #buffers = new Buffers();
  readonly #order: Int32Array;

  constructor(dataset: Dataset, batchSize: number, backend: Backend) {
    this.#dataset = dataset;
    this.#batchSize = batchSize;
    this.#backend = backend;
    this.#order = Int32Array.from({ length: dataset.length }, (_, i) => i);
  }

  /** Batches in one pass over the data; the last one may be smaller. */
  get count(): number {
    return Math.ceil(this.#dataset.length / this.#batchSize);
  }

  shuffle(random: Random): void {
    random.shuffle(this.#order);
  }

  /** The batch at this position of the pass; overwritten by the next. */
  read(position: number): Batch {
    const start = position * this.#batchSize;
    const positions = this.#order.subarray(start, Math.min(start + this.#batchSize, this.#order.length));
    const { inputShape, targetShape } = this.#dataset;
    const inputs = this.#buffers.take('inputs', [positions.length, ...inputShape], this.#backend, true);
    const targets = this.#buffers.take('targets', [positions.length, ...targetShape], this.#backend, true);
    this.#dataset.read(positions, inputs, targets);
    return { inputs, targets };
  }
}
