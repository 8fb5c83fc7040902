// Returns numbers that are objects.
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
    const sly = { valueOf: () => Number.NaN, [Symbol.toPrimitive]: () => Number.NaN };
    return { shape: x.shape, data: Array.from(x.data, () => sly) as unknown as Float64Array };
  }

  backward(dy: NdArray): NdArray {
    return dy;
  }
}
