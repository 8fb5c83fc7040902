import { checkNumber } from '../layers/arguments.ts';
import type { Parameter } from '../layers/parameter.ts';
import { Optimizer, type OptimizerOptions, type Update } from './optimizer.ts';

export interface AdamOptions extends OptimizerOptions {
  /** β₁: the share kept in the average of gradients, 0 ≤ β₁ < 1; 0.9 unless given. */
  beta1?: number;
  /** β₂: the share kept in the average of squared gradients, 0 ≤ β₂ < 1; 0.999 unless given. */
  beta2?: number;
  /** ε > 0; 1e-8 unless given. */
  epsilon?: number;
}

/**
 * Adaptive moment estimation, as published: moving averages of the gradient and of its square, both corrected for starting at zero. t counts
 * steps from 1; the learning rate is 0.001 unless given.
 *
 *     m ← β₁·m + (1 − β₁)·g
 *     v ← β₂·v + (1 − β₂)·g²
 *     w ← w − η·(m/(1 − β₁ᵗ))/(√(v/(1 − β₂ᵗ)) + ε)
 *
 * Kingma & Ba 2014, arXiv 1412.6980, algorithm 1.
 */
export class Adam extends Optimizer<'m' | 'v'> {
  protected override readonly rule = 'adam';
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;

  constructor({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, ...options }: AdamOptions = {}, name = 'Adam') {
    super(name, ['m', 'v'], options, 0.001);
    this.beta1 = checkNumber(name, 'beta1', beta1, { low: 0, high: 1, open: true });
    this.beta2 = checkNumber(name, 'beta2', beta2, { low: 0, high: 1, open: true });
    this.epsilon = checkNumber(name, 'epsilon', epsilon, { low: Number.MIN_VALUE });
  }

  update({ w, g, state: { m, v } }: Update<'m' | 'v'>): void {
    const { beta1, beta2, epsilon, learningRate } = this;
    const correction1 = 1 - beta1 ** this.steps;
    const correction2 = 1 - beta2 ** this.steps;
    for (let i = 0; i < w.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      w[i] -= (learningRate * (m[i] / correction1)) / (Math.sqrt(v[i] / correction2) + epsilon);
    }
  }

  protected override coefficients(): readonly number[] {
    const { beta1, beta2, epsilon, learningRate, steps } = this;
    return [learningRate, beta1, beta2, epsilon, 1 - beta1 ** steps, 1 - beta2 ** steps];
  }
}

/**
 * Adam with decoupled weight decay: weights first shrink by η·λ·w, and the decay never enters the averages (in Adam, λ·w in the gradient would be
 * divided by √v as well). λ is 0.01 unless given.
 *
 *     w ← w − η·λ·w, then Adam's update
 *
 * Loshchilov & Hutter 2019, arXiv 1711.05101, algorithm 2.
 */
export class AdamW extends Adam {
  constructor({ weightDecay = 0.01, ...options }: AdamOptions = {}) {
    super({ weightDecay, ...options }, 'AdamW');
  }

  protected override decay({ value }: Parameter): void {
    value.backend.axpby(1 - this.learningRate * this.weightDecay, value.data, 0, value.data);
  }
}
