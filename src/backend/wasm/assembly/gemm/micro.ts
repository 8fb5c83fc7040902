// The 4x8 micro-kernel: eight accumulators, two vectors of B, one broadcast of A. V8 keeps 15 vector registers for us, and on
// Node 20 every vector loaded in the loop body stays live, so a larger tile or an unrolled loop spills and halves the speed.

import { FROM_COLUMN_BIAS, FROM_OUTPUT, FROM_ROW_BIAS } from '../../shared/codes';
import { multiplyAdd } from '../vector';

/** c[0..4, 0..8] = start + a·b over `depth` steps of packed panels; `stride` is c's row length in bytes. */
export function tile(depth: i32, a: usize, b: usize, c: usize, stride: usize, start: i32, bias: usize): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  const row1 = c + stride;
  const row2 = row1 + stride;
  const row3 = row2 + stride;
  if (start == FROM_OUTPUT) {
    c00 = v128.load(c);
    c01 = v128.load(c, 16);
    c10 = v128.load(row1);
    c11 = v128.load(row1, 16);
    c20 = v128.load(row2);
    c21 = v128.load(row2, 16);
    c30 = v128.load(row3);
    c31 = v128.load(row3, 16);
  } else if (start == FROM_COLUMN_BIAS) {
    c00 = v128.load(bias);
    c01 = v128.load(bias, 16);
    c10 = c00;
    c11 = c01;
    c20 = c00;
    c21 = c01;
    c30 = c00;
    c31 = c01;
  } else if (start == FROM_ROW_BIAS) {
    c00 = v128.load32_splat(bias);
    c01 = c00;
    c10 = v128.load32_splat(bias, 4);
    c11 = c10;
    c20 = v128.load32_splat(bias, 8);
    c21 = c20;
    c30 = v128.load32_splat(bias, 12);
    c31 = c30;
  }
  const end = a + ((<usize>depth) << 4);
  while (a < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let row = v128.load32_splat(a);
    c00 = multiplyAdd(row, b0, c00);
    c01 = multiplyAdd(row, b1, c01);
    row = v128.load32_splat(a, 4);
    c10 = multiplyAdd(row, b0, c10);
    c11 = multiplyAdd(row, b1, c11);
    row = v128.load32_splat(a, 8);
    c20 = multiplyAdd(row, b0, c20);
    c21 = multiplyAdd(row, b1, c21);
    row = v128.load32_splat(a, 12);
    c30 = multiplyAdd(row, b0, c30);
    c31 = multiplyAdd(row, b1, c31);
    a += 16;
    b += 32;
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  v128.store(row1, c10);
  v128.store(row1, c11, 16);
  v128.store(row2, c20);
  v128.store(row2, c21, 16);
  v128.store(row3, c30);
  v128.store(row3, c31, 16);
}
