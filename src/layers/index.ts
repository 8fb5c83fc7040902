export { LeakyReLU, ReLU, Sigmoid, Tanh } from './activations.ts';
export { Layer, type ForwardOptions } from './layer.ts';
export { Linear, type LinearOptions } from './linear.ts';
export { Parameter, parameter } from './parameter.ts';
