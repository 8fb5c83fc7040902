import { checkCount } from '../layers/arguments.ts';
import type { Layer } from '../layers/layer.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { History } from './history.ts';

export interface TrainingState {
  readonly model: Layer;
  readonly optimizer: Optimizer;
  readonly history: History;
  /** Counted from 1. */
  epoch: number;
  /** Updates done so far in this training. */
  update: number;
  /** Ends the training after this update or epoch. */
  readonly stop: () => void;
}

/** Called during training; all parts are optional. */
export interface Callback {
  afterUpdate?(state: TrainingState): void | Promise<void>;
  /** Called when the epoch has been written into the history. */
  afterEpoch?(state: TrainingState): void | Promise<void>;
  afterTraining?(state: TrainingState): void | Promise<void>;
}

export interface EarlyStoppingOptions {
  /** The column of the history to watch; `validationLoss` unless given. */
  measure?: string;
  /** Epochs without improvement before the training ends; 3 unless given. */
  patience?: number;
  /** Whether `measure` shall grow (an accuracy) or fall (a loss); guessed from its name unless given. */
  larger?: boolean;
  /** Whether to give the model its best parameters back at the end; true unless given. */
  restore?: boolean;
}

/** Ends a training when a measure has not improved for some epochs. Prechelt 1998, "Early Stopping — But When?". */
export function earlyStopping({
  measure = 'validationLoss',
  patience = 3,
  larger = !/loss$/i.test(measure),
  restore = true,
}: EarlyStoppingOptions = {}): Callback {
  checkCount('earlyStopping', 'patience', patience);
  let best = larger ? -Infinity : Infinity;
  let waited = 0;
  let saved: Tensor[] = [];
  return {
    afterEpoch({ model, history, stop }) {
      const value = history.last(measure);
      if (larger ? value > best : value < best) {
        best = value;
        waited = 0;
        if (restore) saved = keep(model, saved);
      } else if (++waited >= patience) stop();
    },
    afterTraining({ model }) {
      if (restore) trainedTensors(model).forEach((tensor, index) => tensor.copyFrom(saved[index]));
    },
  };
}

function trainedTensors(model: Layer): Tensor[] {
  return [...model.parameters.map(({ value }) => value), ...model.state.values()];
}

function keep(model: Layer, earlier: readonly Tensor[]): Tensor[] {
  return trainedTensors(model).map((tensor, index) => earlier[index]?.copyFrom(tensor) ?? tensor.copy());
}
