import type { Backend } from '../backend/backend.ts';
import type { NestedArray } from '../tensor/nested.ts';
import { Tensor, type TensorOptions } from '../tensor/tensor.ts';

/** Numbers that training changes: a value, and the gradient of the loss with respect to it, of the same shape. */
export class Parameter {
  readonly name: string;
  /** Whether weight decay applies: to weights, not to biases, nor to a batch norm's scale and shift. */
  readonly decays: boolean;
  value: Tensor;
  grad: Tensor;

  constructor(name: string, value: Tensor, { decays = false }: { decays?: boolean } = {}) {
    this.name = name;
    this.decays = decays;
    this.value = value;
    this.grad = Tensor.zeros(value.shape, { backend: value.backend });
  }

  moveTo(backend: Backend): void {
    this.value = this.value.copy({ backend });
    this.grad = this.grad.copy({ backend });
  }
}

/**
 * A parameter of your own, outside any layer, for instance a point on a surface that an optimizer shall walk down:
 *
 *     const point = parameter([-7, 2]);
 *     point.grad.set([...]);
 *     optimizer.step([point]);
 */
export function parameter(
  values: NestedArray,
  { name = 'value', ...options }: TensorOptions & { name?: string } = {},
): Parameter {
  return new Parameter(name, Tensor.from(values, options));
}
