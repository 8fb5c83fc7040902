import { checkNumber } from '../layers/arguments.ts';
import { Optimizer, type OptimizerOptions, type Update } from './optimizer.ts';

export interface RMSPropOptions extends OptimizerOptions {
  /** ρ: the share of h that is kept, 0 ≤ ρ < 1; 0.99 unless given. */
  decayRate?: number;
  /** ε > 0; 1e-8 unless given. */
  epsilon?: number;
}

/**
 * AdaGrad that forgets: h is a moving average of squared gradients instead of their sum.
 *
 *     h ← ρ·h + (1 − ρ)·g²
 *     w ← w − η·g/(√h + ε)
 *
 * Tieleman & Hinton 2012, "Neural Networks for Machine Learning", lecture 6.5.
 */
export class RMSProp extends Optimizer<'h'> {
  protected override readonly rule = 'rmsProp';
  readonly decayRate: number;
  readonly epsilon: number;

  constructor({ decayRate = 0.99, epsilon = 1e-8, ...options }: RMSPropOptions = {}) {
    super('RMSProp', ['h'], options);
    this.decayRate = checkNumber('RMSProp', 'decayRate', decayRate, { low: 0, high: 1, open: true });
    this.epsilon = checkNumber('RMSProp', 'epsilon', epsilon, { low: Number.MIN_VALUE });
  }

  update({ w, g, state: { h } }: Update<'h'>): void {
    const { decayRate, epsilon, learningRate } = this;
    for (let i = 0; i < w.length; i++) {
      h[i] = decayRate * h[i] + (1 - decayRate) * g[i] * g[i];
      w[i] -= (learningRate * g[i]) / (Math.sqrt(h[i]) + epsilon);
    }
  }

  protected override coefficients(): readonly number[] {
    return [this.learningRate, this.decayRate, this.epsilon];
  }
}
