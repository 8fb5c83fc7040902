import type { Backend } from '../backend/backend.ts';
import { checkCount } from '../layers/arguments.ts';
import { Layer, type ForwardOptions } from '../layers/layer.ts';
import type { Parameter } from '../layers/parameter.ts';
import { Random } from '../tensor/random.ts';
import type { Shape } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import { Summary } from './summary.ts';

/** Layers one after the other; itself a layer. */
export class Sequential extends Layer {
  readonly layers: readonly Layer[];

  /**
   * @param layers in the order in which they are applied.
   * @param options seed: decides the first values of all parameters and all randomness in the layers; 0 unless given.
   */
  constructor(layers: readonly Layer[], { seed = 0 }: { seed?: number } = {}) {
    super({ seed });
    for (const layer of layers) {
      if (!(layer instanceof Layer)) {
        throw new TypeError(`Sequential: layers must be an array of layers; received ${typeof layer} in it`);
      }
    }
    this.layers = [...layers];
  }

  /** All layers in turn. Intermediate results are kept and overwritten by the next call; the last one only when `reuse` says so. */
  forward(x: Tensor, { training = false, reuse = training }: ForwardOptions = {}): Tensor {
    this.build();
    const last = this.layers.length - 1;
    let input = x;
    let y = x;
    this.layers.forEach((layer, index) => {
      input = y;
      y = layer.forward(input, { training, reuse: reuse || index < last });
    });
    // Flatten, or a dropout at rest, hands on its input, which is a kept tensor or the caller's own.
    return !reuse && y.data === input.data ? y.copy() : y;
  }

  backward(dy: Tensor): Tensor {
    let dx = dy;
    for (let i = this.layers.length - 1; i >= 0; i--) dx = this.layers[i].backward(dx);
    return dx;
  }

  /**
   * The outputs for inputs of any number, computed in batches without training; a tensor of its own.
   *
   * @param options batchSize: how many at a time; 100 unless given.
   */
  predict(x: Tensor, { batchSize = 100 }: { batchSize?: number } = {}): Tensor {
    checkCount('predict', 'batchSize', batchSize);
    const [count, ...inputShape] = x.shape;
    const result = Tensor.zeros([count, ...this.outputShape(inputShape)], { backend: x.backend });
    const outputs = result.size / count;
    for (let start = 0; start < count; start += batchSize) {
      const batch = x.slice([start, start + batchSize]);
      result.data.set(this.forward(batch, { reuse: true }).data, start * outputs);
    }
    return result;
  }

  outputShape(inputShape: Shape): Shape {
    return this.layers.reduce((shape, layer) => layer.outputShape(shape), inputShape);
  }

  override multiplyAdds(inputShape: Shape): number {
    return this.summary(inputShape).multiplyAdds;
  }

  override get parameterCount(): number {
    return this.layers.reduce((sum, layer) => sum + layer.parameterCount, 0);
  }

  /** Every layer with its output shape, parameters and multiply-adds for one example of this shape. */
  summary(inputShape: Shape): Summary {
    let shape = inputShape;
    const rows = this.layers.map((layer) => {
      const multiplyAdds = layer.multiplyAdds?.(shape) ?? 0;
      shape = layer.outputShape(shape);
      return { layer: layer.toString(), outputShape: shape, parameters: layer.parameterCount, multiplyAdds };
    });
    return new Summary(inputShape, rows);
  }

  /** Parameters by name: `0.weight`, `0.bias`, `2.weight` … */
  get namedParameters(): ReadonlyMap<string, Parameter> {
    this.build();
    const named = new Map<string, Parameter>();
    this.layers.forEach((layer, index) => {
      if (layer instanceof Sequential)
        for (const [name, each] of layer.namedParameters) named.set(`${index}.${name}`, each);
      else for (const each of layer.parameters) named.set(`${index}.${each.name}`, each);
    });
    return named;
  }

  override get state(): ReadonlyMap<string, Tensor> {
    this.build();
    const state = new Map<string, Tensor>();
    this.layers.forEach((layer, index) => {
      for (const [name, value] of layer.state) state.set(`${index}.${name}`, value);
    });
    return state;
  }

  override moveTo(backend: Backend): this {
    this.build();
    for (const layer of this.layers) layer.moveTo(backend);
    return this;
  }

  override reseed(seed: number): void {
    const random = new Random(seed);
    this.layers.forEach((layer, index) => layer.reseed?.(random.fork(index).integer(0, 2 ** 31)));
  }

  override toString(): string {
    const lines = this.layers.map((layer, index) => `  ${index}: ${layer.toString().replaceAll('\n', '\n  ')}`);
    return `Sequential(\n${lines.join('\n')}\n)`;
  }

  protected override create(random: Random): Parameter[] {
    this.layers.forEach((layer, index) => layer.build(random.fork(index)));
    return this.layers.flatMap((layer) => [...layer.parameters]);
  }
}
