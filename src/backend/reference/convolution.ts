import type { Conv2dGeometry, Storage } from '../backend.ts';
import { matrix, multiply } from './product.ts';

/*
 * Convolution as a matrix product, one image and one group of channels at a time. `columns` holds, for every output pixel, the patch of
 * input that its window sees: a (C/groups·KH·KW) × (OH·OW) matrix ("im2col"). Then
 *
 *     y = W · columns        dW = Σ over images dy · columnsᵀ        dColumns = Wᵀ · dy, added back onto dx ("col2im").
 */

let columns: Float64Array = new Float64Array(0);
let scratch: Float64Array = new Float64Array(0);

function sizes(g: Conv2dGeometry) {
  const channels = g.inChannels / g.groups;
  const filters = g.outChannels / g.groups;
  const patch = channels * g.kernelHeight * g.kernelWidth;
  const pixels = g.outHeight * g.outWidth;
  if (columns.length < patch * pixels) columns = new Float64Array(patch * pixels);
  return { channels, filters, patch, pixels, plane: g.height * g.width };
}

/** A zeroed piece of memory in double precision for sums that several products add to. */
function zeros(length: number): Float64Array {
  if (scratch.length < length) scratch = new Float64Array(length);
  return scratch.fill(0, 0, length);
}

export function conv2dForward(g: Conv2dGeometry, x: Storage, weight: Storage, bias: Storage | null, y: Storage): void {
  const { channels, filters, patch, pixels, plane } = sizes(g);
  for (let image = 0; image < g.batch; image++) {
    for (let group = 0; group < g.groups; group++) {
      imageToColumns(g, channels, x, (image * g.inChannels + group * channels) * plane);
      const filter = group * filters;
      const to = (image * g.outChannels + filter) * pixels;
      const w = matrix(weight, filter * patch, patch, filters);
      multiply(filters, pixels, patch, w, matrix(columns, 0, pixels, patch), (row, column, sum) => {
        y[to + row * pixels + column] = sum + (bias === null ? 0 : bias[filter + row]);
      });
    }
  }
}

export function conv2dBackwardWeight(
  g: Conv2dGeometry,
  x: Storage,
  dy: Storage,
  dWeight: Storage,
  dBias: Storage | null,
): void {
  const { channels, filters, patch, pixels, plane } = sizes(g);
  const total = zeros(dWeight.length);
  for (let image = 0; image < g.batch; image++) {
    for (let group = 0; group < g.groups; group++) {
      imageToColumns(g, channels, x, (image * g.inChannels + group * channels) * plane);
      const filter = group * filters;
      const d = matrix(dy, (image * g.outChannels + filter) * pixels, pixels, filters);
      multiply(filters, patch, pixels, d, matrix(columns, 0, patch, pixels, true), (row, column, sum) => {
        total[(filter + row) * patch + column] += sum;
      });
    }
  }
  for (let i = 0; i < dWeight.length; i++) dWeight[i] = total[i];
  if (dBias !== null) sumPerChannel(g.batch, g.outChannels, pixels, dy, dBias);
}

export function conv2dBackwardInput(g: Conv2dGeometry, dy: Storage, weight: Storage, dx: Storage): void {
  const { channels, filters, patch, pixels, plane } = sizes(g);
  const size = channels * plane;
  for (let image = 0; image < g.batch; image++) {
    for (let group = 0; group < g.groups; group++) {
      const filter = group * filters;
      const w = matrix(weight, filter * patch, patch, filters, false);
      const transposed = { ...w, rowStride: w.columnStride, columnStride: w.rowStride };
      const d = matrix(dy, (image * g.outChannels + filter) * pixels, pixels, filters);
      multiply(patch, pixels, filters, transposed, d, (row, column, sum) => {
        columns[row * pixels + column] = sum;
      });
      const total = zeros(size);
      forEachPixelOfColumns(g, channels, (pixel, column) => {
        if (pixel >= 0) total[pixel] += columns[column];
      });
      const to = (image * g.inChannels + group * channels) * plane;
      for (let i = 0; i < size; i++) dx[to + i] = total[i];
    }
  }
}

function imageToColumns(g: Conv2dGeometry, channels: number, x: Storage, offset: number): void {
  forEachPixelOfColumns(g, channels, (pixel, column) => {
    columns[column] = pixel < 0 ? 0 : x[offset + pixel];
  });
}

/** Visits every element of `columns` with the position of the input pixel that it stands for, −1 in the padding. */
function forEachPixelOfColumns(
  g: Conv2dGeometry,
  channels: number,
  visit: (pixel: number, column: number) => void,
): void {
  let column = 0;
  for (let channel = 0; channel < channels; channel++) {
    for (let kernelRow = 0; kernelRow < g.kernelHeight; kernelRow++) {
      for (let kernelColumn = 0; kernelColumn < g.kernelWidth; kernelColumn++) {
        for (let outRow = 0; outRow < g.outHeight; outRow++) {
          const row = outRow * g.strideHeight - g.padHeight + kernelRow * g.dilationHeight;
          const rowInside = row >= 0 && row < g.height;
          for (let outColumn = 0; outColumn < g.outWidth; outColumn++) {
            const inColumn = outColumn * g.strideWidth - g.padWidth + kernelColumn * g.dilationWidth;
            const inside = rowInside && inColumn >= 0 && inColumn < g.width;
            visit(inside ? (channel * g.height + row) * g.width + inColumn : -1, column++);
          }
        }
      }
    }
  }
}

function sumPerChannel(batch: number, channels: number, inner: number, x: Storage, y: Storage): void {
  for (let channel = 0; channel < channels; channel++) {
    let total = 0;
    for (let image = 0; image < batch; image++) {
      const start = (image * channels + channel) * inner;
      for (let i = start; i < start + inner; i++) total += x[i];
    }
    y[channel] = total;
  }
}
