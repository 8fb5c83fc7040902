import type { Specification } from '../../checking/specification.ts';
import { backwardChecks } from './backward.ts';
import { errorChecks } from './errors.ts';
import { forwardChecks } from './forward.ts';
import { gradientChecks } from './gradient.ts';
import { stateChecks } from './state.ts';
import type { MaxPoolingClass } from './types.ts';

/** The public checks, in the order in which one implements a layer. */
export const poolingChecks: Specification<MaxPoolingClass> = {
  namespace: 'pooling',
  define(tools) {
    forwardChecks(tools);
    backwardChecks(tools);
    gradientChecks(tools);
    stateChecks(tools);
    errorChecks(tools);
  },
};
