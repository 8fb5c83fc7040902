// Prints until it is stopped.
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
    for (;;) console.log('x'.repeat(1_000_000), x.shape);
  }

  backward(dy: NdArray): NdArray {
    return dy;
  }
}
