import type { CaseDefinition } from '../define.ts';
import { errorCases, stateCases, timeCases } from './behaviour.ts';
import { batchCases, forwardCases, paddingCases, strideCases } from './forward.ts';
import { dxCases, specialCases, tieCases } from './gradients.ts';

/** Forward first: a submission whose backward never ends has its forward judged all the same. */
export const poolingCases: readonly CaseDefinition[] = [
  ...forwardCases,
  ...strideCases,
  ...paddingCases,
  ...batchCases,
  ...errorCases,
  ...dxCases,
  ...tieCases,
  ...specialCases,
  ...stateCases,
  ...timeCases,
];
