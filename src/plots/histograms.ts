import type { Tensor } from '../tensor/tensor.ts';
import { type Figure, margin, significant, type Trace } from './figure.ts';
import { background, colourOf } from './palette.ts';

export interface HistogramsOptions {
  readonly xLabel: string;
  readonly yLabel: string;
  /** From where to where values are counted; all of them unless given. Values outside are left out. */
  readonly range?: readonly [number, number];
  /** How many bars; 40 unless given. */
  readonly bins?: number;
}

/**
 * Histograms side by side on common axes, e.g. the activations of each layer. Counted here, so that a notebook holds some bars instead of
 * thousands of numbers; each bar is a share of its tensor's numbers, so that tensors of different sizes compare.
 *
 * @throws RangeError for no tensors, or a number of bins that is not whole or below 1.
 */
export function histograms(
  tensors: Readonly<Record<string, Tensor>>,
  { xLabel, yLabel, range, bins = 40 }: HistogramsOptions,
): Figure {
  const entries = Object.entries(tensors);
  if (entries.length === 0) throw new RangeError('histograms: tensors must hold at least one tensor; received none');
  if (!Number.isInteger(bins) || bins < 1) {
    throw new RangeError(`histograms: bins must be a whole number, at least 1; received ${bins}`);
  }
  const [low, high] = range ?? commonRange(entries.map(([, tensor]) => tensor));
  const axis = (index: number) => (index === 0 ? '' : String(index + 1));
  const shares = entries.map(([, tensor]) => countShares(tensor, low, high, bins));
  const highest = Math.max(...shares.flat());
  const width = (high - low) / bins;
  const x = significant(Array.from({ length: bins }, (_, bin) => low + (bin + 0.5) * width));
  const data: Trace[] = entries.map(([name], index) => ({
    type: 'bar',
    name,
    x,
    y: significant(shares[index]),
    width,
    xaxis: `x${axis(index)}`,
    marker: { color: colourOf('', 0), line: { width: 0 } },
    hovertemplate: `${name}: %{x:.3~g}, %{y:.1%}<extra></extra>`,
  }));
  const part = 1 / entries.length;
  const axes = entries.map(([name], index) => [
    `xaxis${axis(index)}`,
    {
      domain: [index * part, (index + 1) * part - 0.15 * part],
      range: [low, high],
      title: { text: `${name}<br>${xLabel}` },
      zeroline: false,
      showgrid: false,
    },
  ]);
  return {
    data,
    layout: {
      height: 320,
      margin: { ...margin, b: 64 },
      showlegend: false,
      bargap: 0,
      ...(Object.fromEntries(axes) as Record<string, unknown>),
      yaxis: { title: { text: yLabel }, range: [0, highest * 1.05], tickformat: '.0%', gridcolor: background.faint },
    },
  };
}

function commonRange(tensors: readonly Tensor[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const { data } of tensors) {
    for (const value of data) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  // A tensor of equal numbers still needs an axis of some length.
  return high > low ? [low, high] : [low - 0.5, high + 0.5];
}

function countShares({ data }: Tensor, low: number, high: number, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const value of data) {
    if (value >= low && value <= high) counts[Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins))]++;
  }
  return counts.map((count) => count / data.length);
}
