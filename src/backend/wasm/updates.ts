import type { UpdateKernel, UpdateRule } from '../backend.ts';
import type { Engine } from './engine.ts';
import { GRAIN } from './elements.ts';
import * as code from './shared/codes.ts';

/** Which kernel a rule runs, and its coefficients as the kernel wants them: differences and quotients are taken in double precision. */
const rules: Record<UpdateRule, { code: number; coefficients: (given: readonly number[]) => readonly number[] }> = {
  sgd: { code: code.SGD, coefficients: asGiven },
  momentum: { code: code.MOMENTUM, coefficients: asGiven },
  nesterov: { code: code.NESTEROV, coefficients: asGiven },
  adaGrad: { code: code.ADAGRAD, coefficients: asGiven },
  adaGradMomentum: { code: code.ADAGRAD_MOMENTUM, coefficients: asGiven },
  rmsProp: { code: code.RMSPROP, coefficients: ([rate, rho, epsilon]) => [rate, rho, 1 - rho, epsilon] },
  adam: {
    code: code.ADAM,
    coefficients: ([rate, beta1, beta2, epsilon, correction1, correction2]) => [
      rate / correction1,
      beta1,
      1 - beta1,
      beta2,
      1 - beta2,
      1 / Math.sqrt(correction2),
      epsilon,
    ],
  },
};

function asGiven(given: readonly number[]): readonly number[] {
  return given;
}

export function updates(engine: Engine): Record<UpdateRule, UpdateKernel> {
  const kernel = (rule: UpdateRule): UpdateKernel => {
    const { code: ruleCode, coefficients } = rules[rule];
    return (value, gradient, state, given) => {
      const reals = coefficients(given).map((real) => ({ real }));
      const [first = null, second = null] = state;
      engine.run(code.UPDATE, value.length, GRAIN, ruleCode, value, gradient, first, second, 0, 0, 0, ...reals);
    };
  };
  return {
    sgd: kernel('sgd'),
    momentum: kernel('momentum'),
    nesterov: kernel('nesterov'),
    adaGrad: kernel('adaGrad'),
    adaGradMomentum: kernel('adaGradMomentum'),
    rmsProp: kernel('rmsProp'),
    adam: kernel('adam'),
  };
}
