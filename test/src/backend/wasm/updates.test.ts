import type { UpdateRule } from '../../../../src/backend/backend.ts';
import { assertClose, both, builds, numbers } from './support.ts';

type Rule = (w: number, g: number, state: number[], coefficients: readonly number[]) => number;

/** The formulas of backend.ts, one number at a time in double precision. */
const formulas: Record<UpdateRule, { coefficients: number[]; states: number; next: Rule }> = {
  sgd: { coefficients: [0.1], states: 0, next: (w, g, _state, [rate]) => w - rate * g },
  momentum: {
    coefficients: [0.1, 0.9],
    states: 1,
    next: (w, g, state, [rate, alpha]) => w + (state[0] = alpha * state[0] - rate * g),
  },
  nesterov: {
    coefficients: [0.1, 0.9],
    states: 1,
    next: (w, g, state, [rate, alpha]) => {
      state[0] = alpha * state[0] - rate * g;
      return w + alpha * state[0] - rate * g;
    },
  },
  adaGrad: {
    coefficients: [0.1, 1e-7],
    states: 1,
    next: (w, g, state, [rate, epsilon]) => w - (rate * g) / (Math.sqrt((state[0] += g * g)) + epsilon),
  },
  adaGradMomentum: {
    coefficients: [0.1, 0.9, 1e-7],
    states: 2,
    next: (w, g, state, [rate, alpha, epsilon]) => {
      state[0] += g * g;
      state[1] = alpha * state[1] - (rate * g) / (Math.sqrt(state[0]) + epsilon);
      return w + state[1];
    },
  },
  rmsProp: {
    coefficients: [0.01, 0.99, 1e-8],
    states: 1,
    next: (w, g, state, [rate, rho, epsilon]) => {
      state[0] = rho * state[0] + (1 - rho) * g * g;
      return w - (rate * g) / (Math.sqrt(state[0]) + epsilon);
    },
  },
  adam: {
    coefficients: [0.001, 0.9, 0.999, 1e-8, 1 - 0.9 ** 7, 1 - 0.999 ** 7],
    states: 2,
    next: (w, g, state, [rate, beta1, beta2, epsilon, c1, c2]) => {
      state[0] = beta1 * state[0] + (1 - beta1) * g;
      state[1] = beta2 * state[1] + (1 - beta2) * g * g;
      return w - (rate * (state[0] / c1)) / (Math.sqrt(state[1] / c2) + epsilon);
    },
  },
};

for (const { name, get } of builds) {
  describe(`wasm updates (${name})`, () => {
    for (const [rule, { coefficients, states, next }] of Object.entries(formulas)) {
      it(`follows the rule ${rule}`, () => {
        const backend = get();
        for (const length of [0, 1, 5, 64, 40_001]) {
          const value = both(backend, numbers(1, length));
          const gradient = both(backend, numbers(2, length));
          const state = Array.from({ length: states }, (_, i) => both(backend, numbers(3 + i, length, 0, 1)));
          const kernel = backend.updates[rule as UpdateRule];
          kernel?.(
            value.fast,
            gradient.fast,
            state.map(({ fast }) => fast),
            coefficients,
          );
          for (let i = 0; i < length; i++) {
            const numbersOfState = state.map(({ exact }) => exact[i]);
            value.exact[i] = next(value.exact[i], gradient.exact[i], numbersOfState, coefficients);
            state.forEach(({ exact }, index) => (exact[i] = numbersOfState[index]));
          }
          // Where √h is as small as ε, a last digit of h moves the quotient: one part in a thousand of the step.
          assertClose(value.fast, value.exact, 4);
          for (const { fast, exact } of state) assertClose(fast, exact, 4);
        }
      });
    }
  });
}
