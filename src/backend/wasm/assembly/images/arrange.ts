// What a convolution prepares once for all its threads: padded images, turned and packed weights.
import { integer, pointer } from '../arguments';
import { packPanels } from '../gemm/pack';
import { DEPTH_BLOCK } from '../workspace';

/**
 * Copies planes into larger ones that are zero elsewhere: the pixel (row, column) goes to (top + row·spreadHeight, left + column·spreadWidth), or
 * nowhere if that lies outside.
 *
 * Arguments: x, target, height, width, target height, target width, top, left, spread height, spread width. Units: planes.
 */
export function padImages(from: i32, to: i32): void {
  const height = integer(2);
  const width = integer(3);
  const targetHeight = integer(4);
  const targetWidth = integer(5);
  const top = integer(6);
  const left = integer(7);
  const spreadHeight = integer(8);
  const spreadWidth = integer(9);
  const planeBytes = (<usize>(height * width)) << 2;
  const targetBytes = (<usize>(targetHeight * targetWidth)) << 2;
  // Pixels whose column stays inside.
  let first = 0;
  while (first < width && left + first * spreadWidth < 0) first++;
  let last = width;
  while (last > first && left + (last - 1) * spreadWidth >= targetWidth) last--;
  for (let plane = from; plane < to; plane++) {
    const x = pointer(0) + <usize>plane * planeBytes;
    const target = pointer(1) + <usize>plane * targetBytes;
    memory.fill(target, 0, targetBytes);
    for (let row = 0; row < height; row++) {
      const targetRow = top + row * spreadHeight;
      if (targetRow < 0 || targetRow >= targetHeight || last <= first) continue;
      const source = x + ((<usize>(row * width + first)) << 2);
      let at = target + ((<usize>(targetRow * targetWidth + left + first * spreadWidth)) << 2);
      if (spreadWidth == 1) memory.copy(at, source, (<usize>(last - first)) << 2);
      else {
        const step = (<usize>spreadWidth) << 2;
        for (let column = 0; column < last - first; column++) {
          store<f32>(at, load<f32>(source + ((<usize>column) << 2)));
          at += step;
        }
      }
    }
  }
}

/**
 * turned[c, f, i, j] = weight[f, c, KH − 1 − i, KW − 1 − j]: what the gradient of the input is correlated with.
 * Arguments: weight, turned, filters, channels, taps of a kernel. Units: filters.
 */
export function turnWeight(from: i32, to: i32): void {
  const filters = integer(2);
  const channels = integer(3);
  const taps = integer(4);
  for (let filter = from; filter < to; filter++) {
    for (let channel = 0; channel < channels; channel++) {
      const source = pointer(0) + ((<usize>((filter * channels + channel) * taps)) << 2);
      const target = pointer(1) + ((<usize>((channel * filters + filter) * taps)) << 2);
      for (let tap = 0; tap < taps; tap++) {
        store<f32>(target + ((<usize>tap) << 2), load<f32>(source + ((<usize>(taps - 1 - tap)) << 2)));
      }
    }
  }
}

/**
 * Packs a rows × depth matrix into panels of four rows, blocks of DEPTH_BLOCK steps one after the other.
 * Arguments: matrix, target, rows, depth. Units: panels.
 */
export function packWeight(from: i32, to: i32): void {
  const rows = integer(2);
  const depth = integer(3);
  const rowBytes = (<usize>depth) << 2;
  const paddedRows = (rows + 3) & ~3;
  for (let panel = from; panel < to; panel++) {
    const row = panel << 2;
    for (let k = 0; k < depth; k += DEPTH_BLOCK) {
      const steps = min(DEPTH_BLOCK, depth - k);
      const source = pointer(0) + <usize>row * rowBytes + ((<usize>k) << 2);
      const target = pointer(1) + ((<usize>(k * paddedRows + row * steps)) << 2);
      packPanels(source, rowBytes, 4, min(4, rows - row), steps, 4, target);
    }
  }
}
