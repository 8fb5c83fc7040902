import { type Figure, type Trace } from './figure.ts';

export interface ConfusionOptions {
  /** How many classes; one more than the largest number met unless given. */
  readonly classes?: number;
  readonly xLabel: string;
  readonly yLabel: string;
}

/**
 * How often each class (rows) was taken for each class (columns). The diagonal, which is right, stays pale, so that mistakes are seen.
 *
 * @throws RangeError when labels and predictions differ in count.
 */
export function confusionMatrix(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  { classes, xLabel, yLabel }: ConfusionOptions,
): Figure {
  if (labels.length !== predictions.length) {
    throw new RangeError(
      `confusionMatrix: labels and predictions must be of one number; received ${labels.length} and ${predictions.length}`,
    );
  }
  let largest = 0;
  for (let i = 0; i < labels.length; i++) largest = Math.max(largest, labels[i], predictions[i]);
  const size = classes ?? largest + 1;
  if (!Number.isInteger(size) || size <= largest) {
    throw new RangeError(`confusionMatrix: classes must be a whole number above ${largest}; received ${size}`);
  }
  const counts = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (let i = 0; i < labels.length; i++) counts[labels[i]][predictions[i]]++;
  const names = counts.map((_, index) => String(index));
  const trace: Trace = {
    type: 'heatmap',
    x: names,
    y: names,
    z: counts.map((row, label) => row.map((count, taken) => (label === taken ? 0 : count))),
    text: counts.map((row) => row.map(String)),
    texttemplate: '%{text}',
    colorscale: [
      [0, 'rgba(208, 67, 127, 0)'],
      [1, 'rgba(208, 67, 127, 0.85)'],
    ],
    showscale: false,
    xgap: 1,
    ygap: 1,
    hovertemplate: `${yLabel} %{y}, ${xLabel} %{x}: %{text}<extra></extra>`,
  };
  return {
    data: [trace],
    layout: {
      height: 420,
      margin: { t: 16, r: 16, b: 48, l: 56 },
      xaxis: { title: { text: xLabel }, type: 'category', showgrid: false, constrain: 'domain' },
      yaxis: { title: { text: yLabel }, type: 'category', autorange: 'reversed', showgrid: false, scaleanchor: 'x' },
    },
  };
}
