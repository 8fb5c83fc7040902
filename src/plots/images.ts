import { formatShape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { type Figure, rounded } from './figure.ts';

export interface ImageGridOptions {
  /** Images in one row; up to 10 unless given. */
  readonly columns?: number;
  /** Below each image. */
  readonly labels?: readonly (string | number)[];
  /** The numbers drawn as black and white; the smallest and largest of all images unless given, or 0 and 1 for colour. */
  readonly range?: readonly [number, number];
}

/**
 * Images in a grid: a batch of N×1×H×W or N×H×W in grey, N×3×H×W in colour (numbers from 0 to 1). For pictures, and as well for a convolution's
 * filters or feature maps.
 *
 * @throws RangeError for any other shape.
 */
export function imageGrid(images: Tensor, { columns = 10, labels = [], range }: ImageGridOptions = {}): Figure {
  const [count, channels, height, width] =
    images.rank === 3 ? [images.shape[0], 1, images.shape[1], images.shape[2]] : images.shape;
  if ((images.rank !== 3 && images.rank !== 4) || (channels !== 1 && channels !== 3) || count === 0) {
    throw new RangeError(
      `imageGrid: images must have shape [N, H, W], [N, 1, H, W] or [N, 3, H, W]; received ${formatShape(images.shape)}`,
    );
  }
  if (!Number.isInteger(columns) || columns < 1) {
    throw new RangeError(`imageGrid: columns must be a whole number, at least 1; received ${columns}`);
  }
  const across = Math.min(columns, count);
  const down = Math.ceil(count / across);
  const [low, high] = range ?? (channels === 3 ? [0, 1] : [images.min().item(), images.max().item()]);
  // One empty pixel between images.
  const [stepX, stepY] = [width + 1, height + 1];
  const pixels = Array.from({ length: down * stepY - 1 }, () => new Array<number | null | number[]>(across * stepX - 1).fill(channels === 3 ? [0, 0, 0, 0] : null)); // prettier-ignore
  const plane = height * width;
  for (let image = 0; image < count; image++) {
    const [left, top] = [(image % across) * stepX, Math.floor(image / across) * stepY];
    for (let at = 0; at < plane; at++) {
      const values = Array.from(
        { length: channels },
        (_, channel) => images.data[(image * channels + channel) * plane + at],
      );
      const [row, column] = [top + Math.floor(at / width), left + (at % width)];
      pixels[row][column] =
        channels === 3
          ? [...values.map((value) => Math.round(255 * Math.min(1, Math.max(0, (value - low) / (high - low))))), 1]
          : rounded(values, 3)[0];
    }
  }
  const hidden = { visible: false, showgrid: false, zeroline: false };
  return {
    data: [
      channels === 3
        ? { type: 'image', colormodel: 'rgba', z: pixels, hoverinfo: 'skip' }
        : {
            type: 'heatmap',
            z: pixels,
            zmin: low,
            zmax: high > low ? high : low + 1,
            colorscale: 'Greys',
            reversescale: true,
            showscale: false,
            hoverongaps: false,
            hovertemplate: '%{z:.3~g}<extra></extra>',
          },
    ],
    layout: {
      height: Math.round(24 + down * Math.min(120, 700 / across) * (height / width) * (labels.length > 0 ? 1.2 : 1)),
      margin: { t: 8, r: 8, b: labels.length > 0 ? 28 : 8, l: 8 },
      xaxis: { ...hidden, constrain: 'domain' },
      yaxis: { ...hidden, autorange: 'reversed', scaleanchor: 'x' },
      annotations: labels.slice(0, count).map((label, image) => ({
        text: String(label),
        x: (image % across) * stepX + (width - 1) / 2,
        y: Math.floor(image / across) * stepY + height - 0.5,
        yanchor: 'top',
        yshift: 2,
        showarrow: false,
        font: { size: 11 },
      })),
    },
  };
}
