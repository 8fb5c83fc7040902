// Convolution backward to the weights: dW = Σ over images and output pixels of dy · patchᵀ. The sum is cut into parts of whole images, whatever the
// number of threads, and the parts are added in order, so that its bits never change.
import { FROM_OUTPUT, FROM_ZERO } from '../../shared/codes';
import { integer, pointer } from '../arguments';
import { multiplyBlock } from '../gemm/multiply';
import { sum } from '../vector';
import { COLUMN_BLOCK, DEPTH_BLOCK, MORE_OFFSETS, OFFSETS, PANELS_OF_B, ROW_BLOCK, workspace } from '../workspace';
import { gatherAlong } from './gather';

/** Four lines side by side in one table: filters lie `stride` bytes apart. Reused for every panel of A. */
const FILTER_LINES: usize = MORE_OFFSETS + <usize>(COLUMN_BLOCK * 4);

/**
 * Arguments: 0 x, 1 bytes from image to image, 2 dy, 3 bytes from image to image of dy, 4 parts (filters × taps each), 5 filters, 6 taps,
 * 7 table of offsets of the patch, 8 output pixels of an image, 9 output width, 10 bytes from output row to output row in x,
 * 11 bytes from output column to output column in x, 12 images, 13 images of a part, 14 blocks of taps. Units: blocks of taps of parts.
 */
export function convolveWeight(from: i32, to: i32): void {
  for (let unit = from; unit < to; unit++) {
    const part = unit / integer(14);
    const firstTap = (unit % integer(14)) * COLUMN_BLOCK;
    const firstImage = part * integer(13);
    const images = min(integer(13), integer(12) - firstImage);
    sumOverPixels(part, firstTap, min(COLUMN_BLOCK, integer(6) - firstTap), firstImage, images);
  }
}

function sumOverPixels(part: i32, firstTap: i32, width: i32, firstImage: i32, images: i32): void {
  const filters = integer(5);
  const taps = integer(6);
  const pixels = integer(8);
  const stride = (<usize>taps) << 2;
  const x = pointer(0) + <usize>firstImage * pointer(1);
  const dy = pointer(2) + <usize>firstImage * pointer(3);
  const target = pointer(4) + <usize>(part * filters) * stride + ((<usize>firstTap) << 2);
  const panelsOfB = workspace + PANELS_OF_B;
  const total = images * pixels;
  for (let position = 0; position < total; position += DEPTH_BLOCK) {
    const steps = min(DEPTH_BLOCK, total - position);
    listPixels(position, steps);
    packPatches(x, pointer(7) + ((<usize>firstTap) << 2), width, steps, panelsOfB);
    for (let row = 0; row < filters; row += ROW_BLOCK) {
      const height = min(ROW_BLOCK, filters - row);
      packGradients(dy, row, height, steps);
      const corner = target + <usize>row * stride;
      const start = position == 0 ? FROM_ZERO : FROM_OUTPUT;
      multiplyBlock(workspace, panelsOfB, height, width, steps, corner, stride, start, 0);
    }
  }
}

/** Where the patch of each pixel begins in x, and where the pixel lies in dy. */
function listPixels(first: i32, count: i32): void {
  const pixels = integer(8);
  const outWidth = integer(9);
  let image = first / pixels;
  let pixel = first % pixels;
  let row = pixel / outWidth;
  let column = pixel % outWidth;
  const inX = workspace + OFFSETS;
  const inDy = workspace + MORE_OFFSETS;
  for (let index = 0; index < count; index++) {
    const slot = (<usize>index) << 2;
    const here = <usize>image * pointer(1) + <usize>row * pointer(10) + <usize>column * pointer(11);
    store<u32>(inX + slot, <u32>here);
    store<u32>(inDy + slot, <u32>(<usize>image * pointer(3) + ((<usize>pixel) << 2)));
    pixel++;
    if (++column == outWidth) {
      column = 0;
      row++;
      if (pixel == pixels) {
        pixel = 0;
        row = 0;
        image++;
      }
    }
  }
}

function packPatches(x: usize, taps: usize, width: i32, steps: i32, target: usize): void {
  const lines = workspace + FILTER_LINES;
  for (let tap = 0; tap < width; tap += 4) {
    // Taps beyond the last repeat it: what they give is thrown away.
    for (let line = 0; line < 4; line++) {
      const index = min(tap + line, width - 1);
      store<u32>(lines + ((<usize>line) << 2), load<u32>(taps + ((<usize>index) << 2)));
    }
    const panel = target + ((<usize>((tap >> 3) * steps)) << 5) + ((<usize>(tap & 4)) << 2);
    gatherAlong(x, lines, workspace + OFFSETS, steps, 32, panel);
  }
}

function packGradients(dy: usize, row: i32, height: i32, steps: i32): void {
  const lines = workspace + FILTER_LINES;
  const planeBytes = integer(8) << 2;
  for (let filter = 0; filter < height; filter += 4) {
    for (let line = 0; line < 4; line++) {
      const index = min(filter + line, height - 1);
      store<u32>(lines + ((<usize>line) << 2), <u32>((row + index) * planeBytes));
    }
    gatherAlong(dy, lines, workspace + MORE_OFFSETS, steps, 16, workspace + ((<usize>(filter * steps)) << 2));
  }
}

/** Arguments: parts, target, numbers of a part, count of parts. Units: numbers. */
export function addParts(from: i32, to: i32): void {
  const partBytes = (<usize>integer(2)) << 2;
  const count = integer(3);
  for (let index = from; index < to; index++) {
    let at = pointer(0) + ((<usize>index) << 2);
    let total: f64 = 0;
    for (let part = 0; part < count; part++) {
      total += <f64>load<f32>(at);
      at += partBytes;
    }
    store<f32>(pointer(1) + ((<usize>index) << 2), <f32>total);
  }
}

/** Arguments: x, sums, images, channels, pixels of a plane. Units: channels. */
export function sumChannels(from: i32, to: i32): void {
  const channels = integer(3);
  const pixels = integer(4);
  for (let channel = from; channel < to; channel++) {
    let total: f64 = 0;
    for (let image = 0; image < integer(2); image++) {
      total += sum(pointer(0) + ((<usize>(image * channels + channel) * <usize>pixels) << 2), pixels);
    }
    store<f32>(pointer(1) + ((<usize>channel) << 2), <f32>total);
  }
}
