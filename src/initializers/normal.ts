import { checkScale, type Fans, type Initializer } from './initializer.ts';

/** Normally distributed numbers with one standard deviation for all layers, 0.01 unless given. */
export function normal({
  mean = 0,
  standardDeviation = 0.01,
}: { mean?: number; standardDeviation?: number } = {}): Initializer {
  checkScale('normal', 'standardDeviation', standardDeviation);
  return (_shape, _fans, random) => () => random.normal(mean, standardDeviation);
}

/** Which fan a Xavier initializer divides by: the mean of both (the paper) or fan-in alone (as the book and many lecture notes have it). */
export type XavierFan = 'average' | 'in';

/**
 * Normal with standard deviation gain·√(2/(fanIn + fanOut)), or gain·√(1/fanIn) with `fan: 'in'`.
 *
 * Keeps the variance of activations and gradients from layer to layer where the activation is nearly linear (tanh, sigmoid).
 * Glorot & Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks", eq. 12 and 16.
 */
export function xavierNormal({ gain = 1, fan = 'average' }: { gain?: number; fan?: XavierFan } = {}): Initializer {
  checkScale('xavierNormal', 'gain', gain);
  return (_shape, fans, random) => {
    const deviation = gain * Math.sqrt(1 / xavierFan(fans, fan));
    return () => random.normal(0, deviation);
  };
}

export function xavierFan({ fanIn, fanOut }: Fans, fan: XavierFan): number {
  return fan === 'in' ? fanIn : (fanIn + fanOut) / 2;
}

/**
 * Normal with standard deviation √(2/((1 + slope²)·fanIn)); `slope` is a leaky ReLU's, 0 for ReLU.
 *
 * ReLU sets half of its inputs to zero, so the variance must be twice Xavier's. He et al. 2015, arXiv 1502.01852, eq. 10 and 15.
 */
export function heNormal({ slope = 0 }: { slope?: number } = {}): Initializer {
  return (_shape, { fanIn }, random) => {
    const deviation = Math.sqrt(2 / ((1 + slope * slope) * fanIn));
    return () => random.normal(0, deviation);
  };
}

/** Normal with standard deviation √(1/fanIn). LeCun et al. 1998, "Efficient BackProp", eq. 16. */
export function lecunNormal(): Initializer {
  return (_shape, { fanIn }, random) =>
    () =>
      random.normal(0, Math.sqrt(1 / fanIn));
}
