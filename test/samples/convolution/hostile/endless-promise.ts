// Waits for ever at the top level.
await new Promise(() => setInterval(() => {}, 1000));

import { type NdArray, zeros, copyOf, indexAt, shapeText } from './ndarray.ts';

interface Options {
  stride?: [number, number];
  padding?: [number, number];
}

export class Convolution {
  dWeight: NdArray;
  dBias: NdArray;
  private readonly weight: NdArray;
  private readonly bias: NdArray;
  private readonly stride: [number, number];
  private readonly padding: [number, number];
  private x: NdArray | undefined;
  private outShape: number[] = [];

  constructor(weight: NdArray, bias: NdArray, options: Options = {}) {
    const [sh, sw] = options.stride ?? [1, 1];
    const [ph, pw] = options.padding ?? [0, 0];
    if (weight.shape.length !== 4) throw new RangeError(`weight must have 4 axes, not ${shapeText(weight.shape)}`);
    if (bias.shape.length !== 1) throw new RangeError(`bias must have 1 axis, not ${shapeText(bias.shape)}`);
    if (![sh, sw].every((s) => Number.isInteger(s) && s > 0)) throw new RangeError(`stride must be positive: ${sh}, ${sw}`);
    if (![ph, pw].every((p) => Number.isInteger(p) && p >= 0)) throw new RangeError(`padding must be ≥ 0: ${ph}, ${pw}`);
    this.weight = copyOf(weight);
    this.bias = copyOf(bias);
    this.stride = [sh, sw];
    this.padding = [ph, pw];
    this.dWeight = zeros(weight.shape);
    this.dBias = zeros(bias.shape);
  }

  forward(x: NdArray): NdArray {
    const [F, C, KH, KW] = this.weight.shape;
    if (x.shape.length !== 4) throw new RangeError(`x must have 4 axes, not ${shapeText(x.shape)}`);
    const [N, channels, H, W] = x.shape;
    if (channels !== C) throw new RangeError(`x must have ${C} channels, not ${channels}`);
    const [sh, sw] = this.stride;
    const [ph, pw] = this.padding;
    const OH = Math.floor((H + 2 * ph - KH) / sh) + 1;
    const OW = Math.floor((W + 2 * pw - KW) / sw) + 1;
    if (KH > H + 2 * ph || KW > W + 2 * pw) throw new RangeError('the kernel is larger than the padded x');
    this.x = copyOf(x);
    this.outShape = [N, F, OH, OW];
    const y = zeros(this.outShape);
    for (let n = 0; n < N; n += 1) {
      for (let f = 0; f < F; f += 1) {
        for (let i = 0; i < OH; i += 1) {
          for (let j = 0; j < OW; j += 1) {
            let sum = this.bias.data[f];
            for (let c = 0; c < C; c += 1) {
              for (let u = 0; u < KH; u += 1) {
                const h = i * sh + u - ph;
                if (h < 0 || h >= H) continue;
                for (let v = 0; v < KW; v += 1) {
                  const w = j * sw + v - pw;
                  if (w < 0 || w >= W) continue;
                  sum += x.data[indexAt(x, n, c, h, w)] * this.weight.data[indexAt(this.weight, f, c, u, v)];
                }
              }
            }
            y.data[indexAt(y, n, f, i, j)] = sum;
          }
        }
      }
    }
    return y;
  }

  backward(dy: NdArray): NdArray {
    const x = this.x;
    if (!x) throw new Error('call forward before backward');
    if (dy.shape.join() !== this.outShape.join()) {
      throw new RangeError(`dy must be ${shapeText(this.outShape)}, not ${shapeText(dy.shape)}`);
    }
    const [N, C, H, W] = x.shape;
    const [F, , KH, KW] = this.weight.shape;
    const [, , OH, OW] = dy.shape;
    const [sh, sw] = this.stride;
    const [ph, pw] = this.padding;
    const dx = zeros(x.shape);
    const dWeight = zeros(this.weight.shape);
    const dBias = zeros(this.bias.shape);
    for (let n = 0; n < N; n += 1) {
      for (let f = 0; f < F; f += 1) {
        for (let i = 0; i < OH; i += 1) {
          for (let j = 0; j < OW; j += 1) {
            const g = dy.data[indexAt(dy, n, f, i, j)];
            dBias.data[f] += g;
            for (let c = 0; c < C; c += 1) {
              for (let u = 0; u < KH; u += 1) {
                const h = i * sh + u - ph;
                if (h < 0 || h >= H) continue;
                for (let v = 0; v < KW; v += 1) {
                  const w = j * sw + v - pw;
                  if (w < 0 || w >= W) continue;
                  const at = indexAt(x, n, c, h, w);
                  const k = indexAt(this.weight, f, c, u, v);
                  dx.data[at] += g * this.weight.data[k];
                  dWeight.data[k] += g * x.data[at];
                }
              }
            }
          }
        }
      }
    }
    this.dWeight = dWeight;
    this.dBias = dBias;
    return dx;
  }
}
