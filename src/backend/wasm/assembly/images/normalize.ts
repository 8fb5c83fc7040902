// Batch normalization, channel by channel: a channel's planes stay in the cache from its statistics to its result.
// Arguments: 0 batch, 1 channels, 2 inner, 3 epsilon (f32), 4 x, 5 gamma, 6 mean, 7 variance, 8 y or dx, 9 beta or dy, 10 dGamma, 11 dBeta.
import { integer, pointer, real } from '../arguments';
import { multiplyAdd, sum, total4 } from '../vector';

function plane(base: usize, image: i32, channel: i32): usize {
  return base + ((<usize>(image * integer(1) + channel) * <usize>integer(2)) << 2);
}

/** Σ (x − shift)·(y − yShift) over `count` numbers, summed like `sum`. */
function shiftedProduct(x: usize, shift: f32, y: usize, yShift: f32, count: i32): f64 {
  const shifts = f32x4.splat(shift);
  const yShifts = f32x4.splat(yShift);
  let total: f64 = 0;
  while (count >= 8) {
    const steps = min(count >> 3, 64);
    let s0 = f32x4.splat(0);
    let s1 = s0;
    const end = x + ((<usize>steps) << 5);
    for (; x < end; x += 32) {
      s0 = multiplyAdd(f32x4.sub(v128.load(x), shifts), f32x4.sub(v128.load(y), yShifts), s0);
      s1 = multiplyAdd(f32x4.sub(v128.load(x, 16), shifts), f32x4.sub(v128.load(y, 16), yShifts), s1);
      y += 32;
    }
    total += total4(s0) + total4(s1);
    count -= steps << 3;
  }
  for (; count > 0; count--) {
    total += (<f64>load<f32>(x) - <f64>shift) * (<f64>load<f32>(y) - <f64>yShift);
    x += 4;
    y += 4;
  }
  return total;
}

/** y = (x − mean)·scale + offset over a plane. */
function scalePlane(x: usize, y: usize, mean: f32, scale: f32, offset: f32): void {
  const end = x + ((<usize>integer(2)) << 2);
  const vectorsEnd = x + ((<usize>(integer(2) & ~3)) << 2);
  const means = f32x4.splat(mean);
  const scales = f32x4.splat(scale);
  const offsets = f32x4.splat(offset);
  for (; x < vectorsEnd; x += 16) {
    v128.store(y, multiplyAdd(f32x4.sub(v128.load(x), means), scales, offsets));
    y += 16;
  }
  for (; x < end; x += 4) {
    store<f32>(y, (load<f32>(x) - mean) * scale + offset);
    y += 4;
  }
}

/** Writes mean and variance of this batch. Units: channels. */
export function channelStatistics(from: i32, to: i32): void {
  const batch = integer(0);
  const inner = integer(2);
  const count = <f64>batch * <f64>inner;
  for (let channel = from; channel < to; channel++) {
    const slot = (<usize>channel) << 2;
    let total: f64 = 0;
    for (let image = 0; image < batch; image++) total += sum(plane(pointer(4), image, channel), inner);
    const mean = total / count;
    const rounded = <f32>mean;
    let squares: f64 = 0;
    for (let image = 0; image < batch; image++) {
      const x = plane(pointer(4), image, channel);
      squares += shiftedProduct(x, rounded, x, rounded, inner);
    }
    // The differences were taken to the rounded mean.
    const error = mean - <f64>rounded;
    store<f32>(pointer(6) + slot, rounded);
    store<f32>(pointer(7) + slot, <f32>max(squares / count - error * error, 0));
  }
}

function inverseDeviation(slot: usize): f64 {
  return 1 / sqrt(<f64>load<f32>(pointer(7) + slot) + <f64>real(3));
}

/** y from x and the statistics in place. Units: channels. */
export function normalize(from: i32, to: i32): void {
  for (let channel = from; channel < to; channel++) {
    const slot = (<usize>channel) << 2;
    const scale = <f32>(<f64>load<f32>(pointer(5) + slot) * inverseDeviation(slot));
    const mean = load<f32>(pointer(6) + slot);
    const offset = load<f32>(pointer(9) + slot);
    for (let image = 0; image < integer(0); image++) {
      scalePlane(plane(pointer(4), image, channel), plane(pointer(8), image, channel), mean, scale, offset);
    }
  }
}

/** dGamma, dBeta and dx. Units: channels. */
export function normalizeBackward(from: i32, to: i32): void {
  const batch = integer(0);
  const inner = integer(2);
  const count = <f64>batch * <f64>inner;
  for (let channel = from; channel < to; channel++) {
    const slot = (<usize>channel) << 2;
    const mean = load<f32>(pointer(6) + slot);
    const inverse = inverseDeviation(slot);
    let sumOfGradients: f64 = 0;
    let sumOfProducts: f64 = 0;
    for (let image = 0; image < batch; image++) {
      const dy = plane(pointer(9), image, channel);
      sumOfGradients += sum(dy, inner);
      sumOfProducts += shiftedProduct(plane(pointer(4), image, channel), mean, dy, 0, inner);
    }
    const dGamma = sumOfProducts * inverse;
    store<f32>(pointer(10) + slot, <f32>dGamma);
    store<f32>(pointer(11) + slot, <f32>sumOfGradients);
    const scale = <f64>load<f32>(pointer(5) + slot) * inverse;
    const alongX = <f32>((-scale * inverse * dGamma) / count);
    const constant = <f32>((-scale * sumOfGradients) / count);
    for (let image = 0; image < batch; image++) {
      const x = plane(pointer(4), image, channel);
      combinePlanes(
        x,
        plane(pointer(9), image, channel),
        plane(pointer(8), image, channel),
        mean,
        <f32>scale,
        alongX,
        constant,
      );
    }
  }
}

/** dx = dy·scale + (x − mean)·alongX + constant over a plane. */
function combinePlanes(x: usize, dy: usize, dx: usize, mean: f32, scale: f32, alongX: f32, constant: f32): void {
  const end = x + ((<usize>integer(2)) << 2);
  const vectorsEnd = x + ((<usize>(integer(2) & ~3)) << 2);
  const means = f32x4.splat(mean);
  const scales = f32x4.splat(scale);
  const slopes = f32x4.splat(alongX);
  const constants = f32x4.splat(constant);
  for (; x < vectorsEnd; x += 16) {
    const fromX = multiplyAdd(f32x4.sub(v128.load(x), means), slopes, constants);
    v128.store(dx, multiplyAdd(v128.load(dy), scales, fromX));
    dy += 16;
    dx += 16;
  }
  for (; x < end; x += 4) {
    store<f32>(dx, load<f32>(dy) * scale + (load<f32>(x) - mean) * alongX + constant);
    dy += 4;
    dx += 4;
  }
}
