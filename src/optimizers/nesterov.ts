import { checkNumber } from '../layers/arguments.ts';
import type { MomentumOptions } from './momentum.ts';
import { Optimizer, type Update } from './optimizer.ts';

/**
 * Nesterov's accelerated gradient: momentum whose step looks ahead to where the velocity is about to lead.
 *
 *     v ← α·v − η·g
 *     w ← w + α·v − η·g
 *
 * Here w is already the point looked at, so that g is taken where the parameters are (Bengio, Boulanger-Lewandowski & Pascanu 2013,
 * arXiv 1212.0901, eq. 6–7; after Nesterov 1983).
 */
export class Nesterov extends Optimizer<'v'> {
  protected override readonly rule = 'nesterov';
  readonly momentum: number;

  constructor({ momentum = 0.9, ...options }: MomentumOptions = {}) {
    super('Nesterov', ['v'], options);
    this.momentum = checkNumber('Nesterov', 'momentum', momentum, { low: 0, high: 1, open: true });
  }

  update({ w, g, state: { v } }: Update<'v'>): void {
    const { momentum, learningRate } = this;
    for (let i = 0; i < w.length; i++) {
      v[i] = momentum * v[i] - learningRate * g[i];
      w[i] += momentum * v[i] - learningRate * g[i];
    }
  }

  protected override coefficients(): readonly number[] {
    return [this.learningRate, this.momentum];
  }
}
