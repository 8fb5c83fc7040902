import { heNormal, type Initializer } from '../initializers/index.ts';
import { checkCount } from '../layers/arguments.ts';
import { Conv2d, Dropout, Flatten, Linear, MaxPool2d, ReLU, type Layer } from '../layers/index.ts';
import { sizeOf, type Shape } from '../tensor/shape.ts';
import { Sequential } from './sequential.ts';

export interface ConvNetOptions {
  /** One image's shape; [1, 28, 28] unless given. */
  inputShape?: Shape;
  /** How many classes; 10 unless given. */
  classes?: number;
  /** First weights of all layers; He's normal unless given. */
  weight?: Initializer;
  /** Decides the first weights and the dropout masks; 0 unless given. */
  seed?: number;
}

export interface SimpleConvNetOptions extends ConvNetOptions {
  /** Filters of the convolution; 30 unless given. */
  filters?: number;
  /** Side of the filters; 5 unless given. */
  kernel?: number;
  /** Units of the hidden layer; 100 unless given. */
  hidden?: number;
}

/**
 * One convolution, then two linear layers: conv 30@5×5 → ReLU → max pool 2 → 100 → ReLU → 10. For 28×28 digits; 0.87 million multiply-adds.
 *
 * The network of chapter 7 of "Deep Learning from Scratch" (Saito 2016).
 */
export function simpleConvNet({
  inputShape = [1, 28, 28],
  classes = 10,
  filters = 30,
  kernel = 5,
  hidden = 100,
  weight = heNormal(),
  seed = 0,
}: SimpleConvNetOptions = {}): Sequential {
  const layers: Layer[] = [
    new Conv2d(inputShape[0], filters, kernel, { weight }),
    new ReLU(),
    new MaxPool2d(2),
    new Flatten(),
  ];
  const features = sizeOf(outputShapeOf(layers, inputShape));
  layers.push(new Linear(features, hidden, { weight }), new ReLU(), new Linear(hidden, classes, { weight }));
  return new Sequential(layers, { seed });
}

export interface DeepConvNetOptions extends ConvNetOptions {
  /** Share of hidden units dropped before the last layer, 0 to 1; 0.5 unless given. */
  dropout?: number;
}

/**
 * Six 3×3 convolutions in three pairs (16, 32, 64 filters), each pair followed by a max pool, then 50 hidden units with dropout. For 28×28 digits;
 * 8.77 million multiply-adds.
 *
 * After chapter 8 of "Deep Learning from Scratch" (Saito 2016); the book drops the outputs as well, which only adds noise to the loss.
 */
export function deepConvNet({
  inputShape = [1, 28, 28],
  classes = 10,
  dropout = 0.5,
  weight = heNormal(),
  seed = 0,
}: DeepConvNetOptions = {}): Sequential {
  const layers: Layer[] = [];
  let channels = inputShape[0];
  const convolve = (filters: number, padding: number) => {
    layers.push(new Conv2d(channels, filters, 3, { padding, weight }), new ReLU());
    channels = filters;
  };
  for (const [filters, secondPadding] of [
    [16, 1],
    [32, 2],
    [64, 1],
  ]) {
    convolve(filters, 1);
    convolve(filters, secondPadding);
    layers.push(new MaxPool2d(2));
  }
  layers.push(new Flatten());
  const features = sizeOf(outputShapeOf(layers, inputShape));
  layers.push(
    new Linear(features, 50, { weight }),
    new ReLU(),
    new Dropout(dropout),
    new Linear(50, classes, { weight }),
  );
  return new Sequential(layers, { seed });
}

/** The shape that an example has after these layers. */
export function outputShapeOf(layers: readonly Layer[], inputShape: Shape): Shape {
  if (inputShape.length !== 3) {
    throw new RangeError(`inputShape must be [channels, height, width]; received [${inputShape.join(', ')}]`);
  }
  inputShape.forEach((length) => checkCount('inputShape', 'each length', length));
  return layers.reduce((shape, layer) => layer.outputShape(shape), inputShape);
}
