import type { Pool2dGeometry } from '../backend/backend.ts';
import { formatShape, type Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { Layer, type ForwardOptions } from './layer.ts';

/** The mean of each channel of each image: N×C×H×W → N×C. Lin, Chen & Yan 2014, arXiv 1312.4400, §3.2. */
export class GlobalAvgPool2d extends Layer {
  #x: Tensor | null = null;
  #geometry: Pool2dGeometry | null = null;

  forward(x: Tensor, { training = false, reuse = training }: ForwardOptions = {}): Tensor {
    const geometry = this.#geometryFor(x.shape);
    const y = this.result('y', [geometry.batch, geometry.channels], x.backend, reuse);
    x.backend.avgPool2dForward(geometry, x.data, y.data);
    if (training) this.#x = x;
    return y;
  }

  backward(dy: Tensor): Tensor {
    const x = this.remembered(this.#x);
    const geometry = this.#geometryFor(x.shape);
    this.checkGradient(dy, [geometry.batch, geometry.channels], x.backend);
    const dx = this.result('dx', x.shape, x.backend, true);
    x.backend.avgPool2dBackward(geometry, dy.data, dx.data);
    return dx;
  }

  outputShape(inputShape: Shape): Shape {
    if (inputShape.length !== 3) throw wrongInput('[channels, height, width]', inputShape);
    return [inputShape[0]];
  }

  override toString(): string {
    return 'GlobalAvgPool2d()';
  }

  /** One window as large as the image. */
  #geometryFor(shape: Shape): Pool2dGeometry {
    if (shape.length !== 4) throw wrongInput('[batch, channels, height, width]', shape);
    const [batch, channels, height, width] = shape;
    const last = this.#geometry;
    if (last?.batch === batch && last.channels === channels && last.height === height && last.width === width)
      return last;
    return (this.#geometry = Object.freeze({
      ...{ batch, channels, height, width, outHeight: 1, outWidth: 1, kernelHeight: height, kernelWidth: width },
      ...{ strideHeight: 1, strideWidth: 1, padHeight: 0, padWidth: 0 },
    }));
  }
}

function wrongInput(form: string, received: Shape): RangeError {
  return new RangeError(`GlobalAvgPool2d(): the input must have shape ${form}; received ${formatShape(received)}`);
}
