import type { NdArray } from '../../ndarray.ts';

/** What a submission's class must look like; the assignment's text says what it must do. */
export interface MaxPoolingLayer {
  forward(x: NdArray): NdArray;
  backward(dy: NdArray): NdArray;
}

export interface PoolingOptions {
  stride?: [number, number];
  padding?: [number, number];
}

export type MaxPoolingClass = new (size: [number, number], options?: PoolingOptions) => MaxPoolingLayer;
