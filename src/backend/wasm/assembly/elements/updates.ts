// The update rules of optimizers (backend.ts gives the formulas), four numbers at once. Coefficients like 1 − β come ready, because
// single precision would lose digits of them.
import { ADAGRAD, ADAGRAD_MOMENTUM, ADAM, MOMENTUM, NESTEROV, RMSPROP, SGD } from '../../shared/codes';
import { integer, pointer, real } from '../arguments';

/** Arguments: rule, value, gradient, first state, second state, then coefficients from slot 8. Units: numbers. */
export function update(from: i32, to: i32): void {
  const start = (<usize>from) << 2;
  const value = pointer(1) + start;
  const gradient = pointer(2) + start;
  const first = pointer(3) + start;
  const second = pointer(4) + start;
  const bytes = ((<usize>to) << 2) - start;
  switch (integer(0)) {
    case SGD:
      return sgd(value, gradient, bytes);
    case MOMENTUM:
      return momentum(value, gradient, first, bytes);
    case NESTEROV:
      return nesterov(value, gradient, first, bytes);
    case ADAGRAD:
      return adaGrad(value, gradient, first, bytes);
    case ADAGRAD_MOMENTUM:
      return adaGradMomentum(value, gradient, first, second, bytes);
    case RMSPROP:
      return rmsProp(value, gradient, first, bytes);
    case ADAM:
      return adam(value, gradient, first, second, bytes);
    default:
      unreachable();
  }
}

function coefficient(position: i32): v128 {
  return f32x4.splat(real(8 + position));
}

function sgd(value: usize, gradient: usize, bytes: usize): void {
  const rate = coefficient(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const step = f32x4.mul(rate, v128.load(gradient + at));
    v128.store(value + at, f32x4.sub(v128.load(value + at), step));
  }
}

function momentum(value: usize, gradient: usize, velocity: usize, bytes: usize): void {
  const rate = coefficient(0);
  const friction = coefficient(1);
  for (let at: usize = 0; at < bytes; at += 16) {
    const step = f32x4.mul(rate, v128.load(gradient + at));
    const v = f32x4.sub(f32x4.mul(friction, v128.load(velocity + at)), step);
    v128.store(velocity + at, v);
    v128.store(value + at, f32x4.add(v128.load(value + at), v));
  }
}

function nesterov(value: usize, gradient: usize, velocity: usize, bytes: usize): void {
  const rate = coefficient(0);
  const friction = coefficient(1);
  for (let at: usize = 0; at < bytes; at += 16) {
    const step = f32x4.mul(rate, v128.load(gradient + at));
    const v = f32x4.sub(f32x4.mul(friction, v128.load(velocity + at)), step);
    v128.store(velocity + at, v);
    const ahead = f32x4.sub(f32x4.mul(friction, v), step);
    v128.store(value + at, f32x4.add(v128.load(value + at), ahead));
  }
}

function adaGrad(value: usize, gradient: usize, squares: usize, bytes: usize): void {
  const rate = coefficient(0);
  const epsilon = coefficient(1);
  for (let at: usize = 0; at < bytes; at += 16) {
    const g = v128.load(gradient + at);
    const h = f32x4.add(v128.load(squares + at), f32x4.mul(g, g));
    v128.store(squares + at, h);
    const step = f32x4.div(f32x4.mul(rate, g), f32x4.add(f32x4.sqrt(h), epsilon));
    v128.store(value + at, f32x4.sub(v128.load(value + at), step));
  }
}

function adaGradMomentum(value: usize, gradient: usize, squares: usize, velocity: usize, bytes: usize): void {
  const rate = coefficient(0);
  const friction = coefficient(1);
  const epsilon = coefficient(2);
  for (let at: usize = 0; at < bytes; at += 16) {
    const g = v128.load(gradient + at);
    const h = f32x4.add(v128.load(squares + at), f32x4.mul(g, g));
    v128.store(squares + at, h);
    const step = f32x4.div(f32x4.mul(rate, g), f32x4.add(f32x4.sqrt(h), epsilon));
    const v = f32x4.sub(f32x4.mul(friction, v128.load(velocity + at)), step);
    v128.store(velocity + at, v);
    v128.store(value + at, f32x4.add(v128.load(value + at), v));
  }
}

function rmsProp(value: usize, gradient: usize, squares: usize, bytes: usize): void {
  const rate = coefficient(0);
  const keep = coefficient(1);
  const take = coefficient(2);
  const epsilon = coefficient(3);
  for (let at: usize = 0; at < bytes; at += 16) {
    const g = v128.load(gradient + at);
    const h = f32x4.add(f32x4.mul(keep, v128.load(squares + at)), f32x4.mul(take, f32x4.mul(g, g)));
    v128.store(squares + at, h);
    const step = f32x4.div(f32x4.mul(rate, g), f32x4.add(f32x4.sqrt(h), epsilon));
    v128.store(value + at, f32x4.sub(v128.load(value + at), step));
  }
}

/** Coefficients: η/c₁, β₁, 1 − β₁, β₂, 1 − β₂, 1/√c₂, ε. */
function adam(value: usize, gradient: usize, first: usize, second: usize, bytes: usize): void {
  const rate = coefficient(0);
  const keepFirst = coefficient(1);
  const takeFirst = coefficient(2);
  const keepSecond = coefficient(3);
  const takeSecond = coefficient(4);
  const scale = coefficient(5);
  const epsilon = coefficient(6);
  for (let at: usize = 0; at < bytes; at += 16) {
    const g = v128.load(gradient + at);
    const m = f32x4.add(f32x4.mul(keepFirst, v128.load(first + at)), f32x4.mul(takeFirst, g));
    const v = f32x4.add(f32x4.mul(keepSecond, v128.load(second + at)), f32x4.mul(takeSecond, f32x4.mul(g, g)));
    v128.store(first + at, m);
    v128.store(second + at, v);
    const step = f32x4.div(f32x4.mul(rate, m), f32x4.add(f32x4.mul(f32x4.sqrt(v), scale), epsilon));
    v128.store(value + at, f32x4.sub(v128.load(value + at), step));
  }
}
