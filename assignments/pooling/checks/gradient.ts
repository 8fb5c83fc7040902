import { requireArray } from '../../checking/compare.ts';
import { type GradientPair, numericGradient, requireGradient, unevenNumbers } from '../../checking/gradient.ts';
import type { TFunction } from '../../checking/language.ts';
import type { CheckTools } from '../../checking/specification.ts';
import { copyOf } from '../../ndarray.ts';
import type { MaxPoolingClass } from './types.ts';

/** dx of L = Σ y·dy, and the same by finite differences of the class's own forward. Nothing is square, and windows overlap. */
export function poolingGradients(MaxPooling: MaxPoolingClass, t: TFunction): GradientPair[] {
  const x = unevenNumbers([2, 2, 5, 6], 5);
  const dy = unevenNumbers([2, 2, 3, 4], 6);
  const create = () => new MaxPooling([3, 2], { stride: [2, 2], padding: [1, 1] });
  const forward = () => create().forward(x);
  requireArray(t, 'y', forward(), dy.shape);

  const layer = create();
  layer.forward(copyOf(x));
  const dx = requireArray(t, 'dx', layer.backward(copyOf(dy)), x.shape);
  const loss = () => forward().data.reduce((sum, value, index) => sum + value * dy.data[index], 0);
  // Far smaller than the distance between any two numbers of x, so that no step changes which one is the largest.
  return [{ name: 'dx', yours: dx, numeric: numericGradient(loss, x, 2 ** -20) }];
}

export function gradientChecks({ Subject: MaxPooling, group, check, t }: CheckTools<MaxPoolingClass>): void {
  group('gradient', () => {
    check('gradient', () => {
      for (const pair of poolingGradients(MaxPooling, t)) requireGradient(pair, t);
    });
  });
}
