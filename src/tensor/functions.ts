import { checkAxis, formatShape, sizeOf } from './shape.ts';
import type { NestedArray } from './nested.ts';
import { Tensor, type TensorOptions } from './tensor.ts';

/** A tensor from numbers in nested arrays: `tensor([[1, 2], [3, 4]])`. */
export function tensor(values: NestedArray, options: TensorOptions = {}): Tensor {
  return Tensor.from(values, options);
}

/**
 * Rows with a 1 at each label and 0 elsewhere: labels (n) → n×classes.
 *
 * @throws RangeError for a label that is not a whole number from 0 to classes − 1.
 */
export function oneHot(labels: ArrayLike<number> | Tensor, classes: number, options: TensorOptions = {}): Tensor {
  const values = labels instanceof Tensor ? labels.data : labels;
  const result = Tensor.zeros([values.length, classes], options);
  writeOneHot(values, result);
  return result;
}

/** The same into a tensor that exists. */
export function writeOneHot(labels: ArrayLike<number>, target: Tensor): void {
  const classes = target.shape[1];
  target.data.fill(0);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row];
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new RangeError(
        `oneHot: labels must be whole numbers from 0 to ${classes - 1}; received ${label} at position ${row}`,
      );
    }
    target.data[row * classes + label] = 1;
  }
}

/** Tensors one after the other along an axis that exists; all other lengths must be equal. */
export function concatenate(tensors: readonly Tensor[], axis = 0): Tensor {
  if (tensors.length === 0) throw new RangeError('concatenate: tensors must hold at least one tensor; received none');
  const first = tensors[0];
  const position = checkAxis('concatenate', axis, first.shape);
  for (const other of tensors) {
    const fits =
      other.rank === first.rank && other.shape.every((length, i) => i === position || length === first.shape[i]);
    if (!fits) {
      throw new RangeError(
        `concatenate: shapes must agree except on axis ${position}; received ${formatShape(first.shape)} and ${formatShape(other.shape)}`,
      );
    }
  }
  const length = tensors.reduce((sum, each) => sum + each.shape[position], 0);
  const shape = first.shape.map((size, i) => (i === position ? length : size));
  const result = Tensor.zeros(shape, { backend: first.backend });
  const outer = sizeOf(shape.slice(0, position));
  const inner = sizeOf(shape.slice(position + 1));
  let offset = 0;
  for (const each of tensors) {
    const block = each.shape[position] * inner;
    for (let i = 0; i < outer; i++) {
      result.data.set(each.data.subarray(i * block, (i + 1) * block), i * length * inner + offset);
    }
    offset += block;
  }
  return result;
}

/** Tensors of one shape side by side along a new first axis. */
export function stack(tensors: readonly Tensor[]): Tensor {
  return concatenate(tensors.map((each) => each.reshape([1, ...each.shape])));
}
