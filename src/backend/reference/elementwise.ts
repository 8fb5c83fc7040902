import type { Activation, BinaryOperation, Storage, UnaryOperation } from '../backend.ts';

const unaryFunctions: Record<UnaryOperation, (x: number) => number> = {
  negate: (x) => -x,
  absolute: Math.abs,
  sign: Math.sign,
  square: (x) => x * x,
  sqrt: Math.sqrt,
  reciprocal: (x) => 1 / x,
  exp: Math.exp,
  log: Math.log,
};

const binaryFunctions: Record<BinaryOperation, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  power: (a, b) => a ** b,
  maximum: (a, b) => Math.max(a, b),
  minimum: (a, b) => Math.min(a, b),
  equal: (a, b) => (a === b ? 1 : 0),
  notEqual: (a, b) => (a !== b ? 1 : 0),
  greater: (a, b) => (a > b ? 1 : 0),
  greaterEqual: (a, b) => (a >= b ? 1 : 0),
  less: (a, b) => (a < b ? 1 : 0),
  lessEqual: (a, b) => (a <= b ? 1 : 0),
};

export function unary(operation: UnaryOperation, x: Storage, y: Storage): void {
  const apply = unaryFunctions[operation];
  for (let i = 0; i < y.length; i++) y[i] = apply(x[i]);
}

/** y = a ∘ b; an odometer over all axes but the last moves both operands by their strides. */
export function binary(
  operation: BinaryOperation,
  shape: readonly number[],
  a: Storage,
  aStrides: readonly number[],
  b: Storage,
  bStrides: readonly number[],
  y: Storage,
): void {
  const apply = binaryFunctions[operation];
  const last = shape.length - 1;
  const count = shape[last];
  const aStep = aStrides[last];
  const bStep = bStrides[last];
  const index = new Array<number>(shape.length).fill(0);
  let aRow = 0;
  let bRow = 0;
  for (let start = 0; start < y.length; start += count) {
    for (let i = 0, p = aRow, q = bRow; i < count; i++, p += aStep, q += bStep) y[start + i] = apply(a[p], b[q]);
    for (let axis = last - 1; axis >= 0; axis--) {
      index[axis]++;
      aRow += aStrides[axis];
      bRow += bStrides[axis];
      if (index[axis] < shape[axis]) break;
      aRow -= aStrides[axis] * shape[axis];
      bRow -= bStrides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
}

export function axpby(alpha: number, x: Storage, beta: number, y: Storage): void {
  if (beta === 0) for (let i = 0; i < y.length; i++) y[i] = alpha * x[i];
  else for (let i = 0; i < y.length; i++) y[i] = alpha * x[i] + beta * y[i];
}

export function activate(kind: Activation, slope: number, x: Storage, y: Storage): void {
  switch (kind) {
    case 'relu':
      for (let i = 0; i < y.length; i++) y[i] = x[i] < 0 ? 0 : x[i];
      return;
    case 'leakyRelu':
      for (let i = 0; i < y.length; i++) y[i] = x[i] < 0 ? slope * x[i] : x[i];
      return;
    case 'sigmoid':
      for (let i = 0; i < y.length; i++) y[i] = 1 / (1 + Math.exp(-x[i]));
      return;
    case 'tanh':
      for (let i = 0; i < y.length; i++) y[i] = Math.tanh(x[i]);
  }
}

export function activateBackward(kind: Activation, slope: number, y: Storage, dy: Storage, dx: Storage): void {
  switch (kind) {
    case 'relu':
      for (let i = 0; i < dx.length; i++) dx[i] = y[i] > 0 ? dy[i] : 0;
      return;
    case 'leakyRelu':
      for (let i = 0; i < dx.length; i++) dx[i] = y[i] > 0 ? dy[i] : slope * dy[i];
      return;
    case 'sigmoid':
      for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * y[i] * (1 - y[i]);
      return;
    case 'tanh':
      for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * (1 - y[i] * y[i]);
  }
}
