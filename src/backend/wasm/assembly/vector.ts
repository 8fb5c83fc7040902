/** a·b + c, in one rounding where the build has relaxed SIMD. */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** The sum of the four numbers in double precision. */
export function total4(x: v128): f64 {
  const low = f64x2.promote_low_f32x4(x);
  const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
  const both = f64x2.add(low, high);
  return f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}

/** Σ x over `count` numbers: sixteen partial sums in single precision for at most 1024 numbers, these in double precision. */
export function sum(x: usize, count: i32): f64 {
  let total: f64 = 0;
  while (count >= 16) {
    const steps = min(count >> 4, 64);
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    const end = x + ((<usize>steps) << 6);
    for (; x < end; x += 64) {
      s0 = f32x4.add(s0, v128.load(x));
      s1 = f32x4.add(s1, v128.load(x, 16));
      s2 = f32x4.add(s2, v128.load(x, 32));
      s3 = f32x4.add(s3, v128.load(x, 48));
    }
    total += total4(s0) + total4(s1) + total4(s2) + total4(s3);
    count -= steps << 4;
  }
  for (; count > 0; count--) {
    total += <f64>load<f32>(x);
    x += 4;
  }
  return total;
}

/** Σ x·y over `count` numbers, summed like `sum`. */
export function dotProduct(x: usize, y: usize, count: i32): f64 {
  let total: f64 = 0;
  while (count >= 16) {
    const steps = min(count >> 4, 64);
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    const end = x + ((<usize>steps) << 6);
    for (; x < end; x += 64) {
      s0 = multiplyAdd(v128.load(x), v128.load(y), s0);
      s1 = multiplyAdd(v128.load(x, 16), v128.load(y, 16), s1);
      s2 = multiplyAdd(v128.load(x, 32), v128.load(y, 32), s2);
      s3 = multiplyAdd(v128.load(x, 48), v128.load(y, 48), s3);
      y += 64;
    }
    total += total4(s0) + total4(s1) + total4(s2) + total4(s3);
    count -= steps << 4;
  }
  for (; count > 0; count--) {
    total += <f64>load<f32>(x) * <f64>load<f32>(y);
    x += 4;
    y += 4;
  }
  return total;
}
