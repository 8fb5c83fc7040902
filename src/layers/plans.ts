import type { MatmulPlan } from '../backend/backend.ts';

/** A layer's plan for one product, made anew only when a size changes (see `Backend`: plans are kept by identity). */
export class MatmulPlanner {
  readonly #fixed: Pick<MatmulPlan, 'transposeA' | 'transposeB'>;
  #plan: MatmulPlan | undefined;

  constructor({ transposeA = false, transposeB = false }: { transposeA?: boolean; transposeB?: boolean } = {}) {
    this.#fixed = { transposeA, transposeB };
  }

  plan(m: number, n: number, k: number): MatmulPlan {
    const last = this.#plan;
    if (last && last.m === m && last.n === n && last.k === k) return last;
    return (this.#plan = Object.freeze({ m, n, k, ...this.#fixed, alpha: 1, accumulate: false }));
  }
}
