import type { Backend, BatchNormGeometry } from '../backend.ts';
import { GRAIN } from './elements.ts';
import type { Argument, Engine } from './engine.ts';
import * as code from './shared/codes.ts';

type Normalization = Pick<Backend, 'batchNormForward' | 'batchNormInference' | 'batchNormBackward'>;

export function normalization(engine: Engine): Normalization {
  function run(operation: number, g: BatchNormGeometry, ...arrays: Argument[]): void {
    const grain = Math.max(1, Math.ceil(GRAIN / Math.max(1, g.batch * g.inner)));
    engine.run(operation, g.channels, grain, g.batch, g.channels, g.inner, { real: g.epsilon }, ...arrays);
  }

  return {
    batchNormForward(g, x, gamma, beta, mean, variance, y) {
      run(code.CHANNEL_STATISTICS, g, x, gamma, mean, variance);
      run(code.NORMALIZE, g, x, gamma, mean, variance, y, beta);
    },
    batchNormInference(g, x, gamma, beta, mean, variance, y) {
      run(code.NORMALIZE, g, x, gamma, mean, variance, y, beta);
    },
    batchNormBackward(g, x, gamma, mean, variance, dy, dx, dGamma, dBeta) {
      run(code.NORMALIZE_BACKWARD, g, x, gamma, mean, variance, dx, dy, dGamma, dBeta);
    },
  };
}
