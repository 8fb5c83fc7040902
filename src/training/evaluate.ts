import { getBackend } from '../backend/index.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { checkCount } from '../layers/arguments.ts';
import type { Layer } from '../layers/layer.ts';
import type { Loss } from '../losses/loss.ts';
import { SoftmaxCrossEntropy } from '../losses/softmax-cross-entropy.ts';
import { Batches } from './batches.ts';
import { accuracy, Averages, type Metric } from './metrics.ts';

export interface EvaluateOptions {
  /** `SoftmaxCrossEntropy` unless given. */
  loss?: Loss;
  /** By name; `{ accuracy }` for a softmax cross entropy unless given. */
  metrics?: Readonly<Record<string, Metric>>;
  /** Examples computed at a time; 100 unless given. The result does not depend on it, except in the last bits. */
  batchSize?: number;
}

/** Means of the loss and of each metric over a dataset, without training: `{ loss, accuracy }`. */
export function evaluate(
  model: Layer,
  dataset: Dataset,
  { loss = new SoftmaxCrossEntropy(), metrics = defaultMetrics(loss), batchSize = 100 }: EvaluateOptions = {},
): Record<string, number> {
  checkCount('evaluate', 'batchSize', batchSize);
  return evaluateBatches(model, new Batches(dataset, batchSize, backendOf(model)), loss, metrics);
}

export function evaluateBatches(
  model: Layer,
  batches: Batches,
  loss: Loss,
  metrics: Readonly<Record<string, Metric>>,
): Record<string, number> {
  const averages = new Averages();
  for (let position = 0; position < batches.count; position++) {
    const { inputs, targets } = batches.read(position);
    const outputs = model.forward(inputs, { training: false, reuse: true });
    const measured = { loss: loss.forward(outputs, targets), ...measure(metrics, outputs, targets) };
    averages.add(measured, inputs.shape[0]);
  }
  return averages.means;
}

export function measure(
  metrics: Readonly<Record<string, Metric>>,
  ...[outputs, targets]: Parameters<Metric>
): Record<string, number> {
  return Object.fromEntries(Object.entries(metrics).map(([name, metric]) => [name, metric(outputs, targets)]));
}

export function defaultMetrics(loss: Loss): Readonly<Record<string, Metric>> {
  return loss instanceof SoftmaxCrossEntropy ? { accuracy } : {};
}

/** Where a model computes: where its first parameter lives. */
export function backendOf(model: Layer) {
  return model.parameters[0]?.value.backend ?? getBackend();
}
