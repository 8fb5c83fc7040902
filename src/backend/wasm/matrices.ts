import type { Backend, MatmulPlan, Storage } from '../backend.ts';
import type { Engine } from './engine.ts';
import { FROM_COLUMN_BIAS, FROM_OUTPUT, FROM_ZERO, MULTIPLY, PERMUTE } from './shared/codes.ts';

/** Operations below which a second thread costs more than it brings. */
const WORTH_SHARING = 1.5e6;
/** Every part packs the other operand again, so parts are not made narrower than this. */
const NARROWEST_PART = 64;

export function matrices(engine: Engine): Pick<Backend, 'matmul' | 'permute'> {
  return {
    matmul(plan, a, b, c, bias) {
      const { m, n, k, transposeA, transposeB } = plan;
      if (plan.accumulate && bias !== null) addToRows(c, bias);
      const start = plan.accumulate ? FROM_OUTPUT : bias === null ? FROM_ZERO : FROM_COLUMN_BIAS;
      const splitsRows = m > n;
      const units = splitsRows ? Math.ceil(m / 4) : Math.ceil(n / 8);
      const [aRow, aDepth] = transposeA ? [4, 4 * m] : [4 * k, 4];
      const [bDepth, bColumn] = transposeB ? [4, 4 * k] : [4 * n, 4];
      engine.run(
        MULTIPLY,
        m === 0 || n === 0 ? 0 : units,
        Math.ceil(units / parts(engine, plan)),
        ...[m, n, k, a, aRow, aDepth, b, bDepth, bColumn, c, start, bias, { real: plan.alpha }, splitsRows ? 1 : 0],
      );
    },

    permute(shape, order, x, y) {
      const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 4));
      const last = order.length - 1;
      if (last < 0) {
        y[0] = x[0];
        return;
      }
      const length = shape[order[last]];
      const rows = y.length === 0 ? 0 : y.length / length;
      const outer = order.slice(0, last).flatMap((axis) => [shape[axis], strides[axis]]);
      const grain = Math.max(1, Math.ceil(16384 / Math.max(1, length)));
      engine.run(PERMUTE, rows, grain, x, y, last, length, strides[order[last]], 0, 0, 0, ...outer);
    },
  };
}

function parts(engine: Engine, { m, n, k }: MatmulPlan): number {
  const operations = 2 * m * n * k;
  if (operations < WORTH_SHARING) return 1;
  return Math.max(1, Math.min(4 * engine.threads, Math.ceil(Math.max(m, n) / NARROWEST_PART), operations / 5e5));
}

function addToRows(c: Storage, bias: Storage): void {
  for (let i = 0; i < c.length; i++) c[i] += bias[i % bias.length];
}
