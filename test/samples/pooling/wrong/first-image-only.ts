// Takes the first image for all of them.
import { fromNested, toNested, type NdArray } from '../ndarray.ts';

type Matrix = number[][];
interface Found { value: number; h: number; w: number }

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const grid = <T>(h: number, w: number, make: (i: number, j: number) => T): T[][] => range(h).map((i) => range(w).map((j) => make(i, j)));
const must = (condition: boolean, message: string): void => {
  if (!condition) throw new RangeError(message);
};
const better = (one: Found, other: Found): Found =>
  Number.isNaN(one.value) || !(other.value > one.value || Number.isNaN(other.value)) ? one : other;

// Functional style: a padded image of places, of which each window keeps the best.
export class MaxPooling {
  private latest?: { found: Found[][][][]; shape: readonly number[] };
  private readonly all: number[];

  constructor(size: [number, number], { stride = size, padding = [0, 0] }: { stride?: [number, number]; padding?: [number, number] } = {}) {
    this.all = [...size, ...stride, ...padding];
    must([0, 1, 2, 3].every((k) => Number.isInteger(this.all[k]) && this.all[k] > 0), `size and stride must be positive integers`);
    must([4, 5].every((k) => Number.isInteger(this.all[k]) && this.all[k] >= 0 && this.all[k] < this.all[k - 4]), `padding must fit the window`);
  }

  forward(x: NdArray): NdArray {
    must(x.shape.length === 4, `x needs 4 axes, not ${x.shape.length}`);
    const [kh, kw, sh, sw, ph, pw] = this.all;
    const [, , H, W] = x.shape;
    const oh = Math.floor((H + 2 * ph - kh) / sh) + 1;
    const ow = Math.floor((W + 2 * pw - kw) / sw) + 1;
    must(oh > 0 && ow > 0, 'the window does not fit');
    const pool = (image: Matrix): Found[][] =>
      grid(oh, ow, (i, j) =>
        grid(kh, kw, (u, v) => ({ h: i * sh + u - ph, w: j * sw + v - pw }))
          .flat()
          .filter(({ h, w }) => h >= 0 && h < H && w >= 0 && w < W)
          .map(({ h, w }) => ({ h, w, value: image[h][w] }))
          .reduce(better),
      );
    const found = (toNested(x) as unknown as Matrix[][]).map((_, __, images) => images[0].map(pool));
    this.latest = { found, shape: [...x.shape] };
    return fromNested(found.map((image) => image.map((channel) => channel.map((row) => row.map(({ value }) => value)))));
  }

  backward(dy: NdArray): NdArray {
    if (!this.latest) throw new Error('There is no forward to go back from.');
    const { found, shape } = this.latest;
    const [, , H, W] = shape;
    must(`${dy.shape}` === `${[shape[0], shape[1], found[0][0].length, found[0][0][0].length]}`, `dy has the wrong shape ${dy.shape}`);
    const g = toNested(dy) as unknown as Matrix[][];
    return fromNested(
      found.map((image, n) =>
        image.map((channel, c) => {
          const dx = grid(H, W, () => 0);
          channel.forEach((row, i) => row.forEach(({ h, w }, j) => { dx[h][w] += g[n][c][i][j]; }));
          return dx;
        }),
      ),
    );
  }
}
