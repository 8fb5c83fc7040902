import type { Backend } from '../backend.ts';
import type { Engine } from './engine.ts';
import { GRAIN } from './elements.ts';
import { SOFTMAX, SOFTMAX_CROSS_ENTROPY, SOFTMAX_CROSS_ENTROPY_BACKWARD } from './shared/codes.ts';

type Losses = Pick<Backend, 'softmax' | 'softmaxCrossEntropy' | 'softmaxCrossEntropyBackward'>;

export function losses(engine: Engine): Losses {
  // exp makes a number some four times as dear as in plain element-wise work.
  const grain = (columns: number) => Math.max(1, Math.ceil(GRAIN / 4 / Math.max(1, columns)));
  return {
    softmax(rows, columns, x, y) {
      engine.run(SOFTMAX, rows, grain(columns), columns, x, y);
    },

    softmaxCrossEntropy(rows, columns, x, targets, probabilities) {
      const parts = engine.scratch(8 * rows);
      engine.run(SOFTMAX_CROSS_ENTROPY, rows, grain(columns), columns, x, probabilities, targets, parts);
      let loss = 0;
      for (const part of engine.doubles(parts, rows)) loss += part;
      return loss / rows;
    },

    softmaxCrossEntropyBackward(rows, _columns, probabilities, targets, dx) {
      engine.run(SOFTMAX_CROSS_ENTROPY_BACKWARD, dx.length, GRAIN, { real: 1 / rows }, probabilities, targets, dx);
    },
  };
}
