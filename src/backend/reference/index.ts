import type { Backend, DataType } from '../backend.ts';
import * as batchNorm from './batch-norm.ts';
import * as convolution from './convolution.ts';
import * as elementwise from './elementwise.ts';
import * as pooling from './pooling.ts';
import { matmul } from './product.ts';
import * as reduction from './reduction.ts';
import * as softmax from './softmax.ts';

/**
 * Plain loops over typed arrays: what every other backend is checked against. In float64 it is also what gradients are checked with.
 */
export function createReferenceBackend(dataType: DataType): Backend {
  const Numbers = dataType === 'float64' ? Float64Array : Float32Array;
  return {
    name: 'reference',
    description: `reference (plain TypeScript, ${dataType})`,
    dataType,
    allocate: (length) => new Numbers(length),
    allocateIndices: (length) => new Int32Array(length),
    updates: {},
    matmul,
    ...reduction,
    ...elementwise,
    ...softmax,
    ...convolution,
    ...pooling,
    ...batchNorm,
  };
}
