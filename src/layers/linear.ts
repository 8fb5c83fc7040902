import { formatShape, type Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { checkCount } from './arguments.ts';
import type { ForwardOptions } from './layer.ts';
import { MatmulPlanner } from './plans.ts';
import { WeightedLayer, type WeightOptions } from './weighted.ts';

/**
 * A fully connected layer: y = x·Wᵀ + b, with x N×in, W out×in, b out, y N×out.
 *
 * Backward: dW = dyᵀ·x, db = Σ dy over the batch, dx = dy·W.
 */
export class Linear extends WeightedLayer {
  readonly inputs: number;
  readonly outputs: number;
  readonly #forwardPlan = new MatmulPlanner({ transposeB: true });
  readonly #weightPlan = new MatmulPlanner({ transposeA: true });
  readonly #inputPlan = new MatmulPlanner();
  #x: Tensor | null = null;

  /** @throws RangeError unless both counts are whole numbers, at least 1. */
  constructor(inputs: number, outputs: number, options: WeightOptions = {}) {
    super(options);
    this.inputs = checkCount('Linear', 'inputs', inputs);
    this.outputs = checkCount('Linear', 'outputs', outputs);
  }

  forward(x: Tensor, { training = false, reuse = training }: ForwardOptions = {}): Tensor {
    const { weight, bias } = this;
    if (x.rank !== 2 || x.shape[1] !== this.inputs) throw this.#wrongInput('[batch, inputs]', x.shape);
    this.checkBackend(x, weight);
    const batch = x.shape[0];
    const y = this.result('y', [batch, this.outputs], x.backend, reuse);
    const plan = this.#forwardPlan.plan(batch, this.outputs, this.inputs);
    x.backend.matmul(plan, x.data, weight.value.data, y.data, bias === null ? null : bias.value.data);
    if (training) this.#x = x;
    return y;
  }

  backward(dy: Tensor): Tensor {
    const { weight, bias } = this;
    const x = this.remembered(this.#x);
    const batch = x.shape[0];
    const { backend } = x;
    this.checkGradient(dy, [batch, this.outputs], backend);
    const weightPlan = this.#weightPlan.plan(this.outputs, this.inputs, batch);
    backend.matmul(weightPlan, dy.data, x.data, weight.grad.data, null);
    if (bias !== null) backend.reduce('sum', 1, batch, this.outputs, dy.data, bias.grad.data);
    const dx = this.result('dx', x.shape, backend, true);
    backend.matmul(this.#inputPlan.plan(batch, this.inputs, this.outputs), dy.data, weight.value.data, dx.data, null);
    return dx;
  }

  outputShape(inputShape: Shape): Shape {
    if (inputShape.length !== 1 || inputShape[0] !== this.inputs) throw this.#wrongInput('[inputs]', inputShape);
    return [this.outputs];
  }

  override multiplyAdds(): number {
    return this.inputs * this.outputs;
  }

  override toString(): string {
    return `Linear(${this.inputs} → ${this.outputs}${this.hasBias ? '' : ', no bias'})`;
  }

  protected override get weightShape(): Shape {
    return [this.outputs, this.inputs];
  }

  #wrongInput(form: string, received: Shape): RangeError {
    return new RangeError(
      `${this.toString()}: the input must have shape ${form} with ${this.inputs} inputs; received ${formatShape(received)}`,
    );
  }
}
