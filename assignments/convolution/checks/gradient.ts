import { type GradientPair, numericGradient, requireGradient, unevenNumbers } from '../../checking/gradient.ts';
import type { CheckTools } from '../../checking/specification.ts';
import { requireArray } from '../../checking/compare.ts';
import type { TFunction } from '../../checking/language.ts';
import { copyOf } from '../../ndarray.ts';
import type { ConvolutionClass } from './types.ts';

/**
 * The three gradients of L = Σ y·dy, and the same by finite differences of the class's own forward.
 * Nothing is square and no two settings are equal, so that a mix-up of axes shows.
 */
export function convolutionGradients(Convolution: ConvolutionClass, t: TFunction): GradientPair[] {
  const x = unevenNumbers([2, 2, 5, 4], 1);
  const weight = unevenNumbers([3, 2, 2, 3], 2);
  const bias = unevenNumbers([3], 3);
  const options = (): { stride: [number, number]; padding: [number, number] } => ({ stride: [2, 1], padding: [0, 1] });
  const dy = unevenNumbers([2, 3, 2, 4], 4);
  const forward = () => new Convolution(weight, bias, options()).forward(x);
  requireArray(t, 'y', forward(), dy.shape);

  const layer = new Convolution(copyOf(weight), copyOf(bias), options());
  layer.forward(copyOf(x));
  const dx = layer.backward(copyOf(dy));
  const yours = { dx, dWeight: layer.dWeight, dBias: layer.dBias };
  const loss = () => forward().data.reduce((sum, value, index) => sum + value * dy.data[index], 0);
  return (
    [
      ['dx', x],
      ['dWeight', weight],
      ['dBias', bias],
    ] as const
  ).map(([name, array]) => ({
    name,
    yours: requireArray(t, name, yours[name], array.shape),
    // A convolution is linear in each of the three, so that any step gives the derivative.
    numeric: numericGradient(loss, array, 0.5),
  }));
}

export function gradientChecks({ Subject: Convolution, group, check, t }: CheckTools<ConvolutionClass>): void {
  group('gradient', () => {
    check('gradient', () => {
      for (const pair of convolutionGradients(Convolution, t)) requireGradient(pair, t);
    });
  });
}
