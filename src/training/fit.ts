import type { Dataset } from '../datasets/dataset.ts';
import { checkCount } from '../layers/arguments.ts';
import type { Layer } from '../layers/layer.ts';
import type { Loss } from '../losses/loss.ts';
import { SoftmaxCrossEntropy } from '../losses/softmax-cross-entropy.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { Random } from '../tensor/random.ts';
import { Batches, type Batch } from './batches.ts';
import type { Callback, TrainingState } from './callbacks.ts';
import { backendOf, defaultMetrics, evaluateBatches, measure } from './evaluate.ts';
import { History } from './history.ts';
import { Averages, type Metric } from './metrics.ts';
import { noDisplay, Progress } from './progress.ts';

export interface FitOptions {
  optimizer: Optimizer;
  /** `SoftmaxCrossEntropy` unless given. */
  loss?: Loss;
  /** Passes over the data; 1 unless given, or unless `updates` says when to end. */
  epochs?: number;
  /** How many updates of the parameters, instead of `epochs`. */
  updates?: number;
  /** Examples in one update; 100 unless given. The last batch of an epoch may be smaller. */
  batchSize?: number;
  /** Decides the order of the examples, anew in each epoch; 0 unless given. */
  seed?: number;
  /** Measured after each epoch: one dataset (columns `validationLoss` …), or several by name (`{ test }` → `testLoss` …). */
  validation?: Dataset | Readonly<Record<string, Dataset>>;
  /** By name; `{ accuracy }` for a softmax cross entropy unless given. */
  metrics?: Readonly<Record<string, Metric>>;
  callbacks?: readonly Callback[];
  /** Whether to show how far the training is; true unless given. */
  progress?: boolean;
  /** Where to write; pass your own to keep it when a training is stopped half-way, or to continue one. */
  history?: History;
}

/**
 * Trains a model on a dataset in mini-batches: forward, loss, backward, update. Returns the history.
 *
 * Measures of an epoch are means over its batches as they were during training; those of `validation` are taken at its end, without training.
 * The same seeds give the same numbers, bit by bit, on the same backend. When a notebook's Stop button ends it, the model keeps what it has learned.
 */
export async function fit(model: Layer, dataset: Dataset, options: FitOptions): Promise<History> {
  const { optimizer, loss = new SoftmaxCrossEntropy(), batchSize = 100, seed = 0, callbacks = [] } = options;
  const { metrics = defaultMetrics(loss), history = new History(), progress = true } = options;
  checkCount('fit', 'batchSize', batchSize);
  const backend = backendOf(model);
  const batches = new Batches(dataset, batchSize, backend);
  const validations = namedValidations(options.validation).map(
    ([name, set]) => [name, new Batches(set, batchSize, backend)] as const,
  );
  const total = totalUpdates(options, batches.count);
  const random = new Random(seed);
  const meter = new Progress(progress ? undefined : noDisplay);
  const firstEpoch = history.epochs.length + 1;
  const firstUpdate = history.losses.length;
  const epochs = Math.ceil(total / batches.count);
  let stopped = false;
  const state: TrainingState = {
    model,
    optimizer,
    history,
    epoch: firstEpoch,
    update: 0,
    stop: () => (stopped = true),
  };

  for (let done = 0; done < total && !stopped;) {
    batches.shuffle(random);
    const averages = new Averages();
    const title = `epoch ${state.epoch - firstEpoch + 1}/${epochs}`;
    for (let position = 0; position < batches.count && done < total && !stopped; position++) {
      const batch = batches.read(position);
      const measures = update(model, loss, optimizer, metrics, batch);
      averages.add(measures, batch.inputs.shape[0]);
      history.losses.push(measures.loss);
      state.update = ++done;
      for (const callback of callbacks) await callback.afterUpdate?.(state);
      if (meter.due) {
        meter.show({ done, total, title, measures: averages.means });
        await breathe();
      }
    }
    const measures = averages.means;
    for (const [name, set] of validations) {
      for (const [measured, value] of Object.entries(evaluateBatches(model, set, loss, metrics))) {
        measures[`${name}${measured[0].toUpperCase()}${measured.slice(1)}`] = value;
      }
    }
    history.epochs.push({ epoch: state.epoch, updates: firstUpdate + done, seconds: meter.seconds, measures });
    for (const callback of callbacks) await callback.afterEpoch?.(state);
    if (done === total || stopped) meter.finish({ done, total, title, measures });
    else meter.show({ done, total, title, measures });
    state.epoch++;
  }
  for (const callback of callbacks) await callback.afterTraining?.(state);
  return history;
}

/** One step: the loss on a batch, its gradients, and the update. */
function update(
  model: Layer,
  loss: Loss,
  optimizer: Optimizer,
  metrics: Readonly<Record<string, Metric>>,
  { inputs, targets }: Batch,
): { loss: number } & Record<string, number> {
  const outputs = model.forward(inputs, { training: true });
  const value = loss.forward(outputs, targets);
  const measured = measure(metrics, outputs, targets);
  model.backward(loss.backward());
  optimizer.step(model.parameters);
  return { loss: value, ...measured };
}

function totalUpdates({ epochs, updates }: FitOptions, batchesInEpoch: number): number {
  if (epochs !== undefined && updates !== undefined) {
    throw new RangeError(`fit: give either epochs or updates; received both, ${epochs} and ${updates}`);
  }
  if (updates !== undefined) return checkCount('fit', 'updates', updates);
  return checkCount('fit', 'epochs', epochs ?? 1) * batchesInEpoch;
}

function namedValidations(validation: FitOptions['validation']): [string, Dataset][] {
  if (validation === undefined) return [];
  return isDataset(validation) ? [['validation', validation]] : Object.entries(validation);
}

function isDataset(value: Dataset | Readonly<Record<string, Dataset>>): value is Dataset {
  return typeof value.read === 'function';
}

/** Lets the event loop run: output is sent, an interrupt is heard, memory that became free is returned. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
