import type { Backend, BatchNormGeometry } from '../backend/backend.ts';
import { formatShape, sizeOf, type Shape } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import { checkCount, checkNumber } from './arguments.ts';
import { Layer, type ForwardOptions } from './layer.ts';
import { Parameter } from './parameter.ts';

export interface BatchNormOptions {
  /** How much of a new batch's statistics enters the running ones, 0 to 1; 0.1 unless given. */
  momentum?: number;
  /** ε > 0 keeps the division defined; 1e-5 unless given. */
  epsilon?: number;
}

/**
 * Batch normalisation: x̂ = (x − mean)/√(variance + ε), y = γ·x̂ + β, one mean and variance per channel.
 *
 * In training they are those of the batch (variance ÷ count), and running ones follow: running ← (1 − momentum)·running + momentum·batch,
 * with the variance ÷ (count − 1). At inference the running ones are used. γ starts at 1, β at 0; neither decays.
 * Ioffe & Szegedy 2015, arXiv 1502.03167, algorithms 1 and 2.
 */
abstract class BatchNorm extends Layer {
  readonly channels: number;
  readonly momentum: number;
  readonly epsilon: number;
  readonly #name: string;
  #gamma!: Parameter;
  #beta!: Parameter;
  #running!: { mean: Tensor; variance: Tensor };
  #batch!: { mean: Tensor; variance: Tensor };
  #geometry: BatchNormGeometry | null = null;
  #x: Tensor | null = null;

  constructor(name: string, channels: number, { momentum = 0.1, epsilon = 1e-5 }: BatchNormOptions) {
    super();
    this.#name = name;
    this.channels = checkCount(name, 'channels', channels);
    this.momentum = checkNumber(name, 'momentum', momentum, { low: 0, high: 1 });
    this.epsilon = checkNumber(name, 'epsilon', epsilon, { low: Number.MIN_VALUE });
  }

  /** @throws RangeError unless the shape, with or without the batch axis, fits. */
  protected abstract checkShape(shape: Shape): void;

  /** The scale. */
  get gamma(): Parameter {
    this.build();
    return this.#gamma;
  }

  /** The shift. */
  get beta(): Parameter {
    this.build();
    return this.#beta;
  }

  forward(x: Tensor, { training = false, reuse = training }: ForwardOptions = {}): Tensor {
    const { gamma, beta } = this;
    this.checkShape(x.shape.slice(1));
    this.checkBackend(x, gamma);
    const geometry = this.#geometryFor(x.shape);
    const y = this.result('y', x.shape, x.backend, reuse);
    const [g, b] = [gamma.value.data, beta.value.data];
    if (!training) {
      const { mean, variance } = this.#running;
      x.backend.batchNormInference(geometry, x.data, g, b, mean.data, variance.data, y.data);
      return y;
    }
    const count = geometry.batch * geometry.inner;
    if (count < 2)
      throw new RangeError(`${this.toString()}: training needs two numbers per channel or more; received ${count}`);
    const { mean, variance } = this.#batch;
    x.backend.batchNormForward(geometry, x.data, g, b, mean.data, variance.data, y.data);
    x.backend.axpby(this.momentum, mean.data, 1 - this.momentum, this.#running.mean.data);
    const unbiased = (this.momentum * count) / (count - 1);
    x.backend.axpby(unbiased, variance.data, 1 - this.momentum, this.#running.variance.data);
    this.#x = x;
    return y;
  }

  backward(dy: Tensor): Tensor {
    const x = this.remembered(this.#x);
    this.checkGradient(dy, x.shape, x.backend);
    const { gamma, beta } = this;
    const { mean, variance } = this.#batch;
    const dx = this.result('dx', x.shape, x.backend, true);
    x.backend.batchNormBackward(
      ...([this.#geometryFor(x.shape), x.data, gamma.value.data, mean.data, variance.data] as const),
      ...([dy.data, dx.data, gamma.grad.data, beta.grad.data] as const),
    );
    return dx;
  }

  override get parameterCount(): number {
    return 2 * this.channels;
  }

  outputShape(inputShape: Shape): Shape {
    this.checkShape(inputShape);
    return inputShape;
  }

  override get state(): ReadonlyMap<string, Tensor> {
    this.build();
    return new Map([
      ['running_mean', this.#running.mean],
      ['running_var', this.#running.variance],
    ]);
  }

  override moveTo(backend: Backend): this {
    super.moveTo(backend);
    const move = ({ mean, variance }: { mean: Tensor; variance: Tensor }) => ({
      mean: mean.copy({ backend }),
      variance: variance.copy({ backend }),
    });
    this.#running = move(this.#running);
    this.#batch = move(this.#batch);
    return this;
  }

  override toString(): string {
    return `${this.#name}(${this.channels})`;
  }

  protected override create(): Parameter[] {
    const options = { backend: this.creationBackend };
    const [ones, zeros] = [() => Tensor.ones([this.channels], options), () => Tensor.zeros([this.channels], options)];
    this.#running = { mean: zeros(), variance: ones() };
    this.#batch = { mean: zeros(), variance: zeros() };
    this.#gamma = new Parameter('weight', ones());
    this.#beta = new Parameter('bias', zeros());
    return [this.#gamma, this.#beta];
  }

  protected wrongShape(form: string, received: Shape): RangeError {
    return new RangeError(
      `${this.toString()}: each example must have shape ${form} with ${this.channels} channels; received ${formatShape(received)}`,
    );
  }

  #geometryFor(shape: Shape): BatchNormGeometry {
    const [batch, channels] = shape;
    const inner = sizeOf(shape.slice(2));
    const last = this.#geometry;
    if (last?.batch === batch && last.inner === inner) return last;
    return (this.#geometry = Object.freeze({ batch, channels, inner, epsilon: this.epsilon }));
  }
}

/** Batch normalisation of N×C: one mean and variance per column. See `BatchNormOptions` and arXiv 1502.03167. */
export class BatchNorm1d extends BatchNorm {
  constructor(channels: number, options: BatchNormOptions = {}) {
    super('BatchNorm1d', channels, options);
  }

  protected override checkShape(shape: Shape): void {
    if (shape.length !== 1 || shape[0] !== this.channels) throw this.wrongShape('[channels]', shape);
  }
}

/** Batch normalisation of N×C×H×W: one mean and variance per channel, over N, H and W. See arXiv 1502.03167, §3.2. */
export class BatchNorm2d extends BatchNorm {
  constructor(channels: number, options: BatchNormOptions = {}) {
    super('BatchNorm2d', channels, options);
  }

  protected override checkShape(shape: Shape): void {
    if (shape.length !== 3 || shape[0] !== this.channels) throw this.wrongShape('[channels, height, width]', shape);
  }
}
