export { concatenate, oneHot, stack, tensor } from './functions.ts';
export type { NestedArray } from './nested.ts';
export { Random } from './random.ts';
export type { Range } from './selection.ts';
export type { Shape } from './shape.ts';
export { Tensor, type ReductionOptions, type TensorOptions } from './tensor.ts';
