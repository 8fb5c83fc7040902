import type { Storage, UpdateRule } from '../backend/backend.ts';
import { checkNumber } from '../layers/arguments.ts';
import type { Parameter } from '../layers/parameter.ts';
import { formatShape, sameShape } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import { clipGradients } from './clipping.ts';
import type { Schedule } from './schedules.ts';

export interface OptimizerOptions {
  /** η: how far a step goes. A number above 0, or a schedule: a function from the number of steps done to η. */
  learningRate?: number | Schedule;
  /** λ ≥ 0: pulls weights (not biases, scales or shifts) towards zero. 0 unless given. */
  weightDecay?: number;
  /** Gradients are scaled down together so that their common norm is at most this. No limit unless given. */
  clipNorm?: number;
}

/** The numbers that an update works on: the value, its gradient, and this optimizer's own memory, all of one length. */
export interface Update<StateName extends string = string> {
  /** The value; the update changes it in place. */
  w: Storage;
  /** The gradient; only read. */
  g: Storage;
  state: Readonly<Record<StateName, Storage>>;
}

/**
 * Changes parameters so that the loss falls.
 *
 * To write one of your own, name what it remembers of each parameter and write the update of one tensor:
 *
 *     class MyMomentum extends Optimizer<'v'> {
 *       constructor(options = {}) {
 *         super('MyMomentum', ['v'], options);
 *       }
 *       update({ w, g, state: { v } }) {
 *         for (let i = 0; i < w.length; i++) {
 *           v[i] = 0.9 * v[i] - this.learningRate * g[i];
 *           w[i] += v[i];
 *         }
 *       }
 *     }
 */
export abstract class Optimizer<StateName extends string = string> {
  readonly name: string;
  readonly weightDecay: number;
  readonly clipNorm: number;
  /** What is remembered of each parameter; starts as zeros. */
  readonly stateNames: readonly StateName[];
  /** η for the step being done or, between steps, of the last one. Without a schedule it may be assigned. */
  learningRate: number;
  readonly #schedule: Schedule | null;
  readonly #states = new WeakMap<Parameter, Record<StateName, Tensor>>();
  #steps = 0;

  constructor(name: string, stateNames: readonly StateName[], options: OptimizerOptions, defaultRate = 0.01) {
    const { learningRate = defaultRate, weightDecay = 0, clipNorm = Infinity } = options;
    this.name = name;
    this.stateNames = stateNames;
    this.#schedule = typeof learningRate === 'number' ? null : learningRate;
    const first = typeof learningRate === 'number' ? learningRate : learningRate(0);
    this.learningRate = checkNumber(name, 'learningRate', first, { low: 0 });
    this.weightDecay = checkNumber(name, 'weightDecay', weightDecay, { low: 0 });
    if (!(clipNorm > 0)) throw new RangeError(`${name}: clipNorm must be above 0; received ${clipNorm}`);
    this.clipNorm = clipNorm;
  }

  /** The update of one tensor, in place, as a plain loop over its numbers. */
  abstract update(update: Update<StateName>): void;

  /** The backend's fast form of `update`, where it has one (see `UpdateRule`). */
  protected readonly rule: UpdateRule | null = null;

  /** What `rule` needs beside the tensors, in its order. */
  protected coefficients(): readonly number[] {
    return [];
  }

  /** Steps done so far; inside `update` the number of this step, from 1. */
  get steps(): number {
    return this.#steps;
  }

  /** One update of every parameter from its gradient. */
  step(parameters: readonly Parameter[]): void {
    if (this.#schedule !== null) this.learningRate = this.#schedule(this.#steps);
    this.#steps++;
    if (this.clipNorm !== Infinity) clipGradients(parameters, this.clipNorm);
    const coefficients = this.rule === null ? null : this.coefficients();
    for (const parameter of parameters) {
      if (parameter.decays && this.weightDecay > 0) this.decay(parameter);
      const { value, grad } = parameter;
      const state = this.#stateOf(parameter);
      const kernel = this.rule === null ? undefined : value.backend.updates[this.rule];
      if (kernel && coefficients) {
        kernel(
          value.data,
          grad.data,
          this.stateNames.map((name) => state[name].data),
          coefficients,
        );
      } else {
        this.update({ w: value.data, g: grad.data, state: this.#storages(state) });
      }
    }
  }

  /** Weight decay as a term ½λ·w² of the loss, whose gradient is λ·w. */
  protected decay({ value, grad }: Parameter): void {
    grad.addScaled(value, this.weightDecay);
  }

  /** All that must be saved to continue later: the number of steps and the memory of each of these parameters. */
  saveState(parameters: readonly Parameter[]): OptimizerState {
    const tensors = new Map<string, Tensor>();
    parameters.forEach((parameter, index) => {
      const state = this.#stateOf(parameter);
      for (const name of this.stateNames) tensors.set(`${index}.${name}`, state[name].copy());
    });
    return { name: this.name, steps: this.#steps, tensors };
  }

  /** Continues from a saved state, given the same parameters in the same order. @throws when the state is another optimizer's or of other shapes. */
  loadState(parameters: readonly Parameter[], saved: OptimizerState): void {
    if (saved.name !== this.name) {
      throw new TypeError(
        `${this.name}.loadState: the state must come from ${this.name}; received one of ${saved.name}`,
      );
    }
    parameters.forEach((parameter, index) => {
      const state = this.#stateOf(parameter);
      for (const name of this.stateNames) {
        const from = saved.tensors.get(`${index}.${name}`);
        if (!from || !sameShape(from.shape, state[name].shape)) {
          throw new RangeError(
            `${this.name}.loadState: parameter ${index} needs ${name} of shape ${formatShape(state[name].shape)}; received ${from ? formatShape(from.shape) : 'none'}`,
          );
        }
        state[name].copyFrom(from);
      }
    });
    this.#steps = saved.steps;
  }

  toString(): string {
    return `${this.name}(learning rate ${this.learningRate}${this.weightDecay > 0 ? `, weight decay ${this.weightDecay}` : ''})`;
  }

  #stateOf(parameter: Parameter): Record<StateName, Tensor> {
    const { shape, backend } = parameter.value;
    let state = this.#states.get(parameter);
    if (!state) {
      state = {} as Record<StateName, Tensor>;
      for (const name of this.stateNames) state[name] = Tensor.zeros(shape, { backend });
      this.#states.set(parameter, state);
    }
    for (const name of this.stateNames) {
      if (state[name].backend !== backend) state[name] = state[name].copy({ backend });
    }
    return state;
  }

  #storages(state: Record<StateName, Tensor>): Record<StateName, Storage> {
    const storages = {} as Record<StateName, Storage>;
    for (const name of this.stateNames) storages[name] = state[name].data;
    return storages;
  }
}

export interface OptimizerState {
  name: string;
  steps: number;
  /** Named `index of the parameter.what`: `0.v`. */
  tensors: Map<string, Tensor>;
}
