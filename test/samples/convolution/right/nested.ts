import { fromNested, toNested, zeros, type NdArray } from '../ndarray.ts';

type Matrix = number[][];
type Images = number[][][][];

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const sum = (numbers: number[]): number => numbers.reduce((total, each) => total + each, 0);
const grid = (h: number, w: number, value: (i: number, j: number) => number): Matrix =>
  range(h).map((i) => range(w).map((j) => value(i, j)));
const add = (a: Matrix, b: Matrix): Matrix => a.map((row, i) => row.map((value, j) => value + b[i][j]));

const pad = (image: Matrix, [top, left]: number[]): Matrix =>
  grid(image.length + 2 * top, image[0].length + 2 * left, (i, j) => image[i - top]?.[j - left] ?? 0);
const crop = (image: Matrix, [top, left]: number[]): Matrix =>
  image.slice(top, image.length - top).map((row) => row.slice(left, row.length - left));

const must = (condition: boolean, message: string): void => {
  if (!condition) throw new RangeError(message);
};

// Functional style: everything is a map over nested lists.
export class Convolution {
  dWeight: NdArray = zeros([0]);
  dBias: NdArray = zeros([0]);
  kernels: Images;
  offsets: number[];
  stride: number[];
  padding: number[];
  latest?: { padded: Images; oh: number; ow: number };

  constructor(weight: NdArray, bias: NdArray, options: { stride?: [number, number]; padding?: [number, number] } = {}) {
    must(weight.shape.length === 4 && bias.shape.length === 1, 'weight needs 4 axes and bias 1');
    this.kernels = toNested(weight) as unknown as Images;
    this.offsets = Array.from(bias.data);
    this.stride = [...(options.stride ?? [1, 1])];
    this.padding = [...(options.padding ?? [0, 0])];
  }

  forward(x: NdArray): NdArray {
    const [sh, sw] = this.stride;
    must(this.stride.every((s) => Number.isInteger(s) && s > 0), `stride must be positive integers, not ${this.stride}`);
    must(this.padding.every((p) => Number.isInteger(p) && p >= 0), `padding must not be negative, not ${this.padding}`);
    must(x.shape.length === 4, `x needs 4 axes, not ${x.shape.length}`);
    must(x.shape[1] === this.kernels[0].length, 'channels of x and weight differ');
    const padded = (toNested(x) as unknown as Images).map((image) => image.map((channel) => pad(channel, this.padding)));
    const kh = this.kernels[0][0].length;
    const kw = this.kernels[0][0][0].length;
    const oh = Math.floor((padded[0][0].length - kh) / sh) + 1;
    const ow = Math.floor((padded[0][0][0].length - kw) / sw) + 1;
    must(oh > 0 && ow > 0, 'the kernel does not fit');
    this.latest = { padded, oh, ow };
    return fromNested(
      padded.map((image) =>
        this.kernels.map((kernel, f) =>
          grid(oh, ow, (i, j) =>
            this.offsets[f] +
            sum(kernel.flatMap((plane, c) => plane.flatMap((row, u) => row.map((k, v) => k * image[c][i * sh + u][j * sw + v])))),
          ),
        ),
      ),
    );
  }

  backward(dy: NdArray): NdArray {
    if (!this.latest) throw new Error('There is no forward to go back from.');
    const { padded, oh, ow } = this.latest;
    const [sh, sw] = this.stride;
    must(`${dy.shape}` === `${[padded.length, this.kernels.length, oh, ow]}`, `dy has the wrong shape ${dy.shape}`);
    const g = toNested(dy) as unknown as Images;
    this.dBias = fromNested(this.kernels.map((_, f) => sum(g.flatMap((image) => image[f].flat()))));
    this.dWeight = fromNested(
      this.kernels.map((kernel, f) =>
        kernel.map((plane, c) =>
          grid(plane.length, plane[0].length, (u, v) =>
            sum(padded.flatMap((image, n) => range(oh).flatMap((i) => range(ow).map((j) => g[n][f][i][j] * image[c][i * sh + u][j * sw + v])))),
          ),
        ),
      ),
    );
    const spread = (gradient: Matrix, kernel: Matrix, like: Matrix): Matrix => {
      const out = like.map((row) => row.map(() => 0));
      gradient.forEach((row, i) => row.forEach((value, j) =>
        kernel.forEach((line, u) => line.forEach((k, v) => { out[i * sh + u][j * sw + v] += value * k; }))));
      return out;
    };
    return fromNested(
      padded.map((image, n) =>
        image.map((channel, c) =>
          crop(this.kernels.map((kernel, f) => spread(g[n][f], kernel[c], channel)).reduce(add), this.padding),
        ),
      ),
    );
  }
}
