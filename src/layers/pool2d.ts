import type { Pool2dGeometry } from '../backend/backend.ts';
import { formatShape, sameShape, type Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { Layer, type ForwardOptions } from './layer.ts';
import { checkPair, describeWindow, outputSize, type Pair, type Window } from './window.ts';

export interface Pool2dOptions {
  /** How far the window moves; its own size unless given, so that windows do not overlap. */
  stride?: Pair;
  /** Added on each side, smaller than the window; 0 unless given. */
  padding?: Pair;
}

/** What both poolings share: a window that moves over each channel for itself. */
abstract class Pool2d extends Layer {
  readonly window: Window;
  readonly #name: string;
  #geometry: Pool2dGeometry | null = null;

  constructor(name: string, size: Pair, { stride = size, padding = 0 }: Pool2dOptions) {
    super();
    this.#name = name;
    const kernel = checkPair(name, 'size', size);
    this.window = {
      kernel,
      stride: checkPair(name, 'stride', stride),
      padding: checkPair(name, 'padding', padding, 0),
      dilation: [1, 1],
    };
    if (this.window.padding.some((pad, axis) => pad >= kernel[axis])) {
      throw new RangeError(
        `${name}: padding must be smaller than the window of ${kernel[0]}×${kernel[1]} in each axis; received ${this.window.padding.join(' and ')}`,
      );
    }
  }

  outputShape(inputShape: Shape): Shape {
    const [channels, height, width] = inputShape;
    if (inputShape.length !== 3) throw this.#wrongInput('[channels, height, width]', inputShape);
    const size = outputSize(this.window, [height, width]);
    if (size[0] < 1 || size[1] < 1) {
      throw new RangeError(
        `${this.toString()}: the padded image must hold the window; received an image of ${height}×${width}`,
      );
    }
    return [channels, ...size];
  }

  override toString(): string {
    return `${this.#name}(${describeWindow(this.window, this.window.kernel)})`;
  }

  protected geometryFor(shape: Shape): Pool2dGeometry {
    const last = this.#geometry;
    const [batch, channels, height, width] = shape;
    if (shape.length !== 4) throw this.#wrongInput('[batch, channels, height, width]', shape);
    if (last && sameShape([last.batch, last.channels, last.height, last.width], shape)) return last;
    const [, outHeight, outWidth] = this.outputShape([channels, height, width]);
    const { kernel, stride, padding } = this.window;
    return (this.#geometry = Object.freeze({
      ...{ batch, channels, height, width, outHeight, outWidth },
      ...{ kernelHeight: kernel[0], kernelWidth: kernel[1], strideHeight: stride[0], strideWidth: stride[1] },
      ...{ padHeight: padding[0], padWidth: padding[1] },
    }));
  }

  #wrongInput(form: string, received: Shape): RangeError {
    return new RangeError(`${this.toString()}: the input must have shape ${form}; received ${formatShape(received)}`);
  }
}

function outputOf({ batch, channels, outHeight, outWidth }: Pool2dGeometry): Shape {
  return [batch, channels, outHeight, outWidth];
}

/**
 * The largest number of each window. Padding never wins; of equal numbers the first does.
 *
 * Backward: each dy goes to the pixel that won.
 */
export class MaxPool2d extends Pool2d {
  #last: { x: Tensor; positions: Int32Array } | null = null;

  /** @throws RangeError for sizes that are not whole or too small, or padding that is not smaller than the window. */
  constructor(size: Pair, options: Pool2dOptions = {}) {
    super('MaxPool2d', size, options);
  }

  forward(x: Tensor, { training = false, reuse = training }: ForwardOptions = {}): Tensor {
    const geometry = this.geometryFor(x.shape);
    const y = this.result('y', outputOf(geometry), x.backend, reuse);
    const positions = this.indices('positions', y.shape, x.backend);
    x.backend.maxPool2dForward(geometry, x.data, y.data, positions);
    if (training) this.#last = { x, positions };
    return y;
  }

  backward(dy: Tensor): Tensor {
    const { x, positions } = this.remembered(this.#last);
    const geometry = this.geometryFor(x.shape);
    this.checkGradient(dy, outputOf(geometry), x.backend);
    const dx = this.result('dx', x.shape, x.backend, true);
    x.backend.maxPool2dBackward(geometry, dy.data, positions, dx.data);
    return dx;
  }
}

/**
 * The mean of each window; padding counts as zeros.
 *
 * Backward: each dy is shared out equally over its window.
 */
export class AvgPool2d extends Pool2d {
  #x: Tensor | null = null;

  /** @throws RangeError for sizes that are not whole or too small, or padding that is not smaller than the window. */
  constructor(size: Pair, options: Pool2dOptions = {}) {
    super('AvgPool2d', size, options);
  }

  forward(x: Tensor, { training = false, reuse = training }: ForwardOptions = {}): Tensor {
    const geometry = this.geometryFor(x.shape);
    const y = this.result('y', outputOf(geometry), x.backend, reuse);
    x.backend.avgPool2dForward(geometry, x.data, y.data);
    if (training) this.#x = x;
    return y;
  }

  backward(dy: Tensor): Tensor {
    const x = this.remembered(this.#x);
    const geometry = this.geometryFor(x.shape);
    this.checkGradient(dy, outputOf(geometry), x.backend);
    const dx = this.result('dx', x.shape, x.backend, true);
    x.backend.avgPool2dBackward(geometry, dy.data, dx.data);
    return dx;
  }
}
