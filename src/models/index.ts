export {
  deepConvNet,
  simpleConvNet,
  type ConvNetOptions,
  type DeepConvNetOptions,
  type SimpleConvNetOptions,
} from './conv-nets.ts';
export { Sequential } from './sequential.ts';
export { Summary, type SummaryRow } from './summary.ts';
export { vgg, type VggDepth, type VggOptions } from './vgg.ts';
