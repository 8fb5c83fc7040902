// Fills the heap.
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
    const hoard: number[][] = [];
    for (;;) hoard.push(new Array<number>(100_000).fill(x.shape.length + hoard.length));
  }

  backward(dy: NdArray): NdArray {
    return dy;
  }
}
