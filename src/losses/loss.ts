import type { Tensor } from '../tensor/tensor.ts';

/** What a model shall answer, one entry per example: class numbers, or a tensor (class numbers, distributions, or values to hit). */
export type Targets = Tensor | ArrayLike<number>;

/** The number that training makes small. `forward` gives it as a mean over the batch; `backward` its gradient with respect to the outputs. */
export interface Loss {
  forward(outputs: Tensor, targets: Targets): number;
  /** The gradient at the last `forward`; valid until the next. */
  backward(): Tensor;
  toString(): string;
}
