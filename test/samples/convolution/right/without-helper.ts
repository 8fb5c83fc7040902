// Types of its own, no import.
interface NdArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

type Pair = [number, number];

/** Rows × inner times inner × columns, all flat and row-major. */
function matmul(a: Float64Array, b: Float64Array, rows: number, inner: number, columns: number): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let r = 0; r < rows; r++)
    for (let k = 0; k < inner; k++) {
      const left = a[r * inner + k];
      for (let c = 0; c < columns; c++) out[r * columns + c] += left * b[k * columns + c];
    }
  return out;
}

function transpose(a: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(a.length);
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) out[c * rows + r] = a[r * columns + c];
  return out;
}

function check(ok: boolean, message: string): void {
  if (!ok) throw new RangeError(message);
}

export class Convolution {
  dWeight!: NdArray;
  dBias!: NdArray;
  #w: Float64Array;
  #b: Float64Array;
  #wShape: number[];
  #stride: Pair;
  #padding: Pair;
  #cache: { columns: Float64Array; xShape: number[]; OH: number; OW: number } | null = null;

  constructor(weight: NdArray, bias: NdArray, { stride = [1, 1], padding = [0, 0] }: { stride?: Pair; padding?: Pair } = {}) {
    check(weight.shape.length === 4, 'weight: F×C×KH×KW expected');
    check(bias.shape.length === 1 && bias.shape[0] === weight.shape[0], 'bias: F expected');
    for (const s of stride) check(Number.isInteger(s) && s >= 1, `bad stride ${s}`);
    for (const p of padding) check(Number.isInteger(p) && p >= 0, `bad padding ${p}`);
    this.#w = weight.data.slice();
    this.#b = bias.data.slice();
    this.#wShape = [...weight.shape];
    this.#stride = [...stride];
    this.#padding = [...padding];
  }

  forward(x: NdArray): NdArray {
    check(x.shape.length === 4, 'x: N×C×H×W expected');
    const [N, C, H, W] = x.shape;
    const [F, WC, KH, KW] = this.#wShape;
    check(C === WC, `x has ${C} channels, the weight ${WC}`);
    const OH = Math.floor((H + 2 * this.#padding[0] - KH) / this.#stride[0]) + 1;
    const OW = Math.floor((W + 2 * this.#padding[1] - KW) / this.#stride[1]) + 1;
    check(OH >= 1 && OW >= 1, 'window larger than padded input');

    // One row per output position, one column per number under the kernel.
    const columns = new Float64Array(N * OH * OW * C * KH * KW);
    this.#walk(x.shape, OH, OW, (column, source) => {
      columns[column] = x.data[source];
    });
    this.#cache = { columns, xShape: [...x.shape], OH, OW };

    const K = C * KH * KW;
    const product = matmul(columns, transpose(this.#w, F, K), N * OH * OW, K, F);
    const data = new Float64Array(N * F * OH * OW);
    for (let n = 0; n < N; n++)
      for (let p = 0; p < OH * OW; p++)
        for (let f = 0; f < F; f++) data[(n * F + f) * OH * OW + p] = product[(n * OH * OW + p) * F + f] + this.#b[f];
    return { shape: [N, F, OH, OW], data };
  }

  backward(dy: NdArray): NdArray {
    if (this.#cache === null) throw new Error('backward needs a forward first');
    const { columns, xShape, OH, OW } = this.#cache;
    const [N] = xShape;
    const [F, C, KH, KW] = this.#wShape;
    check(dy.shape.join('x') === [N, F, OH, OW].join('x'), `dy has the shape ${dy.shape.join('x')}`);
    const rows = N * OH * OW;
    const K = C * KH * KW;
    const flat = new Float64Array(rows * F);
    const db = new Float64Array(F);
    for (let n = 0; n < N; n++)
      for (let f = 0; f < F; f++)
        for (let p = 0; p < OH * OW; p++) {
          const value = dy.data[(n * F + f) * OH * OW + p];
          flat[(n * OH * OW + p) * F + f] = value;
          db[f] += value;
        }
    this.dBias = { shape: [F], data: db };
    this.dWeight = { shape: [F, C, KH, KW], data: matmul(transpose(flat, rows, F), columns, F, rows, K) };
    const dColumns = matmul(flat, this.#w, rows, F, K);
    const dx = new Float64Array(xShape.reduce((a, b) => a * b, 1));
    this.#walk(xShape, OH, OW, (column, source) => {
      dx[source] += dColumns[column];
    });
    return { shape: xShape.slice(), data: dx };
  }

  /** Visits every number under every kernel position that is not padding. */
  #walk(xShape: readonly number[], OH: number, OW: number, visit: (column: number, source: number) => void): void {
    const [N, C, H, W] = xShape;
    const [, , KH, KW] = this.#wShape;
    let column = 0;
    for (let n = 0; n < N; n++)
      for (let i = 0; i < OH; i++)
        for (let j = 0; j < OW; j++)
          for (let c = 0; c < C; c++)
            for (let u = 0; u < KH; u++)
              for (let v = 0; v < KW; v++, column++) {
                const h = i * this.#stride[0] + u - this.#padding[0];
                const w = j * this.#stride[1] + v - this.#padding[1];
                if (h >= 0 && h < H && w >= 0 && w < W) visit(column, ((n * C + c) * H + h) * W + w);
              }
  }
}
