import type { Conv2dGeometry } from '../backend/backend.ts';
import { formatShape, type Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { checkCount } from './arguments.ts';
import type { ForwardOptions } from './layer.ts';
import { WeightedLayer, type WeightOptions } from './weighted.ts';
import { checkPair, describeWindow, outputSize, type Pair, type Window } from './window.ts';

export interface Conv2dOptions extends WeightOptions {
  /** How far the window moves; 1 unless given. */
  stride?: Pair;
  /** Zeros added on each side; 0 unless given. */
  padding?: Pair;
  /** Distance between the window's pixels; 1 unless given. */
  dilation?: Pair;
  /** Groups of channels that do not see each other; must divide both numbers of channels; 1 unless given. */
  groups?: number;
}

/**
 * Convolution of images: y[n, f] = b[f] + Σ over c, i, j of W[f, c, i, j] · x[n, c, row·stride + i·dilation − padding, …].
 *
 * x is N×C×H×W, W is F × C/groups × KH × KW, y is N×F×OH×OW with OH = ⌊(H + 2·padding − dilation·(KH − 1) − 1)/stride⌋ + 1.
 * (What the field calls convolution does not flip the kernel.)
 */
export class Conv2d extends WeightedLayer {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly window: Window;
  readonly groups: number;
  #geometry: Conv2dGeometry | null = null;
  #x: Tensor | null = null;

  /** @throws RangeError for counts that are not whole or too small, or groups that do not divide the channels. */
  constructor(inChannels: number, outChannels: number, kernel: Pair, options: Conv2dOptions = {}) {
    super(options);
    const { stride = 1, padding = 0, dilation = 1, groups = 1 } = options;
    this.inChannels = checkCount('Conv2d', 'inChannels', inChannels);
    this.outChannels = checkCount('Conv2d', 'outChannels', outChannels);
    this.window = {
      kernel: checkPair('Conv2d', 'kernel', kernel),
      stride: checkPair('Conv2d', 'stride', stride),
      padding: checkPair('Conv2d', 'padding', padding, 0),
      dilation: checkPair('Conv2d', 'dilation', dilation),
    };
    this.groups = checkCount('Conv2d', 'groups', groups);
    if (inChannels % groups !== 0 || outChannels % groups !== 0) {
      throw new RangeError(
        `Conv2d: groups must divide both numbers of channels, ${inChannels} and ${outChannels}; received ${groups}`,
      );
    }
  }

  forward(x: Tensor, { training = false, reuse = training }: ForwardOptions = {}): Tensor {
    const { weight, bias } = this;
    const geometry = this.#geometryFor(x);
    this.checkBackend(x, weight);
    const shape = [geometry.batch, this.outChannels, geometry.outHeight, geometry.outWidth];
    const y = this.result('y', shape, x.backend, reuse);
    x.backend.conv2dForward(geometry, x.data, weight.value.data, bias === null ? null : bias.value.data, y.data);
    if (training) this.#x = x;
    return y;
  }

  backward(dy: Tensor): Tensor {
    const { weight, bias } = this;
    const x = this.remembered(this.#x);
    const { backend } = x;
    const geometry = this.#geometryFor(x);
    this.checkGradient(dy, [geometry.batch, this.outChannels, geometry.outHeight, geometry.outWidth], backend);
    backend.conv2dBackwardWeight(geometry, x.data, dy.data, weight.grad.data, bias === null ? null : bias.grad.data);
    const dx = this.result('dx', x.shape, backend, true);
    backend.conv2dBackwardInput(geometry, dy.data, weight.value.data, dx.data);
    return dx;
  }

  outputShape(inputShape: Shape): Shape {
    const [channels, height, width] = inputShape;
    if (inputShape.length !== 3 || channels !== this.inChannels)
      throw this.#wrongInput('[channels, height, width]', inputShape);
    const size = outputSize(this.window, [height, width]);
    if (size[0] < 1 || size[1] < 1) {
      throw new RangeError(
        `${this.toString()}: the padded image must hold the window; received an image of ${height}×${width}`,
      );
    }
    return [this.outChannels, ...size];
  }

  override multiplyAdds(inputShape: Shape): number {
    const [, outHeight, outWidth] = this.outputShape(inputShape);
    const [kernelHeight, kernelWidth] = this.window.kernel;
    return this.outChannels * outHeight * outWidth * (this.inChannels / this.groups) * kernelHeight * kernelWidth;
  }

  override toString(): string {
    const groups = this.groups === 1 ? '' : `, ${this.groups} groups`;
    const bias = this.hasBias ? '' : ', no bias';
    return `Conv2d(${this.inChannels} → ${this.outChannels}, ${describeWindow(this.window, [1, 1])}${groups}${bias})`;
  }

  protected override get weightShape(): Shape {
    return [this.outChannels, this.inChannels / this.groups, ...this.window.kernel];
  }

  #geometryFor(x: Tensor): Conv2dGeometry {
    const last = this.#geometry;
    const [batch, inChannels, height, width] = x.shape;
    if (x.rank !== 4 || inChannels !== this.inChannels)
      throw this.#wrongInput('[batch, channels, height, width]', x.shape);
    if (last?.batch === batch && last.height === height && last.width === width) return last;
    const [, outHeight, outWidth] = this.outputShape([inChannels, height, width]);
    const { kernel, stride, padding, dilation } = this.window;
    return (this.#geometry = Object.freeze({
      ...{ batch, inChannels, height, width, outChannels: this.outChannels, outHeight, outWidth },
      ...{ kernelHeight: kernel[0], kernelWidth: kernel[1], strideHeight: stride[0], strideWidth: stride[1] },
      ...{ padHeight: padding[0], padWidth: padding[1], dilationHeight: dilation[0], dilationWidth: dilation[1] },
      groups: this.groups,
    }));
  }

  #wrongInput(form: string, received: Shape): RangeError {
    return new RangeError(
      `${this.toString()}: the input must have shape ${form} with ${this.inChannels} channels; received ${formatShape(received)}`,
    );
  }
}
