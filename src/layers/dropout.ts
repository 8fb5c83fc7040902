import { Random } from '../tensor/random.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { checkNumber } from './arguments.ts';
import { Layer, type ForwardOptions } from './layer.ts';

export interface DropoutOptions {
  /**
   * `'inverted'`: what is kept is divided by 1 − p in training, and nothing happens at inference.
   * `'classic'`: nothing is scaled in training, and everything is multiplied by 1 − p at inference, as in the first paper.
   * `'inverted'` unless given. Both give the same mean.
   */
  form?: 'inverted' | 'classic';
  /** Decides the masks when the layer stands alone; inside a model the model's seed does. */
  seed?: number;
}

/**
 * Sets each number to zero with probability p in training: y = x·mask. Backward: dx = dy·mask.
 *
 * Srivastava et al. 2014, JMLR 15.
 */
export class Dropout extends Layer {
  readonly probability: number;
  readonly form: 'inverted' | 'classic';
  #random: Random;
  #mask: Tensor | null = null;

  /** @throws RangeError unless 0 ≤ p < 1. */
  constructor(probability = 0.5, { form = 'inverted', seed = 0 }: DropoutOptions = {}) {
    super({ seed });
    this.probability = checkNumber('Dropout', 'probability', probability, { low: 0, high: 1, open: true });
    if (form !== 'inverted' && form !== 'classic') {
      throw new RangeError(`Dropout: form must be 'inverted' or 'classic'; received ${String(form)}`);
    }
    this.form = form;
    this.#random = new Random(seed);
  }

  forward(x: Tensor, { training = false, reuse = training }: ForwardOptions = {}): Tensor {
    const { backend, shape } = x;
    const keep = 1 - this.probability;
    const y = this.result('y', shape, backend, reuse);
    if (!training) {
      backend.axpby(this.form === 'classic' ? keep : 1, x.data, 0, y.data);
      return y;
    }
    const mask = this.result('mask', shape, backend, true);
    const kept = this.form === 'inverted' ? 1 / keep : 1;
    for (let i = 0; i < mask.data.length; i++) mask.data[i] = this.#random.uniform() < keep ? kept : 0;
    backend.binary('multiply', [x.size], x.data, [1], mask.data, [1], y.data);
    this.#mask = mask;
    return y;
  }

  backward(dy: Tensor): Tensor {
    const mask = this.remembered(this.#mask);
    this.checkGradient(dy, mask.shape, mask.backend);
    const dx = this.result('dx', mask.shape, mask.backend, true);
    mask.backend.binary('multiply', [dy.size], dy.data, [1], mask.data, [1], dx.data);
    return dx;
  }

  outputShape(inputShape: Shape): Shape {
    return inputShape;
  }

  override reseed(seed: number): void {
    this.#random = new Random(seed);
  }

  override toString(): string {
    return `Dropout(${this.probability}${this.form === 'classic' ? ', classic' : ''})`;
  }

  /** No parameters, but the model's stream decides the masks from now on. */
  protected override create(random: Random): [] {
    this.#random = random;
    return [];
  }
}
