import { backendNamed } from '../backend/index.ts';
import { checkCount } from '../layers/arguments.ts';
import { parameter } from '../layers/parameter.ts';
import type { Optimizer } from './optimizer.ts';

export interface PathOptions {
  optimizer: Optimizer;
  /** The gradient of the function to walk down, at a point. */
  gradient: (point: number[]) => readonly number[];
  start: readonly number[];
  /** How many updates; 30 unless given. */
  steps?: number;
}

/**
 * The points that an optimizer visits on its way down a function, in double precision: the start, then one point per update.
 *
 *     tracePath({ optimizer: new SGD({ learningRate: 0.95 }), gradient: ([x, y]) => [x / 10, 2 * y], start: [-7, 2] });
 */
export function tracePath({ optimizer, gradient, start, steps = 30 }: PathOptions): number[][] {
  checkCount('tracePath', 'steps', steps, 0);
  const point = parameter(start, { backend: backendNamed('float64') });
  const path = [[...start]];
  for (let step = 0; step < steps; step++) {
    point.grad.set(gradient(Array.from(point.value.data)));
    optimizer.step([point]);
    path.push(Array.from(point.value.data));
  }
  return path;
}
