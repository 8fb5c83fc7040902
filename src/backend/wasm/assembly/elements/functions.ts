// exp, log and tanh on four numbers at once, after the single-precision routines of the Cephes library (S. Moshier): argument
// reduction and a short polynomial, within about two units in the last place.
import { multiplyAdd } from '../vector';

const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.1219444e-4;

function bit(exponent: v128): v128 {
  return i32x4.shl(i32x4.add(exponent, i32x4.splat(127)), 23);
}

export function exp4(x: v128): v128 {
  const bounded = f32x4.max(f32x4.min(x, f32x4.splat(89)), f32x4.splat(-104));
  const power = f32x4.floor(multiplyAdd(bounded, f32x4.splat(1.44269504088896341), f32x4.splat(0.5)));
  let r = multiplyAdd(power, f32x4.splat(-LN2_HIGH), bounded);
  r = multiplyAdd(power, f32x4.splat(-LN2_LOW), r);
  let y = f32x4.splat(1.98756915e-4);
  y = multiplyAdd(y, r, f32x4.splat(1.3981999507e-3));
  y = multiplyAdd(y, r, f32x4.splat(8.3334519073e-3));
  y = multiplyAdd(y, r, f32x4.splat(4.1665795894e-2));
  y = multiplyAdd(y, r, f32x4.splat(1.6666665459e-1));
  y = multiplyAdd(y, r, f32x4.splat(5.0000001201e-1));
  y = f32x4.add(multiplyAdd(y, f32x4.mul(r, r), r), f32x4.splat(1));
  // Two steps of scaling reach infinity and the subnormal numbers.
  const exponent = i32x4.trunc_sat_f32x4_s(power);
  const half = i32x4.shr_s(exponent, 1);
  return f32x4.mul(f32x4.mul(y, bit(half)), bit(i32x4.sub(exponent, half)));
}

export function log4(x: v128): v128 {
  const one = f32x4.splat(1);
  const small = f32x4.lt(x, f32x4.splat(1.17549435e-38));
  const scaled = v128.bitselect(f32x4.mul(x, f32x4.splat(8388608)), x, small);
  let exponent = i32x4.sub(i32x4.shr_s(scaled, 23), i32x4.splat(126));
  exponent = i32x4.sub(exponent, v128.and(small, i32x4.splat(23)));
  let m = v128.or(v128.and(scaled, i32x4.splat(0x007fffff)), f32x4.splat(0.5));
  const below = f32x4.lt(m, f32x4.splat(0.707106781186547524));
  exponent = i32x4.add(exponent, below);
  m = f32x4.sub(f32x4.add(m, v128.and(below, m)), one);
  const e = f32x4.convert_i32x4_s(exponent);
  const z = f32x4.mul(m, m);
  let y = f32x4.splat(7.0376836292e-2);
  y = multiplyAdd(y, m, f32x4.splat(-1.151461031e-1));
  y = multiplyAdd(y, m, f32x4.splat(1.167699874e-1));
  y = multiplyAdd(y, m, f32x4.splat(-1.2420140846e-1));
  y = multiplyAdd(y, m, f32x4.splat(1.4249322787e-1));
  y = multiplyAdd(y, m, f32x4.splat(-1.6668057665e-1));
  y = multiplyAdd(y, m, f32x4.splat(2.0000714765e-1));
  y = multiplyAdd(y, m, f32x4.splat(-2.4999993993e-1));
  y = multiplyAdd(y, m, f32x4.splat(3.3333331174e-1));
  y = f32x4.mul(f32x4.mul(y, m), z);
  y = multiplyAdd(e, f32x4.splat(LN2_LOW), y);
  y = multiplyAdd(z, f32x4.splat(-0.5), y);
  y = multiplyAdd(e, f32x4.splat(LN2_HIGH), f32x4.add(m, y));
  const zero = f32x4.splat(0);
  y = v128.bitselect(x, y, f32x4.eq(x, f32x4.splat(Infinity)));
  y = v128.bitselect(f32x4.splat(-Infinity), y, f32x4.eq(x, zero));
  // Negative numbers and NaN: neither is at least zero.
  return v128.bitselect(y, f32x4.splat(NaN), f32x4.ge(x, zero));
}

export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

export function tanh4(x: v128): v128 {
  const one = f32x4.splat(1);
  const size = f32x4.abs(x);
  const z = f32x4.mul(x, x);
  let near = f32x4.splat(-5.70498872745e-3);
  near = multiplyAdd(near, z, f32x4.splat(2.06390887954e-2));
  near = multiplyAdd(near, z, f32x4.splat(-5.37397155531e-2));
  near = multiplyAdd(near, z, f32x4.splat(1.33314422036e-1));
  near = multiplyAdd(near, z, f32x4.splat(-3.33332819422e-1));
  near = multiplyAdd(f32x4.mul(near, z), x, x);
  const far = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(exp4(f32x4.add(size, size)), one)));
  const signed = v128.or(far, v128.and(x, f32x4.splat(-0.0)));
  return v128.bitselect(near, signed, f32x4.lt(size, f32x4.splat(0.625)));
}
