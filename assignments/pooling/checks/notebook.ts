import { checksInNotebook, gradientsInNotebook } from '../../checking/notebook.ts';
import { type Language, pooling } from '../../index.ts';
import { poolingGradients } from './gradient.ts';
import type { MaxPoolingClass } from './types.ts';

/** The public checks as a table: `await check(MaxPooling)` as the last line of a cell. The language follows the notebook, or is given. */
export function check(MaxPooling: MaxPoolingClass, language?: Language) {
  return checksInNotebook(pooling, MaxPooling, language);
}

/** dx against finite differences as a heat map: `gradientCheck(MaxPooling)` as the last line of a cell. */
export function gradientCheck(MaxPooling: MaxPoolingClass, language?: Language) {
  return gradientsInNotebook(pooling, (t) => poolingGradients(MaxPooling, t), language);
}
