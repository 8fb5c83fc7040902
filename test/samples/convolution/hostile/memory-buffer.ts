// Fills the memory outside of the heap.
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
    const hoard: Float64Array[] = [];
    for (;;) hoard.push(new Float64Array(8_000_000).fill(x.shape.length));
  }

  backward(dy: NdArray): NdArray {
    return dy;
  }
}
