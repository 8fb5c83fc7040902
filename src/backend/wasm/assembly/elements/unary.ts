import {
  ABSOLUTE,
  EXP,
  LEAKY_RELU,
  LOG,
  NEGATE,
  RECIPROCAL,
  RELU,
  SIGMOID,
  SIGN,
  SQRT,
  SQUARE,
  TANH,
} from '../../shared/codes';
import { integer, pointer, real } from '../arguments';
import { exp4, log4, sigmoid4, tanh4 } from './functions';

// Arrays own their memory up to the next 64 bytes (layout.ts), so all loops over elements run over whole vectors.

function apply(kind: i32, x: v128): v128 {
  switch (kind) {
    case NEGATE:
      return f32x4.neg(x);
    case ABSOLUTE:
      return f32x4.abs(x);
    case SIGN: {
      const zero = f32x4.splat(0);
      const positive = v128.bitselect(f32x4.splat(1), x, f32x4.gt(x, zero));
      return v128.bitselect(f32x4.splat(-1), positive, f32x4.lt(x, zero));
    }
    case SQUARE:
      return f32x4.mul(x, x);
    case SQRT:
      return f32x4.sqrt(x);
    case RECIPROCAL:
      return f32x4.div(f32x4.splat(1), x);
    case EXP:
      return exp4(x);
    case LOG:
      return log4(x);
    default:
      return unreachable();
  }
}

/** Arguments: function, x, y. Units: numbers. */
export function unary(from: i32, to: i32): void {
  const kind = integer(0);
  let x = pointer(1) + ((<usize>from) << 2);
  let y = pointer(2) + ((<usize>from) << 2);
  const end = pointer(2) + ((<usize>to) << 2);
  for (; y < end; y += 16) {
    v128.store(y, apply(kind, v128.load(x)));
    x += 16;
  }
}

/** Arguments: alpha, x, beta, y. Units: numbers. */
export function axpby(from: i32, to: i32): void {
  const alpha = f32x4.splat(real(0));
  const beta = f32x4.splat(real(2));
  const keeps = real(2) != 0;
  let x = pointer(1) + ((<usize>from) << 2);
  let y = pointer(3) + ((<usize>from) << 2);
  const end = pointer(3) + ((<usize>to) << 2);
  for (; y < end; y += 16) {
    const first = f32x4.mul(alpha, v128.load(x));
    v128.store(y, keeps ? f32x4.add(first, f32x4.mul(beta, v128.load(y))) : first);
    x += 16;
  }
}

/** Arguments: kind, slope, x, y. Units: numbers. */
export function activate(from: i32, to: i32): void {
  const kind = integer(0);
  const slope = f32x4.splat(real(1));
  const zero = f32x4.splat(0);
  let x = pointer(2) + ((<usize>from) << 2);
  let y = pointer(3) + ((<usize>from) << 2);
  const end = pointer(3) + ((<usize>to) << 2);
  if (kind == RELU) {
    for (; y < end; y += 16) {
      // pmax(x, 0) is x < 0 ? 0 : x, one instruction, and keeps NaN.
      v128.store(y, f32x4.pmax(v128.load(x), zero));
      x += 16;
    }
  } else if (kind == LEAKY_RELU) {
    for (; y < end; y += 16) {
      const value = v128.load(x);
      v128.store(y, v128.bitselect(f32x4.mul(value, slope), value, f32x4.lt(value, zero)));
      x += 16;
    }
  } else {
    for (; y < end; y += 16) {
      const value = v128.load(x);
      v128.store(y, kind == SIGMOID ? sigmoid4(value) : tanh4(value));
      x += 16;
    }
  }
}

/** Arguments: kind, slope, y, dy, dx. Units: numbers. */
export function activateBackward(from: i32, to: i32): void {
  const kind = integer(0);
  const slope = f32x4.splat(real(1));
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  let y = pointer(2) + ((<usize>from) << 2);
  let dy = pointer(3) + ((<usize>from) << 2);
  let dx = pointer(4) + ((<usize>from) << 2);
  const end = pointer(4) + ((<usize>to) << 2);
  if (kind == RELU) {
    for (; dx < end; dx += 16) {
      v128.store(dx, v128.and(v128.load(dy), f32x4.gt(v128.load(y), zero)));
      y += 16;
      dy += 16;
    }
    return;
  }
  for (; dx < end; dx += 16) {
    const value = v128.load(y);
    let derivative = f32x4.sub(one, f32x4.mul(value, value));
    if (kind == LEAKY_RELU) derivative = v128.bitselect(one, slope, f32x4.gt(value, zero));
    else if (kind != TANH) derivative = f32x4.mul(value, f32x4.sub(one, value));
    v128.store(dx, f32x4.mul(v128.load(dy), derivative));
    y += 16;
    dy += 16;
  }
}
