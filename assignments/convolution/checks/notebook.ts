import { checksInNotebook, gradientsInNotebook } from '../../checking/notebook.ts';
import { convolution, type Language } from '../../index.ts';
import { convolutionGradients } from './gradient.ts';
import type { ConvolutionClass } from './types.ts';

/** The public checks as a table: `await check(Convolution)` as the last line of a cell. The language follows the notebook, or is given. */
export function check(Convolution: ConvolutionClass, language?: Language) {
  return checksInNotebook(convolution, Convolution, language);
}

/** dx, dWeight and dBias against finite differences as heat maps: `gradientCheck(Convolution)` as the last line of a cell. */
export function gradientCheck(Convolution: ConvolutionClass, language?: Language) {
  return gradientsInNotebook(convolution, (t) => convolutionGradients(Convolution, t), language);
}
