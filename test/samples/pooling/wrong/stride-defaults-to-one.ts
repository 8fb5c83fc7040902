// The stride defaults to 1.
interface NdArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

type Pair = [number, number];

function fail(message: string): never {
  throw new RangeError(message);
}

/** The place of the window's maximum in an array that is padded with -Infinity. */
function argmax(data: Float64Array, real: Uint8Array, start: number, width: number, [kh, kw]: Pair): number {
  let best = -1;
  for (let u = 0; u < kh; u++)
    for (let v = 0; v < kw; v++) {
      const at = start + u * width + v;
      if (!real[at]) continue;
      if (Number.isNaN(data[at])) return at;
      if (best < 0 || data[at] > data[best]) best = at;
    }
  return best;
}

export class MaxPooling {
  #size: Pair;
  #stride: Pair;
  #padding: Pair;
  #data = new Float64Array();
  #real = new Uint8Array();
  #shape: number[] | null = null;

  constructor(size: Pair, options?: { stride?: Pair; padding?: Pair }) {
    this.#size = [...size];
    this.#stride = [...(options?.stride ?? ([1, 1] as Pair))];
    this.#padding = [...(options?.padding ?? ([0, 0] as Pair))];
    for (const axis of [0, 1]) {
      if (!Number.isInteger(this.#stride[axis]) || this.#stride[axis] < 1) fail('stride');
      if (this.#padding[axis] < 0 || this.#padding[axis] >= this.#size[axis]) fail('padding');
    }
  }

  #geometry(shape: number[]) {
    const [N, C, H, W] = shape;
    const [ph, pw] = this.#padding;
    const height = H + 2 * ph;
    const width = W + 2 * pw;
    const OH = Math.floor((height - this.#size[0]) / this.#stride[0]) + 1;
    const OW = Math.floor((width - this.#size[1]) / this.#stride[1]) + 1;
    return { planes: N * C, N, C, H, W, ph, pw, height, width, OH, OW };
  }

  forward(x: NdArray): NdArray {
    if (x.shape.length !== 4) fail('x needs four axes');
    const shape = [...x.shape];
    const { planes, N, C, H, W, ph, pw, height, width, OH, OW } = this.#geometry(shape);
    if (OH < 1 || OW < 1) fail('the window is too large');
    const data = new Float64Array(planes * height * width).fill(-Infinity);
    const real = new Uint8Array(data.length);
    for (let p = 0; p < planes; p++)
      for (let h = 0; h < H; h++)
        for (let w = 0; w < W; w++) {
          const at = (p * height + h + ph) * width + w + pw;
          data[at] = x.data[(p * H + h) * W + w];
          real[at] = 1;
        }
    this.#data = data;
    this.#real = real;
    this.#shape = shape;
    const y = new Float64Array(planes * OH * OW);
    this.#windows((k, at) => {
      y[k] = data[at];
    });
    return { shape: [N, C, OH, OW], data: y };
  }

  backward(dy: NdArray): NdArray {
    if (this.#shape === null) throw new Error('forward first');
    const { planes, N, C, H, W, ph, pw, height, width, OH, OW } = this.#geometry(this.#shape);
    if (dy.shape.join('x') !== [N, C, OH, OW].join('x')) fail('dy');
    const padded = new Float64Array(this.#data.length);
    this.#windows((k, at) => {
      padded[at] += dy.data[k];
    });
    const dx = new Float64Array(planes * H * W);
    for (let p = 0; p < planes; p++)
      for (let h = 0; h < H; h++)
        for (let w = 0; w < W; w++) dx[(p * H + h) * W + w] = padded[(p * height + h + ph) * width + w + pw];
    return { shape: [N, C, H, W], data: dx };
  }

  #windows(visit: (k: number, at: number) => void): void {
    const { planes, height, width, OH, OW } = this.#geometry(this.#shape ?? []);
    let k = 0;
    for (let p = 0; p < planes; p++)
      for (let i = 0; i < OH; i++)
        for (let j = 0; j < OW; j++) {
          const start = (p * height + i * this.#stride[0]) * width + j * this.#stride[1];
          visit(k++, argmax(this.#data, this.#real, start, width, this.#size));
        }
  }
}
