import fc from 'fast-check';
import type { Activation, BinaryOperation, UnaryOperation } from '../../../../src/backend/backend.ts';
import { assertClose, both, builds, numbers, oracle, spoiled } from './support.ts';

const unary: UnaryOperation[] = ['negate', 'absolute', 'sign', 'square', 'sqrt', 'reciprocal', 'exp', 'log'];
const arithmetic: BinaryOperation[] = ['add', 'subtract', 'multiply', 'divide', 'power', 'maximum', 'minimum'];
const comparisons: BinaryOperation[] = ['equal', 'notEqual', 'greater', 'greaterEqual', 'less', 'lessEqual'];
const activations: Activation[] = ['relu', 'leakyRelu', 'sigmoid', 'tanh'];

const special = [0, -0, 1, -1, 0.5, 2, 1e-40, -1e-40, 1e-20, 3e38, -3e38, 88.7, 89, -87, -103, -200, 0.62, 0.63];
const everything = [...special.map(Math.fround), Infinity, -Infinity, NaN];

const seeds = fc.nat(1e6);
const lengths = fc.oneof(fc.integer({ min: 0, max: 70 }), fc.constantFrom(16384, 16385, 40001));

for (const { name, get } of builds) {
  describe(`wasm elements (${name})`, () => {
    for (const operation of unary) {
      it(`computes ${operation}, also of special numbers`, () => {
        const backend = get();
        for (const values of [everything, numbers(5, 40_001, -20, 20), numbers(6, 1000, 0, 1e-3)]) {
          const x = both(backend, values);
          const y = spoiled(backend, values.length);
          backend.unary(operation, x.fast, y.fast);
          oracle.unary(operation, x.exact, y.exact);
          assertClose(y.fast, new Float32Array(y.exact), 1, 0.5);
        }
      });
    }

    for (const operation of [...arithmetic, ...comparisons]) {
      it(`computes ${operation} of every pair of special numbers`, () => {
        const backend = get();
        const shape = [everything.length, everything.length];
        const a = both(backend, everything);
        const b = both(backend, everything);
        const y = spoiled(backend, everything.length ** 2);
        backend.binary(operation, shape, a.fast, [1, 0], b.fast, [0, 1], y.fast);
        oracle.binary(operation, shape, a.exact, [1, 0], b.exact, [0, 1], y.exact);
        assertClose(y.fast, new Float32Array(y.exact), 0, 0);
      });
    }

    it('broadcasts over any axes', () => {
      const backend = get();
      const axes = fc.array(fc.record({ length: fc.integer({ min: 0, max: 9 }), a: fc.boolean(), b: fc.boolean() }), {
        minLength: 1,
        maxLength: 4,
      });
      const operation = fc.constantFrom<BinaryOperation>('add', 'subtract', 'maximum', 'less');
      const property = fc.property(axes, operation, fc.boolean(), seeds, (described, chosen, turned, seed) => {
        const shape = described.map(({ length }) => length);
        const operand = (key: 'a' | 'b', offset: number) => {
          const sizes = described.map((axis) => (axis[key] ? axis.length : 1));
          const order = sizes.map((_, axis) => axis);
          // The strides of a transposed operand run backwards.
          if (turned && key === 'a') order.reverse();
          const strides = new Array<number>(sizes.length);
          let step = 1;
          for (const axis of order.reverse()) {
            strides[axis] = described[axis][key] ? step : 0;
            step *= sizes[axis];
          }
          return { ...both(backend, numbers(seed + offset, step)), strides };
        };
        const a = operand('a', 0);
        const b = operand('b', 1);
        const y = spoiled(
          backend,
          shape.reduce((product, length) => product * length, 1),
        );
        backend.binary(chosen, shape, a.fast, a.strides, b.fast, b.strides, y.fast);
        oracle.binary(chosen, shape, a.exact, a.strides, b.exact, b.strides, y.exact);
        assertClose(y.fast, y.exact);
      });
      fc.assert(property, { numRuns: 300 });
    });

    it('adds dense arrays, and scalars, of any length', () => {
      const backend = get();
      const property = fc.property(
        lengths,
        fc.constantFrom(0, 1),
        fc.constantFrom(0, 1),
        seeds,
        (n, aStep, bStep, seed) => {
          const a = both(backend, numbers(seed, aStep === 1 ? n : 1));
          const b = both(backend, numbers(seed + 1, bStep === 1 ? n : 1));
          const y = spoiled(backend, n);
          backend.binary('add', [n], a.fast, [aStep], b.fast, [bStep], y.fast);
          oracle.binary('add', [n], a.exact, [aStep], b.exact, [bStep], y.exact);
          assertClose(y.fast, y.exact);
        },
      );
      fc.assert(property, { numRuns: 60 });
    });

    it('scales and adds, and does not read the output where beta is zero', () => {
      const backend = get();
      const property = fc.property(lengths, fc.constantFrom(0, 1, -0.25), seeds, (n, beta, seed) => {
        const x = both(backend, numbers(seed, n));
        const y = beta === 0 ? spoiled(backend, n) : both(backend, numbers(seed + 1, n));
        backend.axpby(1.5, x.fast, beta, y.fast);
        oracle.axpby(1.5, x.exact, beta, y.exact);
        assertClose(y.fast, y.exact, 2);
      });
      fc.assert(property, { numRuns: 60 });
    });

    for (const kind of activations) {
      it(`activates with ${kind} and goes back, in place too`, () => {
        const backend = get();
        for (const values of [everything, numbers(8, 40_001, -9, 9)]) {
          const x = both(backend, values);
          const dy = both(backend, numbers(9, values.length));
          const y = spoiled(backend, values.length);
          const dx = spoiled(backend, values.length);
          backend.activate(kind, 0.125, x.fast, y.fast);
          oracle.activate(kind, 0.125, x.exact, y.exact);
          assertClose(y.fast, new Float32Array(y.exact), 1, 0.5);
          // From the same output: 1 − y² turns a last digit of y into many of a small derivative.
          y.exact.set(y.fast);
          backend.activateBackward(kind, 0.125, y.fast, dy.fast, dx.fast);
          oracle.activateBackward(kind, 0.125, y.exact, dy.exact, dx.exact);
          assertClose(dx.fast, dx.exact, 1);
          backend.activate(kind, 0.125, x.fast, x.fast);
          assertClose(x.fast, y.fast, 0, 0);
        }
      });
    }
  });
}
