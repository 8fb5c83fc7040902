import type { NdArray } from '../../ndarray.ts';

/** What a submission's class must look like; the assignment's text says what it must do. */
export interface ConvolutionLayer {
  forward(x: NdArray): NdArray;
  backward(dy: NdArray): NdArray;
  dWeight: NdArray;
  dBias: NdArray;
}

export interface ConvolutionOptions {
  stride?: [number, number];
  padding?: [number, number];
}

export type ConvolutionClass = new (weight: NdArray, bias: NdArray, options?: ConvolutionOptions) => ConvolutionLayer;
