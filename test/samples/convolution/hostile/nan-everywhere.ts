// Returns NaN only, hoping that no comparison with NaN fails.
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
    return { shape: x.shape, data: new Float64Array(x.data.length).fill(Number.NaN) };
  }

  backward(dy: NdArray): NdArray {
    return dy;
  }
}
