import { say } from '../language/index.ts';
import { type Figure, legendAbove, margin, packed, rounded, type Trace } from './figure.ts';
import { background, colourOf } from './palette.ts';

/** A function of two variables, x and y. */
export type Surface = (point: number[]) => number;

/** From where to where. */
export type Interval = readonly [number, number];

/** The way that something took over the plane. */
export interface Path {
  readonly name: string;
  /** Two numbers each, as `tracePath` gives them. */
  readonly points: readonly (readonly number[])[];
}

export interface ContourOptions {
  readonly surface: Surface;
  /** Shown at first; on a narrow screen more of y is shown, so that both axes keep one scale. */
  readonly x: Interval;
  readonly y: Interval;
  readonly paths?: readonly Path[];
  /** The gradient; its negative is drawn as a field of arrows, each as long as the gradient is large. */
  readonly gradient?: (point: number[]) => readonly number[];
  /** Marked with a star. */
  readonly minimum?: readonly number[];
}

/** Grid points per axis: enough that the level lines of a narrow valley look round at their ends. */
const gridPoints = { x: 61, y: 85 };

function spread([from, to]: Interval, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + ((to - from) * index) / (count - 1));
}

/** The range, twice as wide: what comes into view when a narrow screen shows more of an axis. */
function widened([from, to]: Interval): Interval {
  const half = (to - from) / 2;
  return [from - half, to + half];
}

/**
 * The levels as lines. Drawn is √(f − smallest f), whose lines of a paraboloid lie at equal distances, so that the flat bottom of a valley is
 * seen too.
 */
export function contourLines({ surface, x, y }: Pick<ContourOptions, 'surface' | 'x' | 'y'>): Trace {
  const across = spread(widened(x), gridPoints.x);
  const up = spread(widened(y), gridPoints.y);
  const values = up.map((v) => across.map((u) => surface([u, v])));
  const lowest = Math.min(...values.flat());
  const roots = values.map((row) => row.map((value) => Math.sqrt(value - lowest)));
  return {
    type: 'contour',
    x: rounded(across),
    y: rounded(up),
    z: packed(roots),
    hoverinfo: 'skip',
    showscale: false,
    showlegend: false,
    contours: { coloring: 'lines', start: 0.5, end: Math.max(...rounded(roots.flat(), 2)), size: 0.5 },
    colorscale: [
      [0, background.line],
      [1, background.line],
    ],
    line: { width: 1, smoothing: 1 },
  };
}

function arrows(gradient: NonNullable<ContourOptions['gradient']>, x: Interval, y: Interval): Trace {
  const places = spread(x, 14).flatMap((u) => spread(y, 9).map((v) => [u, v]));
  const slopes = places.map((place) => gradient([...place]));
  const longest = Math.max(...slopes.map(([du, dv]) => Math.hypot(du, dv)));
  // The longest arrow reaches just to its neighbour.
  const scale = (y[1] - y[0]) / 8 / longest;
  const ends = places.map(([u, v], index) => [u - scale * slopes[index][0], v - scale * slopes[index][1]]);
  const between = (axis: 0 | 1): (number | null)[] =>
    places.flatMap((place, index) => [...rounded([place[axis], ends[index][axis]], 3), null]);
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: say({ ko: '−기울기', en: '−gradient' }),
    x: between(0),
    y: between(1),
    line: { color: background.line, width: 1.5 },
    marker: {
      symbol: 'arrow',
      angleref: 'previous',
      size: places.flatMap(() => [0, 8, 0]),
      color: 'rgba(128, 136, 150, 0.9)',
    },
    hoverinfo: 'skip',
  };
}

/** A path as a line with a dot for every place; the number under the pointer counts the updates. */
export function pathTrace({ name, points }: Path, place: number): Trace {
  const colour = colourOf(name, place);
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name,
    x: rounded(points.map((point) => point[0])),
    y: rounded(points.map((point) => point[1])),
    customdata: points.map((_, index) => index),
    line: { color: colour, width: 2 },
    marker: { color: colour, size: points.map((_, index) => (index === 0 ? 10 : 5)), line: { width: 0 } },
    hovertemplate: `${name}, ${say({ ko: '갱신 %{customdata}회', en: 'update %{customdata}' })}<br>(%{x:.3f}, %{y:.3f})<extra></extra>`,
  };
}

/** The lowest place, marked. */
export function targetTrace(at: readonly number[]): Trace {
  return {
    type: 'scatter',
    mode: 'markers',
    name: say({ ko: '최솟값', en: 'minimum' }),
    x: [at[0]],
    y: [at[1]],
    marker: { symbol: 'star', size: 13, color: '#d4a017', line: { width: 1, color: '#7a5c00' } },
    showlegend: false,
    hoverinfo: 'name',
  };
}

/** The axes of a contour figure: one scale for both, so that a gradient stands at right angles to the line it crosses. */
export function planeAxes(x: Interval, y: Interval): Record<'xaxis' | 'yaxis', Record<string, unknown>> {
  return {
    xaxis: { title: { text: 'x' }, range: [...x], zeroline: false, showgrid: false },
    yaxis: { title: { text: 'y' }, range: [...y], zeroline: false, showgrid: false, scaleanchor: 'x' },
  };
}

/** Level lines of a function of two variables, with the paths that optimizers took over it, and its gradient field where it is given. */
export function contour(options: ContourOptions): Figure {
  const { x, y, paths = [], gradient, minimum } = options;
  return {
    data: [
      contourLines(options),
      ...(gradient ? [arrows(gradient, x, y)] : []),
      ...paths.map((path, index) => pathTrace(path, index)),
      ...(minimum ? [targetTrace(minimum)] : []),
    ],
    layout: {
      height: 420,
      margin,
      legend: legendAbove,
      ...planeAxes(x, y),
    },
  };
}
