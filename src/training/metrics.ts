import type { Tensor } from '../tensor/tensor.ts';

/** A number that says how good outputs are for a batch, as a mean over its examples. */
export type Metric = (outputs: Tensor, targets: Tensor) => number;

/** The share of examples whose largest output stands at the right class; targets are class numbers or distributions. */
export const accuracy: Metric = (outputs, targets) => {
  const [rows, columns] = outputs.shape;
  const wanted = targets.rank === 1 ? targets.data : targets.argmax(1).data;
  let right = 0;
  for (let row = 0; row < rows; row++) {
    let best = row * columns;
    for (let i = best + 1; i < (row + 1) * columns; i++) if (outputs.data[i] > outputs.data[best]) best = i;
    if (best - row * columns === wanted[row]) right++;
  }
  return right / rows;
};

/** Means over batches of different sizes. */
export class Averages {
  readonly #sums = new Map<string, number>();
  #examples = 0;

  add(values: Readonly<Record<string, number>>, examples: number): void {
    for (const [name, value] of Object.entries(values)) {
      this.#sums.set(name, (this.#sums.get(name) ?? 0) + value * examples);
    }
    this.#examples += examples;
  }

  get means(): Record<string, number> {
    return Object.fromEntries([...this.#sums].map(([name, sum]) => [name, sum / this.#examples]));
  }
}
