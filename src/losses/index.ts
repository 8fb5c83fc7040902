export type { Loss, Targets } from './loss.ts';
export { MeanSquaredError } from './mean-squared-error.ts';
export { softmax, SoftmaxCrossEntropy } from './softmax-cross-entropy.ts';
