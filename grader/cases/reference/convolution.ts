import type { LayerOptions, Pair, PlainArray } from './plain-array.ts';
import { checkOptions, copyOf, places, sameShape, zeros } from './plain-array.ts';

/** The latest forward: its input, and the shape of what it gave. */
interface Latest {
  readonly x: PlainArray;
  readonly outputShape: readonly number[];
}

/** One product in the sum: where it reads x and the weight, and where it adds to y. */
type Visit = (x: number, weight: number, y: number) => void;

/**
 * Cross-correlation by its definition, with every rule of the assignment:
 * y[n,f,i,j] = b[f] + Σ x[n,c, i·sh+u−ph, j·sw+v−pw] · w[f,c,u,v] over c, u, v inside the image.
 * It is slow and plain, because the marks of a class rest on it.
 */
export class ReferenceConvolution {
  dWeight: PlainArray;
  dBias: PlainArray;
  readonly #weight: PlainArray;
  readonly #bias: PlainArray;
  readonly #stride: Pair;
  readonly #padding: Pair;
  #latest: Latest | undefined;

  constructor(weight: PlainArray, bias: PlainArray, { stride = [1, 1], padding = [0, 0] }: LayerOptions = {}) {
    if (weight.shape.length !== 4) throw new RangeError('weight must have the shape F×C×KH×KW');
    if (!sameShape(bias.shape, [weight.shape[0]])) throw new RangeError('bias must hold one number for each filter');
    checkOptions(stride, padding);
    this.#weight = copyOf(weight);
    this.#bias = copyOf(bias);
    this.#stride = [...stride];
    this.#padding = [...padding];
    this.dWeight = zeros(weight.shape);
    this.dBias = zeros(bias.shape);
  }

  forward(x: PlainArray): PlainArray {
    const [filters, channels, height, width] = this.#weight.shape;
    if (x.shape.length !== 4) throw new RangeError('x must have the shape N×C×H×W');
    if (x.shape[1] !== channels) throw new RangeError(`x must have ${channels} channels. Received ${x.shape[1]}.`);
    const rows = places(x.shape[2], height, this.#stride[0], this.#padding[0]);
    const columns = places(x.shape[3], width, this.#stride[1], this.#padding[1]);
    if (rows < 1 || columns < 1) throw new RangeError('the window is larger than the padded input');
    const y = zeros([x.shape[0], filters, rows, columns]);
    this.#latest = { x: copyOf(x), outputShape: y.shape };
    const area = rows * columns;
    for (let at = 0; at < y.data.length; at += 1) y.data[at] = this.#bias.data[Math.floor(at / area) % filters];
    this.#visit(this.#latest, (inX, inWeight, inY) => {
      y.data[inY] += x.data[inX] * this.#weight.data[inWeight];
    });
    return y;
  }

  backward(dy: PlainArray): PlainArray {
    const latest = this.#latest;
    if (!latest) throw new Error('backward needs a forward before it');
    if (!sameShape(dy.shape, latest.outputShape)) throw new RangeError('dy must have the shape of the latest output');
    const [, filters, rows, columns] = latest.outputShape;
    const dx = zeros(latest.x.shape);
    const dWeight = zeros(this.#weight.shape);
    const dBias = zeros(this.#bias.shape);
    const area = rows * columns;
    for (let at = 0; at < dy.data.length; at += 1) dBias.data[Math.floor(at / area) % filters] += dy.data[at];
    this.#visit(latest, (inX, inWeight, inY) => {
      dx.data[inX] += dy.data[inY] * this.#weight.data[inWeight];
      dWeight.data[inWeight] += dy.data[inY] * latest.x.data[inX];
    });
    this.dWeight = dWeight;
    this.dBias = dBias;
    return dx;
  }

  #visit({ x, outputShape }: Latest, visit: Visit): void {
    const [images, channels, xHeight, xWidth] = x.shape;
    const [, filters, rows, columns] = outputShape;
    const [, , height, width] = this.#weight.shape;
    for (let n = 0; n < images; n += 1)
      for (let f = 0; f < filters; f += 1)
        for (let i = 0; i < rows; i += 1)
          for (let j = 0; j < columns; j += 1)
            for (let c = 0; c < channels; c += 1)
              for (let u = 0; u < height; u += 1)
                for (let v = 0; v < width; v += 1) {
                  const row = i * this.#stride[0] + u - this.#padding[0];
                  const column = j * this.#stride[1] + v - this.#padding[1];
                  if (row < 0 || row >= xHeight || column < 0 || column >= xWidth) continue;
                  visit(
                    ((n * channels + c) * xHeight + row) * xWidth + column,
                    ((f * channels + c) * height + u) * width + v,
                    ((n * filters + f) * rows + i) * columns + j,
                  );
                }
  }
}
