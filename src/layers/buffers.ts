import type { Backend } from '../backend/backend.ts';
import { sameShape, type Shape } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';

/** Kept per name: one for full batches, one for the shorter last batch, one for another size used in evaluation. */
const keptShapes = 3;

/** Tensors that a layer writes its results into again and again. */
export class Buffers {
  readonly #kept = new Map<string, Tensor[]>();

  take(name: string, shape: Shape, backend: Backend, reuse: boolean): Tensor {
    if (!reuse) return Tensor.zeros(shape, { backend });
    let tensors = this.#kept.get(name);
    if (!tensors) this.#kept.set(name, (tensors = []));
    for (const tensor of tensors) {
      if (tensor.backend === backend && sameShape(tensor.shape, shape)) return tensor;
    }
    const made = Tensor.zeros(shape, { backend });
    tensors.push(made);
    if (tensors.length > keptShapes) tensors.shift();
    return made;
  }

  clear(): void {
    this.#kept.clear();
  }
}
