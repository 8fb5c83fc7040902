import type { LayerOptions, Pair, PlainArray } from './plain-array.ts';
import { checkOptions, places, sameShape, zeros } from './plain-array.ts';

/** The latest forward: the shapes, and for each output the place in x that it took its value from. */
interface Latest {
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly taken: readonly number[];
}

/**
 * Max pooling by its definition, with every rule of the assignment: padding never wins; of equal maxima the first in row-major
 * order counts; a window with a NaN gives NaN and its gradient goes to the first NaN; a window of −Infinity alone passes its
 * gradient to its first real position.
 */
export class ReferenceMaxPooling {
  readonly #size: Pair;
  readonly #stride: Pair;
  readonly #padding: Pair;
  #latest: Latest | undefined;

  constructor(size: Pair, { stride = size, padding = [0, 0] }: LayerOptions = {}) {
    checkOptions(stride, padding);
    if (padding[0] >= size[0] || padding[1] >= size[1]) throw new RangeError('padding must be smaller than the window');
    this.#size = [...size];
    this.#stride = [...stride];
    this.#padding = [...padding];
  }

  forward(x: PlainArray): PlainArray {
    if (x.shape.length !== 4) throw new RangeError('x must have the shape N×C×H×W');
    const [images, channels, height, width] = x.shape;
    const rows = places(height, this.#size[0], this.#stride[0], this.#padding[0]);
    const columns = places(width, this.#size[1], this.#stride[1], this.#padding[1]);
    if (rows < 1 || columns < 1) throw new RangeError('the window is larger than the padded input');
    const y = zeros([images, channels, rows, columns]);
    const taken = Array.from(y.data, (_, at) => {
      const plane = Math.floor(at / (rows * columns));
      return this.#winner(x, plane, Math.floor(at / columns) % rows, at % columns);
    });
    taken.forEach((place, at) => {
      y.data[at] = x.data[place];
    });
    this.#latest = { inputShape: [...x.shape], outputShape: y.shape, taken };
    return y;
  }

  backward(dy: PlainArray): PlainArray {
    const latest = this.#latest;
    if (!latest) throw new Error('backward needs a forward before it');
    if (!sameShape(dy.shape, latest.outputShape)) throw new RangeError('dy must have the shape of the latest output');
    const dx = zeros(latest.inputShape);
    latest.taken.forEach((place, at) => {
      dx.data[place] += dy.data[at];
    });
    return dx;
  }

  /** Where the window that starts at row i and column j of a plane takes its value from. */
  #winner(x: PlainArray, plane: number, i: number, j: number): number {
    const [, , height, width] = x.shape;
    let winner = -1;
    for (let u = 0; u < this.#size[0]; u += 1) {
      for (let v = 0; v < this.#size[1]; v += 1) {
        const row = i * this.#stride[0] + u - this.#padding[0];
        const column = j * this.#stride[1] + v - this.#padding[1];
        if (row < 0 || row >= height || column < 0 || column >= width) continue;
        const place = (plane * height + row) * width + column;
        if (Number.isNaN(x.data[place])) return place;
        if (winner === -1 || x.data[place] > x.data[winner]) winner = place;
      }
    }
    return winner;
  }
}
