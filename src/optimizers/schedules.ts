import { checkCount, checkNumber } from '../layers/arguments.ts';

/** The learning rate for the next step, from the number of steps done before it. */
export type Schedule = (steps: number) => number;

/** Multiplies the rate by `factor` every `every` steps: η·factor^⌊t/every⌋. */
export function stepDecay(rate: number, { every, factor = 0.1 }: { every: number; factor?: number }): Schedule {
  checkNumber('stepDecay', 'rate', rate, { low: 0 });
  checkCount('stepDecay', 'every', every);
  checkNumber('stepDecay', 'factor', factor, { low: 0 });
  return (steps) => rate * factor ** Math.floor(steps / every);
}

/**
 * Falls along half a cosine from `rate` to `final` over `total` steps and stays there:
 * final + ½(rate − final)(1 + cos(π·t/total)). Loshchilov & Hutter 2017, arXiv 1608.03983, without restarts.
 */
export function cosineDecay(rate: number, { total, final = 0 }: { total: number; final?: number }): Schedule {
  checkNumber('cosineDecay', 'rate', rate, { low: 0 });
  checkCount('cosineDecay', 'total', total);
  checkNumber('cosineDecay', 'final', final, { low: 0 });
  return (steps) => final + ((rate - final) * (1 + Math.cos((Math.PI * Math.min(steps, total)) / total))) / 2;
}

/** Rises in a straight line over the first `over` steps, then follows `after` (a rate, or a schedule that starts there). Goyal et al. 2017, arXiv 1706.02677, §2.2. */
export function warmUp(over: number, after: number | Schedule): Schedule {
  checkCount('warmUp', 'over', over);
  const schedule = typeof after === 'number' ? () => checkNumber('warmUp', 'after', after, { low: 0 }) : after;
  return (steps) => (steps < over ? (schedule(0) * (steps + 1)) / over : schedule(steps - over));
}
