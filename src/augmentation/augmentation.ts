import { checkCount, checkNumber } from '../layers/arguments.ts';
import type { Random } from '../tensor/random.ts';
import { formatShape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** One image of a batch: its numbers from `offset` on are channels × height × width. */
export interface ImagePart {
  readonly data: Tensor['data'];
  readonly offset: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** Changes one image in place, with random numbers from `random` alone. */
export type Augmentation = (image: ImagePart, random: Random) => void;

/**
 * Applies augmentations one after the other to every image of a batch N×C×H×W. Gives a new batch; the same generator state gives the same images.
 *
 * @throws RangeError for any other shape.
 */
export function augment(images: Tensor, augmentations: readonly Augmentation[], random: Random): Tensor {
  if (images.rank !== 4) {
    throw new RangeError(`augment: images must have shape [N, C, H, W]; received ${formatShape(images.shape)}`);
  }
  const result = images.copy();
  const [count, channels, height, width] = images.shape;
  for (let image = 0; image < count; image++) {
    const offset = image * channels * height * width;
    for (const apply of augmentations) apply({ data: result.data, offset, channels, height, width }, random);
  }
  return result;
}

/** Swaps left and right with the given probability; 0.5 unless given. */
export function mirror(probability = 0.5): Augmentation {
  checkNumber('mirror', 'probability', probability, { low: 0, high: 1 });
  return (image, random) => {
    if (random.chance(probability)) resample(image, (row, column) => [row, image.width - 1 - column]);
  };
}

/** Moves the picture by up to `pixels` in each direction; what comes into view is black. */
export function shift(pixels: number): Augmentation {
  checkCount('shift', 'pixels', pixels, 0);
  return (image, random) => {
    const [down, right] = [random.integer(-pixels, pixels + 1), random.integer(-pixels, pixels + 1)];
    resample(image, (row, column) => [row - down, column - right]);
  };
}

/** Turns the picture about its middle by up to `degrees` either way, with bilinear interpolation; corners that come into view are black. */
export function tilt(degrees: number): Augmentation {
  checkNumber('tilt', 'degrees', degrees, { low: 0, high: 180 });
  return (image, random) => {
    const angle = (random.uniform(-degrees, degrees) * Math.PI) / 180;
    const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
    const [middleRow, middleColumn] = [(image.height - 1) / 2, (image.width - 1) / 2];
    resample(image, (row, column) => {
      const [y, x] = [row - middleRow, column - middleColumn];
      return [middleRow + cosine * y - sine * x, middleColumn + sine * y + cosine * x];
    });
  };
}

/** Adds up to ±`amount` to all numbers of the image, which stay in [0, 1]. */
export function brightness(amount: number): Augmentation {
  checkNumber('brightness', 'amount', amount, { low: 0 });
  return (image, random) => {
    const change = random.uniform(-amount, amount);
    mapNumbers(image, (value) => value + change);
  };
}

/** Multiplies distances from the image's mean by a factor from 1 − amount to 1 + amount; numbers stay in [0, 1]. */
export function contrast(amount: number): Augmentation {
  checkNumber('contrast', 'amount', amount, { low: 0, high: 1 });
  return (image, random) => {
    const { data, offset } = image;
    const size = sizeOfImage(image);
    let sum = 0;
    for (let i = offset; i < offset + size; i++) sum += data[i];
    const factor = random.uniform(1 - amount, 1 + amount);
    mapNumbers(image, (value) => sum / size + factor * (value - sum / size));
  };
}

/** Adds normal noise of this standard deviation to every number; numbers stay in [0, 1]. */
export function noise(standardDeviation: number): Augmentation {
  checkNumber('noise', 'standardDeviation', standardDeviation, { low: 0 });
  return (image, random) => mapNumbers(image, (value) => value + random.normal(0, standardDeviation));
}

/** Blackens a square of this side at a random place, partly outside perhaps. DeVries & Taylor 2017, arXiv 1708.04552. */
export function cutout(side: number): Augmentation {
  checkCount('cutout', 'side', side, 0);
  return ({ data, offset, channels, height, width }, random) => {
    const top = random.integer(0, height) - Math.floor(side / 2);
    const left = random.integer(0, width) - Math.floor(side / 2);
    for (let channel = 0; channel < channels; channel++) {
      for (let row = Math.max(0, top); row < Math.min(height, top + side); row++) {
        const start = offset + (channel * height + row) * width;
        data.fill(0, start + Math.max(0, left), start + Math.max(0, Math.min(width, left + side)));
      }
    }
  };
}

const sizeOfImage = ({ channels, height, width }: ImagePart) => channels * height * width;

function mapNumbers(image: ImagePart, change: (value: number) => number): void {
  const { data, offset } = image;
  for (let i = offset; i < offset + sizeOfImage(image); i++) data[i] = Math.min(1, Math.max(0, change(data[i])));
}

/** Each pixel takes what stood at the place that `source` names, between pixels by bilinear interpolation; outside is 0. */
function resample(image: ImagePart, source: (row: number, column: number) => readonly [number, number]): void {
  const { data, offset, channels, height, width } = image;
  const plane = height * width;
  const before = data.slice(offset, offset + channels * plane);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [fromRow, fromColumn] = source(row, column);
      const [top, left] = [Math.floor(fromRow), Math.floor(fromColumn)];
      const [below, right] = [fromRow - top, fromColumn - left];
      for (let channel = 0; channel < channels; channel++) {
        const at = (r: number, c: number) =>
          r < 0 || r >= height || c < 0 || c >= width ? 0 : before[channel * plane + r * width + c];
        const above = right === 0 ? at(top, left) : at(top, left) * (1 - right) + at(top, left + 1) * right;
        const under = below === 0 ? 0 : at(top + 1, left) * (1 - right) + at(top + 1, left + 1) * right;
        data[offset + channel * plane + row * width + column] = above * (1 - below) + under * below;
      }
    }
  }
}
