import { Buffers } from '../layers/buffers.ts';
import { formatShape } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import type { Loss, Targets } from './loss.ts';

/**
 * Mean squared error: L = (1/n) Σ (x − t)² over all n numbers of the outputs. Backward: dx = 2(x − t)/n.
 *
 * Targets have the outputs' shape; for N×1 outputs a list of N numbers will do.
 */
export class MeanSquaredError implements Loss {
  readonly #buffers = new Buffers();
  #difference: Tensor | null = null;

  /** @throws RangeError when targets and outputs differ in count or shape. */
  forward(outputs: Tensor, targets: Targets): number {
    const values = targets instanceof Tensor ? targets.data : targets;
    const shape = targets instanceof Tensor ? targets.shape : [targets.length];
    const withoutOnes = (lengths: readonly number[]) => lengths.filter((length) => length !== 1).join();
    if (withoutOnes(shape) !== withoutOnes(outputs.shape)) {
      throw new RangeError(
        `MeanSquaredError: targets must have the outputs' shape ${formatShape(outputs.shape)}; received ${formatShape(shape)}`,
      );
    }
    const { backend } = outputs;
    const difference = this.#buffers.take('difference', outputs.shape, backend, true).set(values);
    backend.axpby(1, outputs.data, -1, difference.data);
    this.#difference = difference;
    return backend.dot(difference.data, difference.data) / difference.size;
  }

  backward(): Tensor {
    if (this.#difference === null) throw new Error('MeanSquaredError: backward needs a forward first');
    const { shape, backend, data, size } = this.#difference;
    const dx = this.#buffers.take('dx', shape, backend, true);
    backend.axpby(2 / size, data, 0, dx.data);
    return dx;
  }

  toString(): string {
    return 'MeanSquaredError()';
  }
}
