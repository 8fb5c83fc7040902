import { backendNamed } from '../backend/index.ts';
import { checkCount, checkNumber } from '../layers/arguments.ts';
import type { Layer } from '../layers/layer.ts';
import type { Loss, Targets } from '../losses/loss.ts';
import { htmlTable, jupyterDisplay, nodeInspect, textTable } from '../tensor/display.ts';
import { Random } from '../tensor/random.ts';
import { Tensor } from '../tensor/tensor.ts';
import { backendOf } from './evaluate.ts';

export interface GradientCheckOptions {
  /** h of the differences; 1e-5 unless given. */
  step?: number;
  /** How many numbers of each tensor are tried, chosen by the seed; 200 unless given. */
  samples?: number;
  seed?: number;
}

export interface GradientCheckRow {
  /** `0.weight`, or `input`. */
  name: string;
  /** How many numbers were tried. */
  tried: number;
  /** ‖computed − measured‖ / (‖computed‖ + ‖measured‖) over those numbers; 0 where both are 0, or too small for differences to see. */
  relativeError: number;
}

/**
 * Compares the gradients that a model computes with differences of its loss: (L(w + h) − L(w − h)) / 2h for one number at a time. All in double
 * precision; the model is moved there and back, and its numbers stay what they were. A right gradient gives relative errors near 1e-9, a wrong one
 * near 1.
 *
 * Where a function has a kink (ReLU at 0, a maximum of equals), differences across it disagree with any gradient: try another input.
 */
export function gradientCheck(
  model: Layer,
  loss: Loss,
  inputs: Tensor,
  targets: Targets,
  { step = 1e-5, samples = 200, seed = 0 }: GradientCheckOptions = {},
): GradientCheck {
  checkNumber('gradientCheck', 'step', step, { low: Number.MIN_VALUE });
  checkCount('gradientCheck', 'samples', samples);
  const home = backendOf(model);
  const exact = backendNamed('float64');
  const state = [...model.state].map(([name, tensor]) => [name, tensor.copy()] as const);
  model.moveTo(exact);
  try {
    const x = inputs.copy({ backend: exact });
    const t = targets instanceof Tensor ? targets.copy({ backend: exact }) : targets;
    return check({ model, loss, x, t, step, samples, random: new Random(seed) });
  } finally {
    model.moveTo(home);
    for (const [name, before] of state) model.state.get(name)?.copyFrom(before);
  }
}

interface Check {
  model: Layer;
  loss: Loss;
  x: Tensor;
  t: Targets;
  step: number;
  samples: number;
  random: Random;
}

function check({ model, loss, x, t, step, samples, random }: Check): GradientCheck {
  const lossNow = () => {
    // Dropout must drop the same units every time.
    model.reseed?.(1);
    return loss.forward(model.forward(x, { training: true }), t);
  };
  const value = lossNow();
  // Losses are rounded by 2⁻⁵³ of their size, so a difference of two cannot see a gradient below this, such as that of a bias before a batch norm.
  const noise = (2 ** -52 * Math.abs(value)) / step;
  const dx = model.backward(loss.backward());
  const named = model.parameters.map(({ value, grad }, index) => ({
    name: parameterNames(model)[index],
    value,
    computed: grad.copy(),
  }));
  const rows = [...named, { name: 'input', value: x, computed: dx.copy() }].map(({ name, value, computed }) => {
    const positions = random.permutation(value.size).slice(0, samples);
    let difference = 0;
    let computedSquares = 0;
    let measuredSquares = 0;
    for (const i of positions) {
      const original = value.data[i];
      value.data[i] = original + step;
      const above = lossNow();
      value.data[i] = original - step;
      const below = lossNow();
      value.data[i] = original;
      const measured = (above - below) / (2 * step);
      difference += (computed.data[i] - measured) ** 2;
      computedSquares += computed.data[i] ** 2;
      measuredSquares += measured ** 2;
    }
    const size = Math.sqrt(computedSquares) + Math.sqrt(measuredSquares);
    const visible = size > 4 * noise * Math.sqrt(positions.length);
    return { name, tried: positions.length, relativeError: visible ? Math.sqrt(difference) / size : 0 };
  });
  return new GradientCheck(rows);
}

function parameterNames(model: Layer): string[] {
  const named = (model as { namedParameters?: ReadonlyMap<string, unknown> }).namedParameters;
  return named ? [...named.keys()] : model.parameters.map(({ name }) => name);
}

/** The relative error of every gradient; shown as a table. */
export class GradientCheck {
  readonly rows: readonly GradientCheckRow[];

  constructor(rows: readonly GradientCheckRow[]) {
    this.rows = rows;
  }

  get largestError(): number {
    return Math.max(...this.rows.map(({ relativeError }) => relativeError));
  }

  toString(): string {
    return textTable(this.#columns, this.#lines());
  }

  [nodeInspect](): string {
    return this.toString();
  }

  [jupyterDisplay](): { 'text/plain': string; 'text/html': string } {
    return { 'text/plain': this.toString(), 'text/html': htmlTable(this.#columns, this.#lines()) };
  }

  readonly #columns = ['gradient of', 'numbers tried', 'relative error'];

  #lines(): string[][] {
    return this.rows.map(({ name, tried, relativeError }) => [name, String(tried), relativeError.toExponential(2)]);
  }
}
