/** Runs the works of bench/train-step.ts in this library. */
import { createWasmBackend } from '../../src/backend/wasm/index.ts';
import { createNodeHost } from '../../src/backend/wasm/node.ts';
import {
  Adam,
  BatchNorm2d,
  MaxPool2d,
  Random,
  SoftmaxCrossEntropy,
  Tensor,
  deepConvNet,
  getBackend,
  simpleConvNet,
  vgg,
  type Layer,
  type Sequential,
  type Shape,
} from '../../src/index.ts';
import { serve } from './protocol.ts';

const random = new Random(0);

function training(model: Sequential, shape: Shape): () => void {
  const x = Tensor.normal(shape, random);
  const targets = Array.from({ length: shape[0] }, (_, index) => index % 10);
  const loss = new SoftmaxCrossEntropy();
  const optimizer = new Adam();
  return () => {
    loss.forward(model.forward(x, { training: true }), targets);
    model.backward(loss.backward());
    optimizer.step(model.parameters);
  };
}

function inference(model: Sequential, shape: Shape): () => void {
  const x = Tensor.normal(shape, random);
  return () => void model.forward(x, { reuse: true });
}

function layer(tested: Layer, shape: Shape): () => void {
  const x = Tensor.normal(shape, random);
  const gradient = Tensor.normal(tested.forward(x, { training: true }).shape, random);
  return () => {
    tested.forward(x, { training: true });
    tested.backward(gradient);
  };
}

function gemm(): () => void {
  const backend = createWasmBackend({ ...createNodeHost(), threads: 1 });
  const [a, b, c] = [0, 1, 2].map(() => backend.allocate(512 * 512));
  for (const operand of [a, b]) for (let i = 0; i < operand.length; i++) operand[i] = random.normal();
  const plan = { m: 512, n: 512, k: 512, transposeA: false, transposeB: false, alpha: 1, accumulate: false };
  return () => backend.matmul(plan, a, b, c, null);
}

await serve(
  { version: getBackend().description },
  {
    'SimpleConvNet step': () => training(simpleConvNet(), [100, 1, 28, 28]),
    'DeepConvNet step': () => training(deepConvNet(), [100, 1, 28, 28]),
    'VGG-11 step': () =>
      training(vgg(11, { inputShape: [3, 32, 32], classes: 10, batchNorm: true, hidden: 512 }), [64, 3, 32, 32]),
    'VGG-16 forward': () => inference(vgg(16), [1, 3, 224, 224]),
    BatchNorm2d: () => layer(new BatchNorm2d(64), [64, 64, 32, 32]),
    MaxPool2d: () => layer(new MaxPool2d(2), [64, 64, 32, 32]),
    'GEMM 512': gemm,
  },
  10,
);
