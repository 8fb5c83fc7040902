import { checkNumber } from '../layers/arguments.ts';
import { Optimizer, type OptimizerOptions, type Update } from './optimizer.ts';

export interface MomentumOptions extends OptimizerOptions {
  /** α: the share of the velocity that is kept, 0 ≤ α < 1; 0.9 unless given. */
  momentum?: number;
}

/**
 * Gradient descent with momentum: the gradient is a force on a velocity, and friction keeps the share α of it.
 *
 *     v ← α·v − η·g
 *     w ← w + v
 *
 * Polyak 1964, "Some methods of speeding up the convergence of iteration methods".
 */
export class Momentum extends Optimizer<'v'> {
  protected override readonly rule = 'momentum';
  readonly momentum: number;

  constructor({ momentum = 0.9, ...options }: MomentumOptions = {}) {
    super('Momentum', ['v'], options);
    this.momentum = checkNumber('Momentum', 'momentum', momentum, { low: 0, high: 1, open: true });
  }

  update({ w, g, state: { v } }: Update<'v'>): void {
    const { momentum, learningRate } = this;
    for (let i = 0; i < w.length; i++) {
      v[i] = momentum * v[i] - learningRate * g[i];
      w[i] += v[i];
    }
  }

  protected override coefficients(): readonly number[] {
    return [this.learningRate, this.momentum];
  }
}
