import { say } from '../language/index.ts';
import {
  type ContourOptions,
  contourLines,
  type Interval,
  type Path,
  pathTrace,
  planeAxes,
  targetTrace,
} from './contour.ts';
import { type Figure, type Frame, legendAbove, margin, rounded, significant, type Trace } from './figure.ts';
import { background, colourOf } from './palette.ts';

export type RaceOptions = Pick<ContourOptions, 'surface' | 'x' | 'y' | 'minimum'> & { readonly paths: readonly Path[] };

const milliseconds = 120;

/** Values of f below this are as good as the minimum, and a logarithm needs a floor. */
const floor = 1e-8;

const label = (update: number): string => String(update);

const heightsOf = (surface: ContourOptions['surface'], points: Path['points']): number[] =>
  significant(
    points.map((point) => Math.max(surface([...point]), floor)),
    3,
  );

/** f along a path, below the plane and in its colour. */
function heightTrace({ surface }: RaceOptions, { name, points }: Path, place: number): Trace {
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    showlegend: false,
    xaxis: 'x2',
    yaxis: 'y2',
    x: points.map((_, index) => index),
    y: heightsOf(surface, points),
    line: { color: colourOf(name, place), width: 2 },
    hovertemplate: `${name}: f = %{y:.3~g}<extra></extra>`,
  };
}

/** Where each runner stands after `update` updates. */
function heads(paths: readonly Path[], update: number): { x: number[]; y: number[] } {
  const places = paths.map(({ points }) => points[Math.min(update, points.length - 1)]);
  return {
    x: rounded(
      places.map((place) => place[0]),
      2,
    ),
    y: rounded(
      places.map((place) => place[1]),
      2,
    ),
  };
}

function headTrace(paths: readonly Path[], updates: number): Trace {
  const colours = paths.map(({ name }, place) => colourOf(name, place));
  return {
    type: 'scatter',
    mode: 'markers',
    ...heads(paths, updates),
    marker: { color: colours, size: 12, line: { width: 0 } },
    showlegend: false,
    hoverinfo: 'skip',
  };
}

/** What has been covered after `update` updates: the traces' beginnings. Heights keep their x: plotly draws as many points as there are y. */
function frame({ surface, paths }: RaceOptions, update: number, first: number): Frame {
  const runs = paths.map(({ points }) => points.slice(0, update + 1));
  return {
    name: label(update),
    data: [
      ...runs.map((points) => ({
        x: rounded(
          points.map((point) => point[0]),
          2,
        ),
        y: rounded(
          points.map((point) => point[1]),
          2,
        ),
      })),
      ...runs.map((points) => ({ y: heightsOf(surface, points) })),
      heads(paths, update),
    ],
    traces: Array.from({ length: 2 * paths.length + 1 }, (_, index) => first + index),
  };
}

// Without a redraw plotly drops the level lines, which are no part of the frames.
const still = { mode: 'immediate', frame: { duration: 0, redraw: true }, transition: { duration: 0 } };

function buttons(): Record<string, unknown> {
  const play = {
    mode: 'immediate',
    fromcurrent: true,
    frame: { duration: milliseconds, redraw: true },
    transition: { duration: 0 },
  };
  return {
    type: 'buttons',
    direction: 'left',
    showactive: false,
    x: 0,
    xanchor: 'left',
    y: 0,
    yanchor: 'top',
    pad: { t: 60, r: 8 },
    buttons: [
      { label: say({ ko: '▶ 재생', en: '▶ Play' }), method: 'animate', args: [null, play] },
      { label: say({ ko: '❚❚ 멈춤', en: '❚❚ Pause' }), method: 'animate', args: [[null], still] },
    ],
  };
}

function slider(updates: number): Record<string, unknown> {
  return {
    active: updates,
    x: 0,
    len: 1,
    y: 0,
    yanchor: 'top',
    pad: { t: 112, b: 8 },
    currentvalue: { prefix: say({ ko: '갱신 횟수: ', en: 'Updates: ' }), xanchor: 'left' },
    ticklen: 3,
    steps: Array.from({ length: updates + 1 }, (_, update) => ({
      label: label(update),
      method: 'animate',
      args: [[label(update)], still],
    })),
  };
}

function axes(x: Interval, y: Interval, updates: number): Record<string, unknown> {
  const { xaxis, yaxis } = planeAxes(x, y);
  return {
    xaxis,
    yaxis: { ...yaxis, domain: [0.46, 1] },
    xaxis2: {
      anchor: 'y2',
      range: [0, updates],
      title: { text: say({ ko: '갱신 횟수', en: 'updates' }) },
      zeroline: false,
      gridcolor: background.faint,
    },
    yaxis2: {
      domain: [0, 0.32],
      anchor: 'x2',
      type: 'log',
      dtick: 2,
      exponentformat: 'power',
      title: { text: 'f(x, y)' },
      zeroline: false,
      gridcolor: background.faint,
    },
  };
}

/**
 * All paths on one plane, step by step, and below it f after each update on a logarithmic scale. Play, pause and slider are Plotly's own, so
 * the race runs wherever a Plotly figure is drawn; where nothing moves, the whole paths are seen.
 */
export function race(options: RaceOptions): Figure {
  const { x, y, paths, minimum } = options;
  const updates = Math.max(...paths.map(({ points }) => points.length - 1));
  const behind = [contourLines(options), ...(minimum ? [targetTrace(minimum)] : [])];
  return {
    data: [
      ...behind,
      ...paths.map((path, index) => ({
        ...pathTrace(path, index),
        marker: { color: colourOf(path.name, index), size: 4 },
      })),
      ...paths.map((path, index) => heightTrace(options, path, index)),
      headTrace(paths, updates),
    ],
    frames: Array.from({ length: updates + 1 }, (_, update) => frame(options, update, behind.length)),
    layout: {
      height: 740,
      margin: { ...margin, b: 200 },
      legend: legendAbove,
      ...axes(x, y, updates),
      updatemenus: [buttons()],
      sliders: [slider(updates)],
    },
  };
}
