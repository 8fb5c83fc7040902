import type { Backend } from '../backend/backend.ts';
import { getBackend } from '../backend/index.ts';
import { Random } from '../tensor/random.ts';
import { formatShape, sameShape, type Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { Buffers } from './buffers.ts';
import type { Parameter } from './parameter.ts';

export interface ForwardOptions {
  /** Training: remember what `backward` needs; use this batch's statistics (batch norm); drop units (dropout). Default false. */
  training?: boolean;
  /**
   * Write into the tensor of the last call instead of a new one, so that nothing is allocated: the result then changes with the next call.
   * Default: as `training`.
   */
  reuse?: boolean;
}

/**
 * One step of a network, forward and backward.
 *
 * A subclass gives `forward`, `backward` and `outputShape`, and creates its parameters in `create`. They come to life at the first use, on
 * the backend then in use, so building a network costs nothing and `Sequential` can hand each layer its own random stream.
 */
export abstract class Layer {
  readonly #buffers = new Buffers();
  #parameters: readonly Parameter[] | undefined;
  readonly #seed: number;

  constructor({ seed = 0 }: { seed?: number } = {}) {
    this.#seed = seed;
  }

  /** y from x. */
  abstract forward(x: Tensor, options?: ForwardOptions): Tensor;

  /** dx, the gradient with respect to the last input, from dy, the one with respect to the output; writes parameters' gradients. */
  abstract backward(dy: Tensor): Tensor;

  /** The output's shape for an input's, without the batch axis on either. @throws RangeError when the layer cannot take it. */
  abstract outputShape(inputShape: Shape): Shape;

  /** The layer with its hyperparameters: `Linear(784 → 100)`. */
  abstract toString(): string;

  /** Multiplications followed by an addition for one example, forward; a layer without this has none worth counting. */
  multiplyAdds?(inputShape: Shape): number;

  /** What training changes, in a fixed order. */
  get parameters(): readonly Parameter[] {
    this.build();
    return this.#parameters!;
  }

  /** How many numbers the parameters hold; known without making them where a subclass can tell. */
  get parameterCount(): number {
    return this.parameters.reduce((sum, { value }) => sum + value.size, 0);
  }

  /** Tensors that belong to a saved model but that no optimizer changes, such as running means. */
  get state(): ReadonlyMap<string, Tensor> {
    return new Map();
  }

  /** Creates the parameters unless they exist. Rarely called by hand. */
  build(random: Random = new Random(this.#seed)): this {
    this.#parameters ??= this.create?.(random) ?? [];
    return this;
  }

  /** Moves parameters and state to another backend, keeping their numbers. */
  moveTo(backend: Backend): this {
    for (const parameter of this.parameters) parameter.moveTo(backend);
    this.#buffers.clear();
    return this;
  }

  /** Restarts the layer's own randomness, e.g. a dropout's masks; parameters stay. */
  reseed?(seed: number): void;

  /** Makes the parameters, with random numbers from `random` alone; a layer without this has none. */
  protected create?(random: Random): Parameter[];

  /** Where new parameters shall live. */
  protected get creationBackend(): Backend {
    return getBackend();
  }

  /** A tensor for a result: kept under its name and shape when `reuse`, new otherwise. Its old content is arbitrary. */
  protected result(name: string, shape: Shape, backend: Backend, reuse: boolean): Tensor {
    return this.#buffers.take(name, shape, backend, reuse);
  }

  /** Positions for a result of this shape, kept under their name; their old content is arbitrary. */
  protected indices(name: string, shape: Shape, backend: Backend): Int32Array {
    return this.#buffers.takeIndices(name, shape, backend);
  }

  /** What a forward pass in training remembered. @throws Error when there was none. */
  protected remembered<Value>(value: Value | null | undefined): Value {
    if (value === null || value === undefined) {
      throw new Error(`${this.toString()}: backward needs a forward with { training: true } first`);
    }
    return value;
  }

  /** @throws RangeError naming both shapes when dy's is not that of the last output; TypeError when it lives on another backend. */
  protected checkGradient(dy: Tensor, shape: Shape, backend: Backend): void {
    if (!sameShape(dy.shape, shape)) {
      throw new RangeError(
        `${this.toString()}: dy must have the output's shape ${formatShape(shape)}; received ${formatShape(dy.shape)}`,
      );
    }
    if (dy.backend !== backend) {
      throw new TypeError(
        `${this.toString()}: dy must live on the last input's backend, ${backend.description}; received one on ${dy.backend.description}`,
      );
    }
  }

  /** @throws TypeError when the input lives on another backend than the weights. */
  protected checkBackend(x: Tensor, parameter: Parameter): void {
    if (x.backend !== parameter.value.backend) {
      throw new TypeError(
        `${this.toString()}: the input must live on the layer's backend, ${parameter.value.backend.description}; received one on ${x.backend.description}; use moveTo(backend)`,
      );
    }
  }
}
