import { titleOf } from './figure.ts';
import type { Figure, Trace } from './figure.ts';

/** Plotly's own first colours, so that the still picture looks like the figure. */
const colours = ['#1f77b4', '#ff7f0e', '#2ca02c', '#d62728', '#9467bd', '#8c564b', '#e377c2', '#7f7f7f'];
const width = 640;
const height = 400;
const frame = { left: 60, right: 20, top: 40, bottom: 50 };
/** More points than pixels say nothing more; a still picture stays small. */
const mostPoints = 400;

type Point = readonly [x: number, y: number];

interface Axis {
  low: number;
  high: number;
  log: boolean;
  title: string;
}

const escape = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

function pointsOf({ x, y, type }: Trace): Point[] {
  if (type !== undefined && !['scatter', 'scattergl', 'bar'].includes(type)) return [];
  const length = (y ?? x)?.length ?? 0;
  const step = Math.max(1, Math.ceil(length / mostPoints));
  const points: Point[] = [];
  for (let index = 0; index < length; index += step) {
    const across = x?.[index];
    points.push([typeof across === 'number' ? across : index, Number(y?.[index] ?? index)]);
  }
  return points.filter(([a, b]) => Number.isFinite(a) && Number.isFinite(b));
}

function axisOf(values: readonly number[], settings: unknown): Axis {
  const { type, title } = (settings ?? {}) as { type?: string; title?: unknown };
  const log = type === 'log';
  const usable = values.filter((value) => !log || value > 0).map((value) => (log ? Math.log10(value) : value));
  const low = usable.reduce((least, value) => Math.min(least, value), Infinity);
  const high = usable.reduce((most, value) => Math.max(most, value), -Infinity);
  const pad = high > low ? (high - low) * 0.04 : 1;
  return Number.isFinite(low)
    ? { low: low - pad, high: high + pad, log, title: titleOf(title) }
    : { low: 0, high: 1, log, title: titleOf(title) };
}

function scale({ low, high, log }: Axis, from: number, to: number): (value: number) => number {
  return (value) => from + (((log ? Math.log10(value) : value) - low) / (high - low)) * (to - from);
}

/** About five round numbers along an axis. */
function ticks({ low, high, log }: Axis): number[] {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough;
  const result: number[] = [];
  for (let value = Math.ceil(low / step) * step; value <= high; value += step) result.push(log ? 10 ** value : value);
  return result;
}

const label = (value: number) => String(Number(value.toPrecision(3)));

/** A still picture of the curves, points and bars of a figure, as SVG; other kinds of trace are named in words. */
export function chartSvg({ data, layout }: Figure, text: string): string {
  const drawn = data.map((trace) => ({ trace, points: pointsOf(trace) })).filter(({ points }) => points.length > 0);
  if (drawn.length === 0) return `<pre>${escape(text)}</pre>`;
  const all = drawn.flatMap(({ points }) => points);
  const across = axisOf(
    all.map(([x]) => x),
    layout['xaxis'],
  );
  const hasBars = drawn.some(({ trace }) => trace.type === 'bar');
  const up = axisOf([...all.map(([, y]) => y), ...(hasBars ? [0] : [])], layout['yaxis']);
  const toX = scale(across, frame.left, width - frame.right);
  const toY = scale(up, height - frame.bottom, frame.top);
  const visible = ([x, y]: Point) => (!across.log || x > 0) && (!up.log || y > 0);
  const shapes = drawn.map(({ trace, points }, index) => {
    const own = trace.line?.color ?? trace.marker?.color;
    const colour = typeof own === 'string' ? own : colours[index % colours.length];
    const places = points.filter(visible).map(([x, y]) => [toX(x).toFixed(1), toY(y).toFixed(1)] as const);
    return {
      name: trace.name ?? '',
      colour,
      mark: drawTrace(trace, places, escape(colour), toY(up.log ? 10 ** up.low : Math.max(0, up.low))),
    };
  });
  const grid = [
    ...ticks(across).map(
      (value) =>
        `<text x="${toX(value).toFixed(1)}" y="${height - frame.bottom + 16}" text-anchor="middle">${label(value)}</text>`,
    ),
    ...ticks(up).map((value) => {
      const y = toY(value).toFixed(1);
      return `<line x1="${frame.left}" x2="${width - frame.right}" y1="${y}" y2="${y}" stroke="#ddd"/><text x="${frame.left - 6}" y="${y}" dy="4" text-anchor="end">${label(value)}</text>`;
    }),
  ];
  const legend = shapes
    .filter(({ name }) => name !== '')
    .map(
      ({ name, colour }, index) =>
        `<text x="${width - frame.right}" y="${frame.top + 14 + 15 * index}" text-anchor="end" fill="${escape(colour)}">${escape(name)}</text>`,
    );
  const titles = [
    `<text x="${width / 2}" y="22" text-anchor="middle" font-size="15">${escape(titleOf(layout['title']))}</text>`,
    `<text x="${width / 2}" y="${height - 10}" text-anchor="middle">${escape(across.title)}</text>`,
    `<text transform="translate(14 ${height / 2}) rotate(-90)" text-anchor="middle">${escape(up.title)}</text>`,
  ];
  const marks = shapes.map(({ mark }) => mark);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>${[...grid, ...marks, ...legend, ...titles].join('')}</svg>`;
}

function drawTrace(
  { type, mode = 'lines' }: Trace,
  places: readonly (readonly [string, string])[],
  colour: string,
  base: number,
): string {
  if (type === 'bar') {
    const wide = Math.max(1, (0.6 * (width - frame.left - frame.right)) / places.length);
    return places
      .map(([x, y]) => {
        const top = Math.min(Number(y), base);
        return `<rect x="${(Number(x) - wide / 2).toFixed(1)}" y="${top.toFixed(1)}" width="${wide.toFixed(1)}" height="${Math.abs(base - Number(y)).toFixed(1)}" fill="${colour}"/>`;
      })
      .join('');
  }
  const line = mode.includes('lines')
    ? `<polyline points="${places.map((place) => place.join(',')).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`
    : '';
  const dots = mode.includes('markers')
    ? places.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3" fill="${colour}"/>`).join('')
    : '';
  return line + dots;
}
