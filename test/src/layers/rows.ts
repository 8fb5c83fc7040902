import { normal } from '../../../src/initializers/index.ts';
import {
  AvgPool2d,
  BatchNorm1d,
  BatchNorm2d,
  Conv2d,
  Dropout,
  Flatten,
  GlobalAvgPool2d,
  LeakyReLU,
  Linear,
  MaxPool2d,
  ReLU,
  Sigmoid,
  Tanh,
  type Layer,
} from '../../../src/layers/index.ts';
import { Sequential } from '../../../src/models/index.ts';
import type { Shape } from '../../../src/tensor/index.ts';

export interface LayerRow {
  label: string;
  make: () => Layer;
  input: Shape;
  output: Shape;
}

const biased = { bias: normal({ standardDeviation: 1 }), seed: 3 };

/** Every layer passes the conformance suite; a new one is a new row. Batches have at least three examples. */
export const layerRows: readonly LayerRow[] = [
  { label: 'Linear', make: () => new Linear(5, 4, biased), input: [3, 5], output: [3, 4] },
  { label: 'Linear without bias', make: () => new Linear(5, 1, { bias: false }), input: [6, 5], output: [6, 1] },
  { label: 'ReLU', make: () => new ReLU(), input: [4, 7], output: [4, 7] },
  { label: 'LeakyReLU', make: () => new LeakyReLU({ slope: 0.1 }), input: [4, 3, 2, 2], output: [4, 3, 2, 2] },
  { label: 'Sigmoid', make: () => new Sigmoid(), input: [4, 7], output: [4, 7] },
  { label: 'Tanh', make: () => new Tanh(), input: [4, 7], output: [4, 7] },
  { label: 'Conv2d', make: () => new Conv2d(2, 3, 3, biased), input: [3, 2, 6, 5], output: [3, 3, 4, 3] },
  {
    label: 'Conv2d with stride, padding and dilation by axis',
    make: () => new Conv2d(2, 4, [3, 2], { ...biased, stride: [2, 1], padding: [1, 2], dilation: [1, 2] }),
    input: [3, 2, 7, 6],
    output: [3, 4, 4, 8],
  },
  {
    label: 'Conv2d in groups, without bias',
    make: () => new Conv2d(4, 6, 3, { groups: 2, padding: 1, bias: false }),
    input: [3, 4, 5, 5],
    output: [3, 6, 5, 5],
  },
  { label: 'Conv2d of one pixel', make: () => new Conv2d(5, 2, 1, biased), input: [3, 5, 3, 4], output: [3, 2, 3, 4] },
  { label: 'MaxPool2d', make: () => new MaxPool2d(2), input: [3, 2, 6, 5], output: [3, 2, 3, 2] },
  {
    label: 'MaxPool2d with overlap and padding',
    make: () => new MaxPool2d([3, 2], { stride: [2, 1], padding: [1, 0] }),
    input: [3, 2, 6, 5],
    output: [3, 2, 3, 4],
  },
  { label: 'AvgPool2d', make: () => new AvgPool2d(2), input: [3, 2, 6, 4], output: [3, 2, 3, 2] },
  {
    label: 'AvgPool2d with overlap and padding',
    make: () => new AvgPool2d([3, 2], { stride: [2, 1], padding: [1, 1] }),
    input: [3, 2, 6, 5],
    output: [3, 2, 3, 6],
  },
  { label: 'GlobalAvgPool2d', make: () => new GlobalAvgPool2d(), input: [3, 4, 5, 2], output: [3, 4] },
  { label: 'BatchNorm1d', make: () => new BatchNorm1d(5), input: [6, 5], output: [6, 5] },
  { label: 'BatchNorm2d', make: () => new BatchNorm2d(3), input: [4, 3, 4, 2], output: [4, 3, 4, 2] },
  { label: 'Dropout', make: () => new Dropout(0.4, { seed: 2 }), input: [5, 8], output: [5, 8] },
  {
    label: 'Dropout, classic',
    make: () => new Dropout(0.4, { form: 'classic', seed: 2 }),
    input: [5, 8],
    output: [5, 8],
  },
  { label: 'Flatten', make: () => new Flatten(), input: [3, 2, 3, 4], output: [3, 24] },
  {
    label: 'Sequential',
    make: () =>
      new Sequential([new Linear(6, 5), new Tanh(), new Sequential([new Linear(5, 4), new Sigmoid()])], { seed: 1 }),
    input: [5, 6],
    output: [5, 4],
  },
  {
    label: 'Sequential with convolution',
    make: () =>
      new Sequential([
        new Conv2d(1, 3, 3, { bias: false }),
        new BatchNorm2d(3),
        new Tanh(),
        new MaxPool2d(2),
        new Flatten(),
        new Linear(12, 3),
      ]),
    input: [4, 1, 6, 6],
    output: [4, 3],
  },
];
