// Sends signals to its own and its parent's process.
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
    process.kill(process.ppid, 0);
    process.kill(process.pid, 'SIGTERM');
    return x;
  }

  backward(dy: NdArray): NdArray {
    return dy;
  }
}
