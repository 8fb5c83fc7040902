import assert from 'node:assert/strict';
import { Momentum, SGD, tracePath, type Optimizer } from '../../../src/optimizers/index.ts';

/** f(x, y) = x²/20 + y² from (−7, 2), as in the book "Deep Learning from Scratch", chapter 6. */
const path = (optimizer: Optimizer, steps = 30) =>
  tracePath({ optimizer, gradient: ([x, y]) => [x / 10, 2 * y], start: [-7, 2], steps });
const rounded = (point: number[]) => point.map((value) => Number(value.toFixed(6)));

describe('tracePath', () => {
  it('walks the way that SGD with learning rate 0.95 takes', () => {
    const points = path(new SGD({ learningRate: 0.95 }));
    assert.equal(points.length, 31);
    assert.deepEqual(points[0], [-7, 2]);
    assert.deepEqual(rounded(points[1]), [-6.335, -1.8]);
    assert.deepEqual(rounded(points[30]), [-0.350393, 0.084782]);
  });

  it('walks the way that Momentum with learning rate 0.1 takes', () => {
    const points = path(new Momentum({ learningRate: 0.1, momentum: 0.9 }));
    assert.deepEqual(rounded(points[1]), [-6.93, 1.6]);
    assert.deepEqual(rounded(points[30]), [0.896414, 0.088086]);
  });

  it('refuses a number of steps that is none', () => {
    assert.throws(() => path(new SGD(), -1), /steps must be a whole number, at least 0; received -1/);
    assert.equal(path(new SGD(), 0).length, 1);
  });
});
