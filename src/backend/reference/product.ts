import type { MatmulPlan, Storage } from '../backend.ts';

/** A matrix inside an array; the strides say how to step from row to row and column to column, so a transpose costs nothing. */
export interface MatrixView {
  readonly data: Storage;
  readonly offset: number;
  readonly rowStride: number;
  readonly columnStride: number;
}

/** A tile of C is tile × tile; its sixteen sums fit into registers. */
const tile = 4;
/** Columns of B packed at a time, so that the packed block stays in the second-level cache. */
const columnBlock = 256;

let packedA: Float64Array = new Float64Array(0);
let packedB: Float64Array = new Float64Array(0);
const sums: Float64Array = new Float64Array(tile * tile);

/** C = alpha · op(A) · op(B) [+ bias added to every row] [+ C]. */
export function matmul(plan: MatmulPlan, a: Storage, b: Storage, c: Storage, bias: Storage | null): void {
  const { m, n, k, transposeA, transposeB, alpha, accumulate } = plan;
  multiply(m, n, k, matrix(a, 0, k, m, transposeA), matrix(b, 0, n, k, transposeB), (row, column, sum) => {
    const at = row * n + column;
    const value = alpha * sum + (bias === null ? 0 : bias[column]);
    c[at] = accumulate ? c[at] + value : value;
  });
}

/** op(X) as a view: `columns` of it lie side by side when it is not transposed, `rows` when it is. */
export function matrix(data: Storage, offset: number, columns: number, rows: number, transposed = false): MatrixView {
  return transposed
    ? { data, offset, rowStride: 1, columnStride: rows }
    : { data, offset, rowStride: columns, columnStride: 1 };
}

/**
 * Gives `store` each element of the m×n product of two views, summed in float64.
 *
 * The plain triple loop, arranged for a processor's caches: A and a block of B's columns are first copied ("packed") into strips of four
 * rows or columns; then every 4×4 tile of the result is one loop over k whose sixteen sums stay in registers
 * (Goto & van de Geijn 2008, "Anatomy of High-Performance Matrix Multiplication").
 */
export function multiply(
  m: number,
  n: number,
  k: number,
  a: MatrixView,
  b: MatrixView,
  store: (row: number, column: number, sum: number) => void,
): void {
  if (packedA.length < (m + tile) * k) packedA = new Float64Array((m + tile) * k);
  for (let row = 0; row < m; row += tile) {
    pack(
      packedA,
      row * k,
      a.data,
      a.offset + row * a.rowStride,
      Math.min(tile, m - row),
      a.rowStride,
      a.columnStride,
      k,
    );
  }
  const width = Math.min(columnBlock, n) + tile;
  if (packedB.length < width * k) packedB = new Float64Array(width * k);
  for (let start = 0; start < n; start += columnBlock) {
    const end = Math.min(start + columnBlock, n);
    for (let column = start; column < end; column += tile) {
      const count = Math.min(tile, n - column);
      const from = b.offset + column * b.columnStride;
      pack(packedB, (column - start) * k, b.data, from, count, b.columnStride, b.rowStride, k);
    }
    for (let row = 0; row < m; row += tile) {
      const rows = Math.min(tile, m - row);
      for (let column = start; column < end; column += tile) {
        const columns = Math.min(tile, n - column);
        sumTile(k, packedA, row * k, packedB, (column - start) * k, sums);
        for (let i = 0; i < rows; i++) {
          for (let j = 0; j < columns; j++) store(row + i, column + j, sums[i * tile + j]);
        }
      }
    }
  }
}

/** Copies `count` neighbouring lines (rows of A, columns of B) so that their k-th elements stand side by side; missing lines become zeros. */
function pack(
  target: Float64Array,
  offset: number,
  source: Storage,
  from: number,
  count: number,
  lineStride: number,
  stride: number,
  k: number,
): void {
  for (let line = 0; line < tile; line++) {
    let at = from + line * lineStride;
    for (let p = 0, to = offset + line; p < k; p++, to += tile, at += stride) {
      target[to] = line < count ? source[at] : 0;
    }
  }
}

// prettier-ignore
function sumTile(k: number, a: Float64Array, offsetA: number, b: Float64Array, offsetB: number, out: Float64Array): void {
  let s00 = 0, s01 = 0, s02 = 0, s03 = 0;
  let s10 = 0, s11 = 0, s12 = 0, s13 = 0;
  let s20 = 0, s21 = 0, s22 = 0, s23 = 0;
  let s30 = 0, s31 = 0, s32 = 0, s33 = 0;
  for (let p = 0, i = offsetA, j = offsetB; p < k; p++, i += tile, j += tile) {
    const b0 = b[j], b1 = b[j + 1], b2 = b[j + 2], b3 = b[j + 3];
    let value = a[i];
    s00 += value * b0; s01 += value * b1; s02 += value * b2; s03 += value * b3;
    value = a[i + 1];
    s10 += value * b0; s11 += value * b1; s12 += value * b2; s13 += value * b3;
    value = a[i + 2];
    s20 += value * b0; s21 += value * b1; s22 += value * b2; s23 += value * b3;
    value = a[i + 3];
    s30 += value * b0; s31 += value * b1; s32 += value * b2; s33 += value * b3;
  }
  out[0] = s00; out[1] = s01; out[2] = s02; out[3] = s03;
  out[4] = s10; out[5] = s11; out[6] = s12; out[7] = s13;
  out[8] = s20; out[9] = s21; out[10] = s22; out[11] = s23;
  out[12] = s30; out[13] = s31; out[14] = s32; out[15] = s33;
}
