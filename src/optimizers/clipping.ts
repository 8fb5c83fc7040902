import type { Parameter } from '../layers/parameter.ts';

/** √Σg² over all gradients together. */
export function gradientNorm(parameters: readonly Parameter[]): number {
  let squares = 0;
  for (const { grad } of parameters) squares += grad.backend.dot(grad.data, grad.data);
  return Math.sqrt(squares);
}

/**
 * Scales all gradients by one factor so that their common norm is at most `limit`: the direction stays. Returns the norm before.
 *
 * Pascanu, Mikolov & Bengio 2013, arXiv 1211.5063, algorithm 1.
 */
export function clipGradients(parameters: readonly Parameter[], limit: number): number {
  if (!(limit > 0)) throw new RangeError(`clipGradients: limit must be above 0; received ${limit}`);
  const norm = gradientNorm(parameters);
  if (norm > limit) {
    for (const { grad } of parameters) grad.backend.axpby(limit / norm, grad.data, 0, grad.data);
  }
  return norm;
}
