import type { JsonObject } from '../wire/index.ts';
import { chartSvg } from './chart.ts';

type Values = ArrayLike<number | string>;

export interface Trace {
  type?: string;
  mode?: string;
  name?: string;
  x?: Values;
  y?: Values;
  line?: { color?: string; dash?: string };
  marker?: { color?: unknown };
}

/** A Plotly figure: https://plotly.com/javascript/reference/ */
export interface Figure {
  data: Trace[];
  layout: Record<string, unknown>;
  config?: unknown;
  frames?: unknown;
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

export function isFigure(value: object): value is Figure {
  const { data, layout } = value as Partial<Figure>;
  return Array.isArray(data) && data.every(isPlain) && isPlain(layout);
}

/** JSON has no NaN: a gap in a curve is null, which Plotly draws as a gap. */
function toJson(value: unknown): JsonObject[string] {
  return JSON.parse(
    JSON.stringify(value, (_key, each: unknown) => {
      if (ArrayBuffer.isView(each) && !(each instanceof DataView)) return Array.from(each as Float64Array);
      return typeof each === 'bigint' ? Number(each) : each;
    }),
  ) as JsonObject[string];
}

/** The text of a title, which Plotly takes as a string or as `{ text }`. */
export function titleOf(title: unknown): string {
  if (typeof title === 'string') return title;
  return isPlain(title) && typeof title['text'] === 'string' ? title['text'] : '';
}

function summary({ data, layout }: Figure): string {
  const traces = data.map(({ type = 'scatter', name, x, y }) => {
    const points = (y ?? x)?.length;
    return `  ${type}${name ? ` "${name}"` : ''}${points === undefined ? '' : `, ${points} points`}`;
  });
  const title = titleOf(layout['title']);
  return [`Figure${title ? ` "${title}"` : ''}`, ...traces].join('\n');
}

/** A figure for Plotly, and for front ends without it a still picture and a line of text. */
export function figureBundle(figure: Figure): JsonObject {
  const { data, layout, config, frames } = figure;
  const plotly = toJson({ data, layout, ...(config ? { config } : {}), ...(frames ? { frames } : {}) });
  const text = summary(figure);
  return { 'application/vnd.plotly.v1+json': plotly, 'text/html': chartSvg(figure, text), 'text/plain': text };
}
