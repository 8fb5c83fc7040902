// Returns an array of a billion numbers by its shape.
import { type NdArray, zeros } from './ndarray.ts';

export class Convolution {
  dWeight: NdArray = zeros([1]);
  dBias: NdArray = zeros([1]);

  constructor(
    readonly weight: NdArray,
    readonly bias: NdArray,
    readonly options: { stride?: [number, number]; padding?: [number, number] } = {},
  ) {}

  forward(x: NdArray): NdArray {
    return { shape: [1000, 1000, 1000, 1], data: x.data };
  }

  backward(dy: NdArray): NdArray {
    return dy;
  }
}
