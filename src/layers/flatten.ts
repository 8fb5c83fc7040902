import { sizeOf, type Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { Layer, type ForwardOptions } from './layer.ts';

/** Lays the numbers of each example in one row: N×C×H×W → N×(C·H·W). Shares the numbers of its input. */
export class Flatten extends Layer {
  #x: Tensor | null = null;

  forward(x: Tensor, { training = false, reuse = training }: ForwardOptions = {}): Tensor {
    if (training) this.#x = x;
    const y = x.reshape([x.shape[0], sizeOf(x.shape.slice(1))]);
    return reuse ? y : y.copy();
  }

  backward(dy: Tensor): Tensor {
    const { shape, backend } = this.remembered(this.#x);
    this.checkGradient(dy, [shape[0], sizeOf(shape.slice(1))], backend);
    return dy.reshape(shape);
  }

  outputShape(inputShape: Shape): Shape {
    return [sizeOf(inputShape)];
  }

  override toString(): string {
    return 'Flatten()';
  }
}
