import type { CaseDefinition } from '../define.ts';
import { errorCases, stateCases } from './behaviour.ts';
import { precisionCases, timeCases } from './extremes.ts';
import { batchCases, channelCases, forwardCases, paddingCases, strideCases } from './forward.ts';
import { dBiasCases, dWeightCases, dxCases } from './gradients.ts';

/** Forward first: a submission whose backward never ends has its forward judged all the same. */
export const convolutionCases: readonly CaseDefinition[] = [
  ...forwardCases,
  ...strideCases,
  ...paddingCases,
  ...channelCases,
  ...batchCases,
  ...errorCases,
  ...dxCases,
  ...dWeightCases,
  ...dBiasCases,
  ...stateCases,
  ...precisionCases,
  ...timeCases,
];
