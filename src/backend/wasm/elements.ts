import type { Activation, Backend, BinaryOperation, UnaryOperation } from '../backend.ts';
import type { Engine } from './engine.ts';
import * as code from './shared/codes.ts';
import { ARGUMENT_SLOTS } from './shared/layout.ts';

/** Numbers in a chunk of element-wise work: less is not worth a second thread. A multiple of a vector's length. */
export const GRAIN = 16384;

const unaryCodes: Record<UnaryOperation, number> = {
  negate: code.NEGATE,
  absolute: code.ABSOLUTE,
  sign: code.SIGN,
  square: code.SQUARE,
  sqrt: code.SQRT,
  reciprocal: code.RECIPROCAL,
  exp: code.EXP,
  log: code.LOG,
};

const binaryCodes: Record<BinaryOperation, number> = {
  add: code.ADD,
  subtract: code.SUBTRACT,
  multiply: code.MULTIPLY_ELEMENTS,
  divide: code.DIVIDE,
  power: code.POWER,
  maximum: code.MAXIMUM,
  minimum: code.MINIMUM,
  equal: code.EQUAL,
  notEqual: code.NOT_EQUAL,
  greater: code.GREATER,
  greaterEqual: code.GREATER_EQUAL,
  less: code.LESS,
  lessEqual: code.LESS_EQUAL,
};

const activationCodes: Record<Activation, number> = {
  relu: code.RELU,
  leakyRelu: code.LEAKY_RELU,
  sigmoid: code.SIGMOID,
  tanh: code.TANH,
};

/** Three slots describe an axis of `binary`, after eight for the rest. */
const MOST_AXES = Math.floor((ARGUMENT_SLOTS - 8) / 3);

export function elements(
  engine: Engine,
): Pick<Backend, 'unary' | 'binary' | 'axpby' | 'activate' | 'activateBackward'> {
  return {
    unary(operation, x, y) {
      engine.run(code.UNARY, y.length, GRAIN, unaryCodes[operation], x, y);
    },

    binary(operation, shape, a, aStrides, b, bStrides, y) {
      const last = shape.length - 1;
      const kind = binaryCodes[operation];
      const aStride = 4 * aStrides[last];
      const bStride = 4 * bStrides[last];
      if (last === 0) {
        engine.run(code.BINARY_ROW, y.length, GRAIN, kind, a, aStride, b, bStride, y);
        return;
      }
      if (last > MOST_AXES) throw new RangeError(`binary: at most ${MOST_AXES + 1} axes; received ${shape.length}`);
      const length = shape[last];
      const rows = y.length === 0 ? 0 : y.length / length;
      const outer: number[] = [];
      for (let axis = 0; axis < last; axis++) outer.push(shape[axis], 4 * aStrides[axis], 4 * bStrides[axis]);
      const grain = Math.max(1, Math.ceil(GRAIN / Math.max(1, length)));
      engine.run(code.BINARY_ROWS, rows, grain, kind, a, b, y, last, length, aStride, bStride, ...outer);
    },

    axpby(alpha, x, beta, y) {
      engine.run(code.AXPBY, y.length, GRAIN, { real: alpha }, x, { real: beta }, y);
    },

    activate(kind, slope, x, y) {
      engine.run(code.ACTIVATE, y.length, GRAIN, activationCodes[kind], { real: slope }, x, y);
    },

    activateBackward(kind, slope, y, dy, dx) {
      engine.run(code.ACTIVATE_BACKWARD, dx.length, GRAIN, activationCodes[kind], { real: slope }, y, dy, dx);
    },
  };
}
