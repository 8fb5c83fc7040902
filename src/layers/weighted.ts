import { fansOf, heNormal, zeros, type Initializer } from '../initializers/index.ts';
import type { Random } from '../tensor/random.ts';
import { sizeOf, type Shape } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import { Layer } from './layer.ts';
import { Parameter } from './parameter.ts';

export interface WeightOptions {
  /** First weights; He's normal unless given. */
  weight?: Initializer;
  /** First biases; zeros unless given; `false` for a layer without. */
  bias?: Initializer | false;
  /** Used when the layer stands alone; inside a model the model's seed decides. */
  seed?: number;
}

/** A layer with a weight, whose first axis counts outputs, and a bias, one number per output. */
export abstract class WeightedLayer extends Layer {
  readonly #initializers: { weight: Initializer; bias: Initializer | false };
  #weight!: Parameter;
  #bias: Parameter | null = null;

  constructor({ weight = heNormal(), bias = zeros(), seed = 0 }: WeightOptions) {
    super({ seed });
    this.#initializers = { weight, bias };
  }

  protected abstract get weightShape(): Shape;

  get weight(): Parameter {
    this.build();
    return this.#weight;
  }

  get bias(): Parameter | null {
    this.build();
    return this.#bias;
  }

  get hasBias(): boolean {
    return this.#initializers.bias !== false;
  }

  override get parameterCount(): number {
    return sizeOf(this.weightShape) + (this.hasBias ? this.weightShape[0] : 0);
  }

  protected override create(random: Random): Parameter[] {
    const { weight, bias } = this.#initializers;
    const shape = this.weightShape;
    const fans = fansOf(shape);
    const options = { backend: this.creationBackend };
    const values = Tensor.zeros(shape, options).fillWith(weight(shape, fans, random));
    this.#weight = new Parameter('weight', values, { decays: true });
    if (bias === false) return [this.#weight];
    const biasShape = [shape[0]];
    const biases = Tensor.zeros(biasShape, options).fillWith(bias(biasShape, fans, random));
    this.#bias = new Parameter('bias', biases);
    return [this.#weight, this.#bias];
  }
}
