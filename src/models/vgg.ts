import { checkCount } from '../layers/arguments.ts';
import { BatchNorm2d, Conv2d, Dropout, Flatten, Linear, MaxPool2d, ReLU, type Layer } from '../layers/index.ts';
import { sizeOf } from '../tensor/shape.ts';
import { outputShapeOf, type ConvNetOptions } from './conv-nets.ts';
import { Sequential } from './sequential.ts';

/** Filters of the convolutions in each of the five blocks (table 1 of the paper: columns A, B, D, E). */
const blocks = {
  11: [[64], [128], [256, 256], [512, 512], [512, 512]],
  13: [
    [64, 64],
    [128, 128],
    [256, 256],
    [512, 512],
    [512, 512],
  ],
  16: [
    [64, 64],
    [128, 128],
    [256, 256, 256],
    [512, 512, 512],
    [512, 512, 512],
  ],
  19: [
    [64, 64],
    [128, 128],
    [256, 256, 256, 256],
    [512, 512, 512, 512],
    [512, 512, 512, 512],
  ],
} as const;

/** How many layers with weights a VGG has. */
export type VggDepth = keyof typeof blocks;

export interface VggOptions extends ConvNetOptions {
  /** Whether each convolution is followed by batch normalisation; false unless given. */
  batchNorm?: boolean;
  /** Units of the two hidden layers at the end; 4096 unless given. */
  hidden?: number;
  /** Share of hidden units dropped, 0 to 1; 0.5 unless given. */
  dropout?: number;
}

/**
 * VGG with 11, 13, 16 or 19 layers: blocks of 3×3 convolutions, each block followed by a 2×2 max pool, then three linear layers. For images of
 * 3×224×224 in 1000 classes unless told otherwise; sides must be 32 or more. VGG-16 then has 138,357,544 parameters.
 *
 * Simonyan & Zisserman 2015, arXiv 1409.1556, table 1. Without batch norm a deep one hardly learns from scratch.
 *
 * @throws RangeError for another depth, or images too small for five halvings.
 */
export function vgg(
  depth: VggDepth,
  {
    inputShape = [3, 224, 224],
    classes = 1000,
    batchNorm = false,
    hidden = 4096,
    dropout = 0.5,
    seed = 0,
    ...initial
  }: VggOptions = {},
): Sequential {
  if (!Object.hasOwn(blocks, depth)) {
    throw new RangeError(`vgg: depth must be one of ${Object.keys(blocks).join(', ')}; received ${String(depth)}`);
  }
  checkCount('vgg', 'hidden', hidden);
  const layers: Layer[] = [];
  let channels = inputShape[0];
  for (const block of blocks[depth]) {
    for (const filters of block) {
      // A batch norm takes away any bias before it; it stays for the sake of weights trained elsewhere, which have it.
      layers.push(new Conv2d(channels, filters, 3, { padding: 1, ...initial }));
      if (batchNorm) layers.push(new BatchNorm2d(filters));
      layers.push(new ReLU());
      channels = filters;
    }
    layers.push(new MaxPool2d(2));
  }
  layers.push(new Flatten());
  let features = sizeOf(outputShapeOf(layers, inputShape));
  for (const units of [hidden, hidden]) {
    layers.push(new Linear(features, units, initial), new ReLU(), new Dropout(dropout));
    features = units;
  }
  layers.push(new Linear(features, classes, initial));
  return new Sequential(layers, { seed });
}
