import type { BatchNormGeometry, Storage } from '../backend.ts';

/** Visits the positions of one channel, image after image. */
function forEachOfChannel(g: BatchNormGeometry, channel: number, visit: (position: number) => void): void {
  for (let image = 0; image < g.batch; image++) {
    const start = (image * g.channels + channel) * g.inner;
    for (let i = start; i < start + g.inner; i++) visit(i);
  }
}

export function batchNormForward(
  g: BatchNormGeometry,
  x: Storage,
  gamma: Storage,
  beta: Storage,
  mean: Storage,
  variance: Storage,
  y: Storage,
): void {
  const count = g.batch * g.inner;
  for (let channel = 0; channel < g.channels; channel++) {
    let sum = 0;
    forEachOfChannel(g, channel, (i) => (sum += x[i]));
    const average = sum / count;
    let squares = 0;
    forEachOfChannel(g, channel, (i) => (squares += (x[i] - average) ** 2));
    mean[channel] = average;
    variance[channel] = squares / count;
  }
  batchNormInference(g, x, gamma, beta, mean, variance, y);
}

export function batchNormInference(
  g: BatchNormGeometry,
  x: Storage,
  gamma: Storage,
  beta: Storage,
  mean: Storage,
  variance: Storage,
  y: Storage,
): void {
  for (let channel = 0; channel < g.channels; channel++) {
    const scale = gamma[channel] / Math.sqrt(variance[channel] + g.epsilon);
    forEachOfChannel(g, channel, (i) => (y[i] = (x[i] - mean[channel]) * scale + beta[channel]));
  }
}

export function batchNormBackward(
  g: BatchNormGeometry,
  x: Storage,
  gamma: Storage,
  mean: Storage,
  variance: Storage,
  dy: Storage,
  dx: Storage,
  dGamma: Storage,
  dBeta: Storage,
): void {
  const count = g.batch * g.inner;
  for (let channel = 0; channel < g.channels; channel++) {
    const inverse = 1 / Math.sqrt(variance[channel] + g.epsilon);
    const average = mean[channel];
    let sum = 0;
    let sumOfProducts = 0;
    forEachOfChannel(g, channel, (i) => {
      sum += dy[i];
      sumOfProducts += dy[i] * (x[i] - average) * inverse;
    });
    dBeta[channel] = sum;
    dGamma[channel] = sumOfProducts;
    const scale = gamma[channel] * inverse;
    forEachOfChannel(g, channel, (i) => {
      dx[i] = scale * (dy[i] - sum / count - ((x[i] - average) * inverse * sumOfProducts) / count);
    });
  }
}
