import { positionAt, sizeOf } from '../ndarray.ts';
import { distances, type GradientPair } from './gradient.ts';
import type { TFunction } from './language.ts';

/** A Plotly figure as plain data. */
export interface Figure {
  readonly data: readonly Record<string, unknown>[];
  readonly layout: Record<string, unknown>;
}

/** The rows of a heat map: every block of rows and columns below the one before, with an empty row between. */
function stacked(pair: GradientPair): { z: (number | null)[][]; text: string[][] } {
  const { shape, data } = pair.yours;
  const columns = shape.at(-1) ?? 1;
  const rows = shape.at(-2) ?? 1;
  const apart = distances(pair);
  const z: (number | null)[][] = [];
  const text: string[][] = [];
  for (let block = 0; block < sizeOf(shape.slice(0, -2)); block += 1) {
    if (block > 0) {
      z.push(Array.from({ length: columns }, () => null));
      text.push(Array.from({ length: columns }, () => ''));
    }
    for (let row = 0; row < rows; row += 1) {
      const start = (block * rows + row) * columns;
      const indexes = Array.from({ length: columns }, (_, column) => start + column);
      z.push(indexes.map((index) => apart[index]));
      text.push(
        indexes.map(
          (index) => `[${positionAt(pair.yours, index).join(', ')}] ${data[index]} / ${pair.numeric.data[index]}`,
        ),
      );
    }
  }
  return { z, text };
}

/** A heat map for each gradient, side by side: pale where it agrees with finite differences, dark where it does not. */
export function gradientFigure(pairs: readonly GradientPair[], className: string, t: TFunction): Figure {
  const share = 1 / pairs.length;
  const largest = pairs.flatMap((pair) => [...distances(pair)]).reduce((most, each) => (each > most ? each : most), 0);
  const axes = pairs.flatMap((pair, index): [string, unknown][] => {
    const suffix = index === 0 ? '' : String(index + 1);
    const domain = [index * share + 0.04, (index + 1) * share - 0.04];
    return [
      [`xaxis${suffix}`, { domain, title: { text: pair.name }, showticklabels: false, zeroline: false }],
      [`yaxis${suffix}`, { autorange: 'reversed', anchor: `x${suffix}`, showticklabels: false, zeroline: false }],
    ];
  });
  const data = pairs.map((pair, index) => {
    const suffix = index === 0 ? '' : String(index + 1);
    return {
      type: 'heatmap',
      name: pair.name,
      ...stacked(pair),
      hoverinfo: 'text',
      xgap: 1,
      ygap: 1,
      zmin: 0,
      // Rounding alone must look like nothing.
      zmax: Math.max(largest, 1e-3),
      colorscale: 'Reds',
      showscale: index === pairs.length - 1,
      colorbar: { title: { text: t('gradient.distance') } },
      xaxis: `x${suffix}`,
      yaxis: `y${suffix}`,
    };
  });
  const layout: Record<string, unknown> = {
    title: { text: t('gradient.title', { className }) },
    height: 420,
    ...Object.fromEntries<unknown>(axes),
  };
  return { data, layout };
}
