import { Buffers } from '../layers/buffers.ts';
import { writeOneHot } from '../tensor/functions.ts';
import { formatShape, sameShape } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import type { Loss, Targets } from './loss.ts';

/**
 * Softmax and cross entropy in one: L = −(1/N) Σₙ Σₖ tₙₖ · log softmax(xₙ)ₖ, with x the N×K outputs of a model ("logits") and t the
 * wanted distribution.
 *
 * Targets are N class numbers, or N×K distributions. Backward: dx = (softmax(x) − t)/N. Computed together, neither a rounded probability nor
 * its logarithm appears, so large outputs cost no accuracy.
 */
export class SoftmaxCrossEntropy implements Loss {
  readonly #buffers = new Buffers();
  #last: { probabilities: Tensor; targets: Tensor } | null = null;

  /** @throws RangeError when the shapes do not fit, or a class number is not below K. */
  forward(outputs: Tensor, targets: Targets): number {
    if (outputs.rank !== 2) {
      throw new RangeError(
        `SoftmaxCrossEntropy: outputs must have shape [batch, classes]; received ${formatShape(outputs.shape)}`,
      );
    }
    const distribution = this.#distribution(outputs, targets);
    const { backend } = outputs;
    const probabilities = this.#buffers.take('probabilities', outputs.shape, backend, true);
    const [rows, columns] = outputs.shape;
    this.#last = { probabilities, targets: distribution };
    return backend.softmaxCrossEntropy(rows, columns, outputs.data, distribution.data, probabilities.data);
  }

  backward(): Tensor {
    const { probabilities, targets } = this.#remembered();
    const { shape, backend } = probabilities;
    const dx = this.#buffers.take('dx', shape, backend, true);
    backend.softmaxCrossEntropyBackward(shape[0], shape[1], probabilities.data, targets.data, dx.data);
    return dx;
  }

  /** softmax of the outputs last given to `forward`, N×K; valid until the next. */
  get probabilities(): Tensor {
    return this.#remembered().probabilities;
  }

  toString(): string {
    return 'SoftmaxCrossEntropy()';
  }

  #remembered() {
    if (this.#last === null) throw new Error('SoftmaxCrossEntropy: backward and probabilities need a forward first');
    return this.#last;
  }

  #distribution(outputs: Tensor, targets: Targets): Tensor {
    const values = targets instanceof Tensor ? targets.data : targets;
    const shape = targets instanceof Tensor ? targets.shape : [targets.length];
    const distribution = this.#buffers.take('targets', outputs.shape, outputs.backend, true);
    if (sameShape(shape, outputs.shape)) return distribution.set(values);
    if (shape.length !== 1 || shape[0] !== outputs.shape[0]) {
      throw new RangeError(
        `SoftmaxCrossEntropy: targets must be [${outputs.shape[0]}] class numbers or distributions of shape ${formatShape(outputs.shape)}; received shape ${formatShape(shape)}`,
      );
    }
    writeOneHot(values, distribution);
    return distribution;
  }
}

/** softmax along the last axis: exp(x)/Σ exp(x), as probabilities that sum to 1. */
export function softmax(x: Tensor): Tensor {
  if (x.rank === 0) throw new RangeError('softmax: x must have at least one axis; received a scalar');
  const columns = x.shape[x.rank - 1];
  const result = Tensor.zeros(x.shape, { backend: x.backend });
  x.backend.softmax(x.size / columns, columns, x.data, result.data);
  return result;
}
