import type { Backend, Conv2dGeometry, Storage } from '../backend.ts';
import { correlation, patchOffsets, type Correlation } from './correlation.ts';
import { GRAIN } from './elements.ts';
import type { Argument, Engine } from './engine.ts';
import * as code from './shared/codes.ts';

/** Operations below which a second thread costs more than it brings. */
const WORTH_SHARING = 1.5e6;
/** Columns of a block of the product: COLUMN_BLOCK in assembly/workspace.ts. */
const WIDEST_BLOCK = 512;
/** Into how many parts a sum over images is cut, at least, so that threads share it; never their number, which must not change bits. */
const PARTS = 16;

type Convolution = Pick<Backend, 'conv2dForward' | 'conv2dBackwardWeight' | 'conv2dBackwardInput'>;

interface Plan {
  readonly forward: Correlation;
  /** The gradient of the input is a correlation too: of dy, spread by the stride and padded, with the turned weight. */
  readonly backward: Correlation;
  readonly forwardOffsets: Int32Array;
  readonly backwardOffsets: Int32Array;
}

export function convolution(engine: Engine): Convolution {
  const plans = new WeakMap<Conv2dGeometry, Plan>();

  function planOf(geometry: Conv2dGeometry): Plan {
    let plan = plans.get(geometry);
    if (plan === undefined) {
      const forward = correlation.forward(geometry);
      const backward = correlation.backwardInput(geometry);
      const table = (of: Correlation) => {
        const offsets = patchOffsets(of, geometry);
        const indices = engine.allocateIndices(offsets.length);
        indices.set(offsets);
        return indices;
      };
      plan = { forward, backward, forwardOffsets: table(forward), backwardOffsets: table(backward) };
      plans.set(geometry, plan);
    }
    return plan;
  }

  /** The images as the correlation reads them: copied into padded planes at `target`, or as they are. */
  function arrange(of: Correlation, images: Storage, target: number): number {
    const { batch, channels, groups, from, image, top, left, spread } = of;
    if (!of.needsCopy) return images.byteOffset;
    const grain = Math.max(1, Math.ceil(GRAIN / (image[0] * image[1])));
    const planes = batch * channels * groups;
    engine.run(code.PAD_IMAGES, planes, grain, images, target, ...from, ...image, top, left, ...spread);
    return target;
  }

  /** y = correlation of the arranged images with the weights of one group, a filters × depth matrix. */
  function correlate(
    of: Correlation,
    group: number,
    images: number,
    weight: number,
    table: Int32Array,
    y: Storage,
    bias: Storage | null,
    packed: number,
  ) {
    const { filters, depth, channels, groups, image, out, step } = of;
    engine.run(
      code.PACK_WEIGHT,
      Math.ceil(filters / 4),
      Math.max(1, Math.ceil(GRAIN / (4 * depth))),
      weight,
      packed,
      filters,
      depth,
    );
    const pixels = out[0] * out[1];
    const columns = of.batch * pixels;
    const wished = Math.ceil(columns / (4 * engine.threads) / 8) * 8;
    const block = Math.min(WIDEST_BLOCK, Math.max(32, wished));
    const units = Math.ceil(columns / block);
    const plane = 4 * image[0] * image[1];
    const values: Argument[] = [
      images + group * channels * plane,
      groups * channels * plane,
      packed,
      y.byteOffset + 4 * group * filters * pixels,
      4 * groups * filters * pixels,
      ...[filters, depth, table, pixels, out[1], 4 * step[0] * image[1], 4 * step[1], columns, block],
      bias === null ? 0 : bias.byteOffset + 4 * group * filters,
    ];
    const shared = 2 * columns * filters * depth >= WORTH_SHARING;
    engine.run(code.CONVOLVE, units, shared ? 1 : units, ...values);
  }

  return {
    conv2dForward(geometry, x, weight, bias, y) {
      const { forward, forwardOffsets } = planOf(geometry);
      const scratch = engine.scratch(forward.imageBytes + forward.packedBytes);
      const images = arrange(forward, x, scratch);
      for (let group = 0; group < forward.groups; group++) {
        const weights = weight.byteOffset + 4 * group * forward.filters * forward.depth;
        correlate(forward, group, images, weights, forwardOffsets, y, bias, scratch + forward.imageBytes);
      }
    },

    conv2dBackwardInput(geometry, dy, weight, dx) {
      const { backward, backwardOffsets } = planOf(geometry);
      const { filters, channels, depth, groups, imageBytes, packedBytes } = backward;
      const size = filters * depth;
      const scratch = engine.scratch(imageBytes + packedBytes + 4 * size);
      const images = arrange(backward, dy, scratch);
      const turned = scratch + imageBytes + packedBytes;
      const taps = geometry.kernelHeight * geometry.kernelWidth;
      for (let group = 0; group < groups; group++) {
        const grain = Math.max(1, Math.ceil(GRAIN / (filters * taps)));
        engine.run(
          code.TURN_WEIGHT,
          channels,
          grain,
          weight.byteOffset + 4 * group * size,
          turned,
          channels,
          filters,
          taps,
        );
        correlate(backward, group, images, turned, backwardOffsets, dx, null, scratch + imageBytes);
      }
    },

    conv2dBackwardWeight(geometry, x, dy, dWeight, dBias) {
      const { forward, forwardOffsets } = planOf(geometry);
      const { batch, filters, depth, channels, groups, image, out, step } = forward;
      const pixels = out[0] * out[1];
      const tapBlocks = Math.ceil(depth / WIDEST_BLOCK);
      const imagesOfPart = Math.max(1, Math.ceil(batch / Math.max(1, Math.ceil(PARTS / tapBlocks))));
      const parts = Math.max(1, Math.ceil(batch / imagesOfPart));
      const size = filters * depth;
      const scratch = engine.scratch(forward.imageBytes + 4 * parts * size);
      const images = arrange(forward, x, scratch);
      const partSums = scratch + forward.imageBytes;
      const plane = 4 * image[0] * image[1];
      const shared = 2 * batch * pixels * size >= WORTH_SHARING;
      for (let group = 0; group < groups; group++) {
        const target = dWeight.byteOffset + 4 * group * size;
        const values: Argument[] = [
          images + group * channels * plane,
          groups * channels * plane,
          dy.byteOffset + 4 * group * filters * pixels,
          4 * groups * filters * pixels,
          parts === 1 ? target : partSums,
          ...[filters, depth, forwardOffsets, pixels, out[1], 4 * step[0] * image[1], 4 * step[1]],
          ...[batch, imagesOfPart, tapBlocks],
        ];
        const units = parts * tapBlocks;
        engine.run(code.CONVOLVE_WEIGHT, units, shared ? 1 : units, ...values);
        if (parts > 1) engine.run(code.ADD_PARTS, size, GRAIN / 16, partSums, target, size, parts);
      }
      if (batch === 0) dWeight.fill(0);
      if (dBias !== null) {
        const total = groups * filters;
        engine.run(
          code.SUM_CHANNELS,
          total,
          Math.max(1, Math.ceil(GRAIN / (batch * pixels))),
          dy,
          dBias,
          batch,
          total,
          pixels,
        );
      }
    },
  };
}
