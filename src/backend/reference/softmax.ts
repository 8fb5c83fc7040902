import type { Storage } from '../backend.ts';

/** Subtracting the row's largest number changes nothing in exact arithmetic and keeps exp from overflowing. */
export function softmax(rows: number, columns: number, x: Storage, y: Storage): void {
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    const largest = rowMaximum(x, start, columns);
    let total = 0;
    for (let i = start; i < start + columns; i++) total += Math.exp(x[i] - largest);
    for (let i = start; i < start + columns; i++) y[i] = Math.exp(x[i] - largest) / total;
  }
}

/** Mean over rows of −Σ t·log softmax(x), without ever taking the logarithm of a rounded probability. */
export function softmaxCrossEntropy(
  rows: number,
  columns: number,
  x: Storage,
  targets: Storage,
  probabilities: Storage,
): number {
  softmax(rows, columns, x, probabilities);
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    const largest = rowMaximum(x, start, columns);
    let total = 0;
    for (let i = start; i < start + columns; i++) total += Math.exp(x[i] - largest);
    const logTotal = Math.log(total);
    for (let i = start; i < start + columns; i++) {
      // A target of zero costs nothing even where the logit is −∞.
      if (targets[i] !== 0) loss += targets[i] * (logTotal - (x[i] - largest));
    }
  }
  return loss / rows;
}

export function softmaxCrossEntropyBackward(
  rows: number,
  columns: number,
  probabilities: Storage,
  targets: Storage,
  dx: Storage,
): void {
  for (let i = 0; i < rows * columns; i++) dx[i] = (probabilities[i] - targets[i]) / rows;
}

function rowMaximum(x: Storage, start: number, columns: number): number {
  let largest = x[start];
  for (let i = start + 1; i < start + columns; i++) largest = Math.max(largest, x[i]);
  return largest;
}
