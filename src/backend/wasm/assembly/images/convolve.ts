// Convolution forward, and backward to the input as a convolution of spread gradients with turned weights: the product of packed
// weights with the matrix of patches, whose columns are the output pixels of all images one after the other.
import { FROM_OUTPUT, FROM_ROW_BIAS, FROM_ZERO } from '../../shared/codes';
import { integer, pointer } from '../arguments';
import { tile } from '../gemm/micro';
import { COLUMN_BLOCK, DEPTH_BLOCK, EDGE_TILE, OFFSETS, PANELS_OF_B, ROW_BLOCK, workspace } from '../workspace';
import { gatherAcross } from './gather';

/**
 * Arguments: 0 x, 1 bytes from image to image, 2 packed weights, 3 y, 4 bytes from image to image of y, 5 filters, 6 depth,
 * 7 table of offsets of the patch, 8 output pixels of an image, 9 output width, 10 bytes from output row to output row in x,
 * 11 bytes from output column to output column in x, 12 columns in all, 13 columns of a unit (at most COLUMN_BLOCK, a multiple of 8), 14 bias or 0.
 * Units: blocks of columns.
 */
export function convolve(from: i32, to: i32): void {
  const depth = integer(6);
  const filters = integer(5);
  const block = integer(13);
  const paddedRows = (filters + 3) & ~3;
  const panelsOfB = workspace + PANELS_OF_B;
  const lines = workspace + OFFSETS;
  for (let unit = from; unit < to; unit++) {
    const column = unit * block;
    const width = min(block, integer(12) - column);
    listColumns(column, width, lines);
    for (let k = 0; k < depth; k += DEPTH_BLOCK) {
      const steps = min(DEPTH_BLOCK, depth - k);
      const patch = pointer(7) + ((<usize>k) << 2);
      let b = panelsOfB;
      for (let panel = 0; panel < width; panel += 8) {
        gatherAcross(pointer(0), lines + ((<usize>panel) << 2), patch, steps, b);
        b += (<usize>steps) << 5;
      }
      const a = pointer(2) + ((<usize>(k * paddedRows)) << 2);
      const start = k > 0 ? FROM_OUTPUT : pointer(14) == 0 ? FROM_ZERO : FROM_ROW_BIAS;
      for (let row = 0; row < filters; row += ROW_BLOCK) {
        multiplyPanels(a + ((<usize>(row * steps)) << 2), panelsOfB, row, column, width, steps, start);
      }
    }
  }
}

/** Where the patch of each column begins. Columns beyond the last repeat it: their results are thrown away. */
function listColumns(first: i32, width: i32, lines: usize): void {
  const pixels = integer(8);
  const outWidth = integer(9);
  let image = first / pixels;
  let row = (first % pixels) / outWidth;
  let column = (first % pixels) % outWidth;
  const padded = min((width + 7) & ~7, COLUMN_BLOCK);
  let here: usize = 0;
  for (let index = 0; index < padded; index++) {
    if (index < width) here = <usize>image * pointer(1) + <usize>row * pointer(10) + <usize>column * pointer(11);
    store<u32>(lines + ((<usize>index) << 2), <u32>here);
    if (++column == outWidth) {
      column = 0;
      if (++row * outWidth == pixels) {
        row = 0;
        image++;
      }
    }
  }
}

function multiplyPanels(a: usize, b: usize, firstRow: i32, firstColumn: i32, width: i32, steps: i32, start: i32): void {
  const pixels = integer(8);
  const lastRow = min(integer(5), firstRow + ROW_BLOCK);
  const stride = (<usize>pixels) << 2;
  const edge = workspace + EDGE_TILE;
  for (let panel = 0; panel < width; panel += 8) {
    const column = firstColumn + panel;
    const image = column / pixels;
    const pixel = column - image * pixels;
    const target = pointer(3) + <usize>image * pointer(4) + ((<usize>pixel) << 2);
    const whole = panel + 8 <= width && pixel + 8 <= pixels;
    const present = min(8, width - panel);
    let panelOfA = a;
    for (let row = firstRow; row < lastRow; row += 4) {
      const bias = pointer(14) + ((<usize>row) << 2);
      const corner = target + <usize>row * stride;
      const here = min(4, lastRow - row);
      if (whole && here == 4) tile(steps, panelOfA, b, corner, stride, start, bias);
      else {
        if (start == FROM_OUTPUT) copyEdge(corner, edge, stride, here, present, pixel, pixels, true);
        tile(steps, panelOfA, b, edge, 32, start, bias);
        copyEdge(corner, edge, stride, here, present, pixel, pixels, false);
      }
      panelOfA += (<usize>steps) << 4;
    }
    b += (<usize>steps) << 5;
  }
}

/** Moves the existing part of a tile between y and the edge tile; its columns may lie in several images. */
function copyEdge(
  corner: usize,
  edge: usize,
  stride: usize,
  rows: i32,
  columns: i32,
  pixel: i32,
  pixels: i32,
  fetches: bool,
): void {
  const toNextImage = pointer(4) - ((<usize>pixels) << 2);
  for (let column = 0; column < columns; column++) {
    let y = corner;
    let e = edge;
    for (let row = 0; row < rows; row++) {
      if (fetches) store<f32>(e, load<f32>(y));
      else store<f32>(y, load<f32>(e));
      y += stride;
      e += 32;
    }
    corner += 4;
    edge += 4;
    if (++pixel == pixels) {
      pixel = 0;
      corner += toNextImage;
    }
  }
}
