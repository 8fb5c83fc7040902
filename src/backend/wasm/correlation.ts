import type { Conv2dGeometry } from '../backend.ts';

/** [height, width] */
type Size = readonly [number, number];

/**
 * What the kernels compute: out (batch × groups·filters × out) = correlation of images (batch × groups·channels × image) with weights
 * (filters × depth for each group), where the images are those of size `from`, copied to (top, left) with distances `spread`, zero elsewhere.
 */
export interface Correlation {
  readonly batch: number;
  readonly groups: number;
  readonly channels: number;
  readonly filters: number;
  /** Numbers of a patch: channels · kernel height · kernel width. */
  readonly depth: number;
  readonly from: Size;
  readonly image: Size;
  readonly out: Size;
  /** How far the window moves over the image. */
  readonly step: Size;
  readonly top: number;
  readonly left: number;
  readonly spread: Size;
  readonly needsCopy: boolean;
  /** Scratch memory for the copied images and for the packed weights of a group. */
  readonly imageBytes: number;
  readonly packedBytes: number;
}

export const correlation = {
  forward(g: Conv2dGeometry): Correlation {
    return complete(g, {
      channels: g.inChannels / g.groups,
      filters: g.outChannels / g.groups,
      from: [g.height, g.width],
      image: [g.height + 2 * g.padHeight, g.width + 2 * g.padWidth],
      out: [g.outHeight, g.outWidth],
      step: [g.strideHeight, g.strideWidth],
      top: g.padHeight,
      left: g.padWidth,
      spread: [1, 1],
    });
  },

  backwardInput(g: Conv2dGeometry): Correlation {
    const reachHeight = g.dilationHeight * (g.kernelHeight - 1);
    const reachWidth = g.dilationWidth * (g.kernelWidth - 1);
    return complete(g, {
      channels: g.outChannels / g.groups,
      filters: g.inChannels / g.groups,
      from: [g.outHeight, g.outWidth],
      image: [g.height + reachHeight, g.width + reachWidth],
      out: [g.height, g.width],
      step: [1, 1],
      top: reachHeight - g.padHeight,
      left: reachWidth - g.padWidth,
      spread: [g.strideHeight, g.strideWidth],
    });
  },
};

type Described = Pick<
  Correlation,
  'channels' | 'filters' | 'from' | 'image' | 'out' | 'step' | 'top' | 'left' | 'spread'
>;

function complete(g: Conv2dGeometry, described: Described): Correlation {
  const { channels, filters, from, image, top, left, spread } = described;
  const depth = channels * g.kernelHeight * g.kernelWidth;
  const same = image[0] === from[0] && image[1] === from[1] && top === 0 && left === 0;
  const needsCopy = !same || spread[0] !== 1 || spread[1] !== 1;
  return {
    ...described,
    batch: g.batch,
    groups: g.groups,
    depth,
    needsCopy,
    imageBytes: needsCopy ? aligned(4 * g.batch * g.groups * channels * image[0] * image[1]) : 0,
    packedBytes: aligned(4 * Math.ceil(filters / 4) * 4 * depth),
  };
}

/** For every number of a patch, how many bytes after the patch's first pixel it lies. */
export function patchOffsets(of: Correlation, g: Conv2dGeometry): number[] {
  const offsets: number[] = [];
  const [height, width] = of.image;
  for (let channel = 0; channel < of.channels; channel++) {
    for (let row = 0; row < g.kernelHeight; row++) {
      for (let column = 0; column < g.kernelWidth; column++) {
        offsets.push(4 * ((channel * height + row * g.dilationHeight) * width + column * g.dilationWidth));
      }
    }
  }
  return offsets;
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}
