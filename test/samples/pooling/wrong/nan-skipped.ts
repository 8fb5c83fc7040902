// NaN never counts.
import { type NdArray, zeros, indexAt, shapeText } from './ndarray.ts';

interface Options {
  stride?: [number, number];
  padding?: [number, number];
}

export class MaxPooling {
  private readonly size: [number, number];
  private readonly stride: [number, number];
  private readonly padding: [number, number];
  private places: number[] | undefined;
  private inShape: number[] = [];
  private outShape: number[] = [];

  constructor(size: [number, number], options: Options = {}) {
    const [kh, kw] = size;
    const [sh, sw] = options.stride ?? size;
    const [ph, pw] = options.padding ?? [0, 0];
    if (![sh, sw].every((s) => Number.isInteger(s) && s > 0)) throw new RangeError(`stride must be positive: ${sh}, ${sw}`);
    if (![ph, pw].every((p) => Number.isInteger(p) && p >= 0)) throw new RangeError(`padding must be ≥ 0: ${ph}, ${pw}`);
    if (ph >= kh || pw >= kw) throw new RangeError(`padding must be smaller than the window: ${ph}, ${pw}`);
    this.size = [kh, kw];
    this.stride = [sh, sw];
    this.padding = [ph, pw];
  }

  forward(x: NdArray): NdArray {
    if (x.shape.length !== 4) throw new RangeError(`x must have 4 axes, not ${shapeText(x.shape)}`);
    const [N, C, H, W] = x.shape;
    const [kh, kw] = this.size;
    const [sh, sw] = this.stride;
    const [ph, pw] = this.padding;
    if (kh > H + 2 * ph || kw > W + 2 * pw) throw new RangeError('the window is larger than the padded x');
    const OH = Math.floor((H + 2 * ph - kh) / sh) + 1;
    const OW = Math.floor((W + 2 * pw - kw) / sw) + 1;
    const y = zeros([N, C, OH, OW]);
    const places: number[] = [];
    for (let n = 0; n < N; n += 1) {
      for (let c = 0; c < C; c += 1) {
        for (let i = 0; i < OH; i += 1) {
          for (let j = 0; j < OW; j += 1) {
            let best = -1;
            for (let u = 0; u < kh; u += 1) {
              const h = i * sh + u - ph;
              if (h < 0 || h >= H) continue;
              for (let v = 0; v < kw; v += 1) {
                const w = j * sw + v - pw;
                if (w < 0 || w >= W) continue;
                const at = indexAt(x, n, c, h, w);
                const value = x.data[at];
                if (best === -1 || value > x.data[best] || Number.isNaN(x.data[best])) best = at;
              }
            }
            y.data[places.length] = x.data[best];
            places.push(best);
          }
        }
      }
    }
    this.places = places;
    this.inShape = [...x.shape];
    this.outShape = [N, C, OH, OW];
    return y;
  }

  backward(dy: NdArray): NdArray {
    const places = this.places;
    if (!places) throw new Error('call forward before backward');
    if (dy.shape.join() !== this.outShape.join()) {
      throw new RangeError(`dy must be ${shapeText(this.outShape)}, not ${shapeText(dy.shape)}`);
    }
    const dx = zeros(this.inShape);
    for (let k = 0; k < places.length; k += 1) {
      dx.data[places[k]] += dy.data[k];
    }
    return dx;
  }
}
