export type { Loss, Targets } from './loss.ts';
export { MeanSquaredError } from './meanSquaredError.ts';
export { softmax, SoftmaxCrossEntropy } from './softmaxCrossEntropy.ts';
