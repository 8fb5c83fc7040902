import type { Backend } from '../backend/backend.ts';
import { sameShape, sizeOf, type Shape } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';

/** Kept per name: one for full batches, one for the shorter last batch, one for another size used in evaluation. */
const keptShapes = 3;

interface Kept<Value> {
  readonly shape: Shape;
  readonly backend: Backend;
  readonly value: Value;
}

/** Tensors and positions that a layer writes its results into again and again. */
export class Buffers {
  readonly #tensors = new Map<string, Kept<Tensor>[]>();
  readonly #indices = new Map<string, Kept<Int32Array>[]>();

  /** A tensor with arbitrary content; a new one, of zeros, unless `reuse`. */
  take(name: string, shape: Shape, backend: Backend, reuse: boolean): Tensor {
    const make = () => Tensor.zeros(shape, { backend });
    return reuse ? keptIn(this.#tensors, name, shape, backend, make) : make();
  }

  takeIndices(name: string, shape: Shape, backend: Backend): Int32Array {
    return keptIn(this.#indices, name, shape, backend, () => backend.allocateIndices(sizeOf(shape)));
  }

  clear(): void {
    this.#tensors.clear();
    this.#indices.clear();
  }
}

function keptIn<Value>(
  store: Map<string, Kept<Value>[]>,
  name: string,
  shape: Shape,
  backend: Backend,
  make: () => Value,
): Value {
  let all = store.get(name);
  if (!all) store.set(name, (all = []));
  for (const kept of all) if (kept.backend === backend && sameShape(kept.shape, shape)) return kept.value;
  const value = make();
  all.push({ shape: [...shape], backend, value });
  if (all.length > keptShapes) all.shift();
  return value;
}
