import { checkScale, type Initializer } from './initializer.ts';
import { xavierFan, type XavierFan } from './normal.ts';

/**
 * Uniform in ±gain·√(6/(fanIn + fanOut)), or ±gain·√(3/fanIn) with `fan: 'in'`: the variance of `xavierNormal`.
 *
 * Glorot & Bengio 2010, eq. 16.
 */
export function xavierUniform({ gain = 1, fan = 'average' }: { gain?: number; fan?: XavierFan } = {}): Initializer {
  checkScale('xavierUniform', 'gain', gain);
  return (_shape, fans, random) => {
    const limit = gain * Math.sqrt(3 / xavierFan(fans, fan));
    return () => random.uniform(-limit, limit);
  };
}

/** Uniform in ±√(6/((1 + slope²)·fanIn)): the variance of `heNormal`. He et al. 2015, arXiv 1502.01852. */
export function heUniform({ slope = 0 }: { slope?: number } = {}): Initializer {
  return (_shape, { fanIn }, random) => {
    const limit = Math.sqrt(6 / ((1 + slope * slope) * fanIn));
    return () => random.uniform(-limit, limit);
  };
}
