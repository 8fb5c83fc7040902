import { checkNumber } from '../layers/arguments.ts';
import { Optimizer, type OptimizerOptions, type Update } from './optimizer.ts';

export interface AdaGradOptions extends OptimizerOptions {
  /** ε > 0 keeps the division defined while h is 0; 1e-7 unless given. */
  epsilon?: number;
}

/**
 * Adaptive gradient: each number has its own step, shorter the more it has moved.
 *
 *     h ← h + g²
 *     w ← w − η·g/(√h + ε)
 *
 * h only grows, so steps only shrink (see `RMSProp`). Duchi, Hazan & Singer 2011, JMLR 12.
 */
export class AdaGrad extends Optimizer<'h'> {
  protected override readonly rule = 'adaGrad';
  readonly epsilon: number;

  constructor({ epsilon = 1e-7, ...options }: AdaGradOptions = {}) {
    super('AdaGrad', ['h'], options);
    this.epsilon = checkNumber('AdaGrad', 'epsilon', epsilon, { low: Number.MIN_VALUE });
  }

  update({ w, g, state: { h } }: Update<'h'>): void {
    const { epsilon, learningRate } = this;
    for (let i = 0; i < w.length; i++) {
      h[i] += g[i] * g[i];
      w[i] -= (learningRate * g[i]) / (Math.sqrt(h[i]) + epsilon);
    }
  }

  protected override coefficients(): readonly number[] {
    return [this.learningRate, this.epsilon];
  }
}
