// C = A·B by blocks: panels of B for `DEPTH_BLOCK` steps stay in the second-level cache while panels of A stream past them.
import { FROM_COLUMN_BIAS, FROM_OUTPUT, FROM_ROW_BIAS, FROM_ZERO } from '../../shared/codes';
import { integer, pointer, real } from '../arguments';
import { BIAS, COLUMN_BLOCK, DEPTH_BLOCK, EDGE_TILE, PANELS_OF_B, ROW_BLOCK, workspace } from '../workspace';
import { tile } from './micro';
import { packPanels } from './pack';

/**
 * c (m × n) = start + alpha · a·b, where a(i, k) lies at a + i·aRow + k·aDepth and b(k, j) at b + k·bDepth + j·bColumn.
 *
 * Arguments: m, n, k, a, aRow, aDepth, b, bDepth, bColumn, c, start, bias, alpha, whether rows are split (strides in bytes).
 * Units: panels of 4 rows or of 8 columns; each element is summed in the same order however they are split.
 */
export function multiply(from: i32, to: i32): void {
  if (integer(13)) multiplyPart(from << 2, min(to << 2, integer(0)), 0, integer(1));
  else multiplyPart(0, integer(0), from << 3, min(to << 3, integer(1)));
}

function multiplyPart(firstRow: i32, lastRow: i32, firstColumn: i32, lastColumn: i32): void {
  const depth = integer(2);
  const aRow = pointer(4);
  const aDepth = pointer(5);
  const bDepth = pointer(7);
  const bColumn = pointer(8);
  const stride = (<usize>integer(1)) << 2;
  const start = integer(10);
  const alpha = real(12);
  const panelsOfB = workspace + PANELS_OF_B;
  for (let column = firstColumn; column < lastColumn; column += COLUMN_BLOCK) {
    const width = min(COLUMN_BLOCK, lastColumn - column);
    let k = 0;
    do {
      const steps = min(DEPTH_BLOCK, depth - k);
      const b = pointer(6) + <usize>k * bDepth + <usize>column * bColumn;
      packPanels(b, bColumn, bDepth, width, steps, 8, panelsOfB);
      const begin = k == 0 ? start : FROM_OUTPUT;
      for (let row = firstRow; row < lastRow; row += ROW_BLOCK) {
        const height = min(ROW_BLOCK, lastRow - row);
        const a = pointer(3) + <usize>row * aRow + <usize>k * aDepth;
        packPanels(a, aRow, aDepth, height, steps, 4, workspace);
        if (alpha != 1) scale(workspace, ((height + 3) >> 2) * steps, alpha);
        const bias = pointer(11) + ((<usize>(begin == FROM_ROW_BIAS ? row : column)) << 2);
        const corner = pointer(9) + <usize>row * stride + ((<usize>column) << 2);
        multiplyBlock(workspace, panelsOfB, height, width, steps, corner, stride, begin, bias);
      }
      k += steps;
    } while (k < depth);
  }
}

function scale(from: usize, vectors: i32, alpha: f32): void {
  const factor = f32x4.splat(alpha);
  const end = from + ((<usize>vectors) << 4);
  for (; from < end; from += 16) v128.store(from, f32x4.mul(v128.load(from), factor));
}

/** One packed block of A times one packed block of B. */
export function multiplyBlock(
  panelsOfA: usize,
  panelsOfB: usize,
  height: i32,
  width: i32,
  steps: i32,
  corner: usize,
  stride: usize,
  start: i32,
  bias: usize,
): void {
  const bytesOfA = (<usize>steps) << 4;
  const bytesOfB = (<usize>steps) << 5;
  const edge = workspace + EDGE_TILE;
  const biasCopy = workspace + BIAS;
  let b = panelsOfB;
  for (let column = 0; column < width; column += 8) {
    const present = min(8, width - column);
    let a = panelsOfA;
    for (let row = 0; row < height; row += 4) {
      const here = min(4, height - row);
      const target = corner + <usize>row * stride + ((<usize>column) << 2);
      let biasHere = bias;
      if (start == FROM_COLUMN_BIAS) biasHere += (<usize>column) << 2;
      else if (start == FROM_ROW_BIAS) biasHere += (<usize>row) << 2;
      if (here == 4 && present == 8) {
        tile(steps, a, b, target, stride, start, biasHere);
      } else {
        if (start == FROM_OUTPUT) copyTile(target, stride, edge, 32, here, present);
        else if (start != FROM_ZERO) {
          memory.copy(biasCopy, biasHere, (<usize>(start == FROM_ROW_BIAS ? here : present)) << 2);
          biasHere = biasCopy;
        }
        tile(steps, a, b, edge, 32, start, biasHere);
        copyTile(edge, 32, target, stride, here, present);
      }
      a += bytesOfA;
    }
    b += bytesOfB;
  }
}

function copyTile(from: usize, fromStride: usize, to: usize, toStride: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const offset = (<usize>column) << 2;
      store<f32>(to + offset, load<f32>(from + offset));
    }
    from += fromStride;
    to += toStride;
  }
}
