import { checkNumber } from '../layers/arguments.ts';
import type { AdaGradOptions } from './ada-grad.ts';
import { Optimizer, type Update } from './optimizer.ts';
import type { MomentumOptions } from './momentum.ts';

/**
 * AdaGrad's steps as the force of momentum.
 *
 *     h ← h + g²
 *     v ← α·v − η·g/(√h + ε)
 *     w ← w + v
 *
 * Some lecture notes call this rule "Adam". The published Adam (`Adam`) forgets old gradients in h as well and corrects the start of both averages.
 */
export class AdaGradMomentum extends Optimizer<'h' | 'v'> {
  protected override readonly rule = 'adaGradMomentum';
  readonly momentum: number;
  readonly epsilon: number;

  constructor({ momentum = 0.9, epsilon = 1e-7, ...options }: MomentumOptions & AdaGradOptions = {}) {
    super('AdaGradMomentum', ['h', 'v'], options);
    this.momentum = checkNumber('AdaGradMomentum', 'momentum', momentum, { low: 0, high: 1, open: true });
    this.epsilon = checkNumber('AdaGradMomentum', 'epsilon', epsilon, { low: Number.MIN_VALUE });
  }

  update({ w, g, state: { h, v } }: Update<'h' | 'v'>): void {
    const { momentum, epsilon, learningRate } = this;
    for (let i = 0; i < w.length; i++) {
      h[i] += g[i] * g[i];
      v[i] = momentum * v[i] - (learningRate * g[i]) / (Math.sqrt(h[i]) + epsilon);
      w[i] += v[i];
    }
  }

  protected override coefficients(): readonly number[] {
    return [this.learningRate, this.momentum, this.epsilon];
  }
}
