import { Optimizer, type OptimizerOptions, type Update } from './optimizer.ts';

/**
 * Stochastic gradient descent: w ← w − η·g.
 *
 * @param options learningRate η (0.01 unless given), weightDecay, clipNorm.
 * Robbins & Monro 1951.
 */
export class SGD extends Optimizer<never> {
  protected override readonly rule = 'sgd';

  constructor(options: OptimizerOptions = {}) {
    super('SGD', [], options);
  }

  update({ w, g }: Update<never>): void {
    const rate = this.learningRate;
    for (let i = 0; i < w.length; i++) w[i] -= rate * g[i];
  }

  protected override coefficients(): readonly number[] {
    return [this.learningRate];
  }
}
