import { say } from '../language/index.ts';
import { type Figure, legendAbove, margin, significant, type Trace } from './figure.ts';
import { background, colourOf } from './palette.ts';

/** Numbers in their order; `x` where they are not simply 1, 2, 3 … */
export interface Series {
  readonly name: string;
  readonly y: ArrayLike<number>;
  readonly x?: ArrayLike<number>;
}

export interface CurvesOptions {
  readonly xLabel: string;
  readonly yLabel: string;
  /** Powers of ten at equal distances. */
  readonly logarithmic?: boolean;
  /** The part of y that is shown. */
  readonly range?: readonly [number, number];
}

/** No figure shows more points of a curve; a notebook would only grow. */
const mostPoints = 200;

function thinned({ name, x, y }: Series): { name: string; x: number[]; y: number[] } {
  const every = Math.max(1, Math.ceil(y.length / mostPoints));
  const places = Array.from({ length: Math.ceil(y.length / every) }, (_, index) => index * every);
  return {
    name,
    x: places.map((place) => (x ? x[place] : place + 1)),
    y: significant(places.map((place) => y[place])),
  };
}

export function curveTrace(series: Series, place: number): Trace {
  const { name, x, y } = thinned(series);
  return {
    type: 'scatter',
    mode: y.length <= 40 ? 'lines+markers' : 'lines',
    name,
    x,
    y,
    line: { color: colourOf(name, place), width: 2 },
    marker: { color: colourOf(name, place), size: 5 },
    hovertemplate: `${name}: %{y:.4~g}<extra></extra>`,
  };
}

/** Curves over a common axis. */
export function curves(
  series: readonly Series[],
  { xLabel, yLabel, logarithmic = false, range }: CurvesOptions,
): Figure {
  return {
    data: series.map(curveTrace),
    layout: {
      height: 380,
      margin,
      legend: legendAbove,
      hovermode: 'x unified',
      xaxis: { title: { text: xLabel }, zeroline: false, gridcolor: background.faint },
      yaxis: {
        title: { text: yLabel },
        zeroline: false,
        gridcolor: background.faint,
        ...(logarithmic ? { type: 'log', exponentformat: 'power', dtick: 1 } : {}),
        ...(range ? { range: logarithmic ? range.map((value) => Math.log10(value)) : [...range] } : {}),
      },
    },
  };
}

/** The mean of the last `window` values at every place: the trend under the noise of mini-batches. */
export function smoothed(values: ArrayLike<number>, window: number): number[] {
  if (!Number.isInteger(window) || window < 1) {
    throw new RangeError(`smoothed: window must be an integer of at least 1; received ${window}`);
  }
  let sum = 0;
  return Array.from(values, (value, index) => {
    sum += value - (index >= window ? values[index - window] : 0);
    return sum / Math.min(index + 1, window);
  });
}

export interface LossCurvesOptions {
  /** Over how many updates the loss is averaged; default 25. */
  readonly window?: number;
  /** The largest loss that is shown; default 2.4, just above ln 10 = 2.303, the loss of guessing among ten classes. */
  readonly highest?: number;
}

/** Training loss over updates, smoothed. */
export function lossCurves(
  losses: Readonly<Record<string, ArrayLike<number>>>,
  { window = 25, highest = 2.4 }: LossCurvesOptions = {},
): Figure {
  const series = Object.entries(losses).map(([name, values]) => ({ name, y: smoothed(values, window) }));
  return curves(series, {
    xLabel: say({ ko: '갱신 횟수', en: 'updates' }),
    yLabel: say({ ko: `훈련 손실 (최근 ${window}회 평균)`, en: `training loss (mean of the last ${window})` }),
    range: [0, highest],
  });
}
