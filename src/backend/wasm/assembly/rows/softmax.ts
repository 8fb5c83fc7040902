import { exp4 } from '../elements/functions';
import { integer, pointer, real } from '../arguments';
import { total4 } from '../vector';

function largestOf(x: usize, columns: i32): f32 {
  let largest = f32x4.splat(-Infinity);
  const end = x + ((<usize>(columns & ~3)) << 2);
  for (; x < end; x += 16) largest = f32x4.max(largest, v128.load(x));
  for (let rest = columns & 3; rest > 0; rest--) {
    largest = f32x4.max(largest, v128.load32_splat(x));
    x += 4;
  }
  largest = f32x4.max(largest, v128.shuffle<f32>(largest, largest, 2, 3, 0, 1));
  return f32x4.extract_lane(f32x4.max(largest, v128.shuffle<f32>(largest, largest, 1, 0, 3, 2)), 0);
}

/** y = exp(x − largest); returns the sum. */
function exponentials(x: usize, largest: f32, columns: i32, y: usize): f64 {
  const shift = f32x4.splat(largest);
  let sums = f32x4.splat(0);
  const end = x + ((<usize>(columns & ~3)) << 2);
  for (; x < end; x += 16) {
    const value = exp4(f32x4.sub(v128.load(x), shift));
    sums = f32x4.add(sums, value);
    v128.store(y, value);
    y += 16;
  }
  let total = total4(sums);
  for (let rest = columns & 3; rest > 0; rest--) {
    const value = f32x4.extract_lane(exp4(f32x4.sub(v128.load32_splat(x), shift)), 0);
    total += <f64>value;
    store<f32>(y, value);
    x += 4;
    y += 4;
  }
  return total;
}

function divide(y: usize, total: f64, columns: i32): void {
  const factor = <f32>(1 / total);
  const factors = f32x4.splat(factor);
  const end = y + ((<usize>(columns & ~3)) << 2);
  for (; y < end; y += 16) v128.store(y, f32x4.mul(v128.load(y), factors));
  for (let rest = columns & 3; rest > 0; rest--) {
    store<f32>(y, load<f32>(y) * factor);
    y += 4;
  }
}

/** Arguments: columns, x, y. Units: rows. */
export function softmax(from: i32, to: i32): void {
  const columns = integer(0);
  const rowBytes = (<usize>columns) << 2;
  for (let row = from; row < to; row++) {
    const x = pointer(1) + <usize>row * rowBytes;
    const y = pointer(2) + <usize>row * rowBytes;
    divide(y, exponentials(x, largestOf(x, columns), columns, y), columns);
  }
}

/** Arguments: columns, x, probabilities, targets, losses (one f64 for each row). Units: rows. */
export function softmaxCrossEntropy(from: i32, to: i32): void {
  const columns = integer(0);
  const rowBytes = (<usize>columns) << 2;
  for (let row = from; row < to; row++) {
    const x = pointer(1) + <usize>row * rowBytes;
    const y = pointer(2) + <usize>row * rowBytes;
    const largest = largestOf(x, columns);
    const total = exponentials(x, largest, columns, y);
    divide(y, total, columns);
    const logarithm = NativeMath.log(total);
    const targets = pointer(3) + <usize>row * rowBytes;
    let loss: f64 = 0;
    for (let offset: usize = 0; offset < rowBytes; offset += 4) {
      const target = <f64>load<f32>(targets + offset);
      // A target of zero costs nothing even where the logit is −∞.
      if (target != 0) loss += target * (logarithm - (<f64>load<f32>(x + offset) - <f64>largest));
    }
    store<f64>(pointer(4) + ((<usize>row) << 3), loss);
  }
}

/** Arguments: 1/rows, probabilities, targets, dx. Units: numbers. */
export function softmaxCrossEntropyBackward(from: i32, to: i32): void {
  const factor = f32x4.splat(real(0));
  const start = (<usize>from) << 2;
  const end = (<usize>to) << 2;
  for (let offset = start; offset < end; offset += 16) {
    const difference = f32x4.sub(v128.load(pointer(1) + offset), v128.load(pointer(2) + offset));
    v128.store(pointer(3) + offset, f32x4.mul(difference, factor));
  }
}
