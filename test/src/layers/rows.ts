import { LeakyReLU, Linear, ReLU, Sigmoid, Tanh, type Layer } from '../../../src/layers/index.ts';
import { normal } from '../../../src/initializers/index.ts';
import { Sequential } from '../../../src/models/index.ts';
import type { Shape } from '../../../src/tensor/index.ts';

export interface LayerRow {
  label: string;
  make: () => Layer;
  input: Shape;
  output: Shape;
}

const biased = { bias: normal({ standardDeviation: 1 }), seed: 3 };

/** Every layer passes the conformance suite; a new one is a new row. Batches have at least two examples. */
export const layerRows: readonly LayerRow[] = [
  { label: 'Linear', make: () => new Linear(5, 4, biased), input: [3, 5], output: [3, 4] },
  { label: 'Linear without bias', make: () => new Linear(5, 1, { bias: false }), input: [6, 5], output: [6, 1] },
  { label: 'ReLU', make: () => new ReLU(), input: [4, 7], output: [4, 7] },
  { label: 'LeakyReLU', make: () => new LeakyReLU({ slope: 0.1 }), input: [4, 3, 2, 2], output: [4, 3, 2, 2] },
  { label: 'Sigmoid', make: () => new Sigmoid(), input: [4, 7], output: [4, 7] },
  { label: 'Tanh', make: () => new Tanh(), input: [4, 7], output: [4, 7] },
  {
    label: 'Sequential',
    make: () =>
      new Sequential([new Linear(6, 5), new Tanh(), new Sequential([new Linear(5, 4), new Sigmoid()])], { seed: 1 }),
    input: [5, 6],
    output: [5, 4],
  },
];
