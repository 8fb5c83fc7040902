// Throws outside of the call, and rejects promises that nobody waits for.
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
    setTimeout(() => {
      throw new Error('later');
    }, 0);
    void Promise.reject(new Error('nobody waits'));
    return x;
  }

  backward(dy: NdArray): NdArray {
    return dy;
  }
}
