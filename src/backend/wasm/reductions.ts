import type { Backend, ReduceOperation } from '../backend.ts';
import type { Engine } from './engine.ts';
import { GRAIN } from './elements.ts';
import * as code from './shared/codes.ts';

/** Length of the pieces of a long sum: PIECE in assembly/rows/reduce.ts. */
const PIECE = 32768;

const extremeCodes: Record<Exclude<ReduceOperation, 'sum'>, number> = {
  max: code.MAX,
  min: code.MIN,
  argmax: code.ARGMAX,
  argmin: code.ARGMIN,
};

export function reductions(engine: Engine): Pick<Backend, 'reduce' | 'dot'> {
  return {
    reduce(operation, outer, length, inner, x, y) {
      const grain = (numbersPerUnit: number) => Math.max(1, Math.ceil(GRAIN / Math.max(1, numbersPerUnit)));
      if (operation !== 'sum') {
        engine.run(code.EXTREME, y.length, grain(length), extremeCodes[operation], x, y, length, inner);
      } else if (length === 0) {
        y.fill(0);
      } else if (inner === 1) {
        const pieces = Math.ceil(length / PIECE);
        const parts = engine.scratch(8 * outer * pieces);
        engine.run(code.SUM_ROWS, outer * pieces, grain(Math.min(length, PIECE)), x, length, parts);
        const sums = engine.doubles(parts, outer * pieces);
        for (let row = 0; row < outer; row++) y[row] = total(sums, row * pieces, pieces);
      } else {
        const strips = Math.ceil(inner / 4);
        engine.run(code.SUM_COLUMNS, outer * strips, grain(4 * length), x, y, outer, length, inner);
      }
    },

    dot(x, y) {
      const pieces = Math.ceil(x.length / PIECE);
      const parts = engine.scratch(8 * pieces);
      engine.run(code.DOT, pieces, 1, x, y, x.length, parts);
      return total(engine.doubles(parts, pieces), 0, pieces);
    },
  };
}

function total(numbers: Float64Array, start: number, count: number): number {
  let sum = 0;
  for (let i = start; i < start + count; i++) sum += numbers[i];
  return sum;
}
