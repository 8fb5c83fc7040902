import type { Activation } from '../backend/backend.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { checkNumber } from './arguments.ts';
import { Layer, type ForwardOptions } from './layer.ts';

/** A function of each number for itself, whose derivative can be written in terms of its output. */
abstract class ActivationLayer extends Layer {
  readonly #name: string;
  readonly #kind: Activation;
  readonly #slope: number;
  #y: Tensor | null = null;

  constructor(name: string, kind: Activation, slope = 0) {
    super();
    this.#name = name;
    this.#kind = kind;
    this.#slope = slope;
  }

  forward(x: Tensor, { training = false, reuse = training }: ForwardOptions = {}): Tensor {
    const y = this.result('y', x.shape, x.backend, reuse);
    x.backend.activate(this.#kind, this.#slope, x.data, y.data);
    if (training) this.#y = y;
    return y;
  }

  backward(dy: Tensor): Tensor {
    const y = this.remembered(this.#y);
    this.checkGradient(dy, y.shape, y.backend);
    const dx = this.result('dx', y.shape, y.backend, true);
    y.backend.activateBackward(this.#kind, this.#slope, y.data, dy.data, dx.data);
    return dx;
  }

  outputShape(inputShape: Shape): Shape {
    return inputShape;
  }

  override toString(): string {
    return `${this.#name}()`;
  }
}

/** y = max(0, x); dx = dy where x > 0, else 0. Nair & Hinton 2010. */
export class ReLU extends ActivationLayer {
  constructor() {
    super('ReLU', 'relu');
  }
}

/** y = x for x > 0, slope·x otherwise. Maas, Hannun & Ng 2013. */
export class LeakyReLU extends ActivationLayer {
  readonly slope: number;

  /** @throws RangeError unless 0 ≤ slope < 1. */
  constructor({ slope = 0.01 }: { slope?: number } = {}) {
    super('LeakyReLU', 'leakyRelu', checkNumber('LeakyReLU', 'slope', slope, { low: 0, high: 1, open: true }));
    this.slope = slope;
  }

  override toString(): string {
    return `LeakyReLU(slope ${this.slope})`;
  }
}

/** y = 1/(1 + e⁻ˣ); dx = dy·y·(1 − y). */
export class Sigmoid extends ActivationLayer {
  constructor() {
    super('Sigmoid', 'sigmoid');
  }
}

/** y = tanh x; dx = dy·(1 − y²). */
export class Tanh extends ActivationLayer {
  constructor() {
    super('Tanh', 'tanh');
  }
}
