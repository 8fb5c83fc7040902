import { type NdArray, positionAt, sizeOf, zeros } from '../ndarray.ts';
import { CheckFailure } from './compare.ts';
import type { TFunction } from './language.ts';

/** A gradient as a layer computed it, and as finite differences of the same layer's forward give it. */
export interface GradientPair {
  readonly name: string;
  readonly yours: NdArray;
  readonly numeric: NdArray;
}

/** Both layers are linear between the kinks of max, so differences are exact up to rounding; 1e-6 is far above that. */
const gradientTolerance = 1e-6;

/**
 * The gradient of `loss` at `array` by central differences, (L(v + h) − L(v − h)) / 2h for each number v of the array.
 * `loss` may read the array only: it is changed and restored number by number.
 */
export function numericGradient(loss: () => number, array: NdArray, step: number): NdArray {
  const gradient = zeros(array.shape);
  for (let index = 0; index < array.data.length; index += 1) {
    const value = array.data[index];
    array.data[index] = value + step;
    const above = loss();
    array.data[index] = value - step;
    const below = loss();
    array.data[index] = value;
    gradient.data[index] = (above - below) / (2 * step);
  }
  return gradient;
}

/** Numbers from −1 to 1 without a pattern, the same in every run. */
export function unevenNumbers(shape: readonly number[], seed: number): NdArray {
  const array = zeros(shape);
  for (let index = 0; index < array.data.length; index += 1) {
    const wave = Math.sin((index + 1) * 12.9898 + seed * 78.233) * 43758.5453;
    array.data[index] = 2 * (wave - Math.floor(wave)) - 1;
  }
  return array;
}

/** How far each number is from finite differences; NaN where either is NaN. */
export function distances({ yours, numeric }: GradientPair): Float64Array {
  return yours.data.map((value, index) => Math.abs(value - numeric.data[index]));
}

/** Written so that NaN counts as wrong. */
const isWrong = (distance: number): boolean => !(distance <= gradientTolerance);

/** The array as rows of text, one mark for each number, so that a glance shows where the wrong ones lie. */
export function heatText(pair: GradientPair): string {
  const { shape } = pair.yours;
  const columns = shape.at(-1) ?? 1;
  const rows = shape.at(-2) ?? 1;
  const leading = shape.slice(0, -2);
  const marks = Array.from(distances(pair), (distance) => (isWrong(distance) ? '█' : '·'));
  const lines: string[] = [];
  for (let block = 0; block < sizeOf(leading); block += 1) {
    if (leading.length > 0) lines.push(`    [${positionAt({ shape: leading }, block).join(', ')}]`);
    for (let row = 0; row < rows; row += 1) {
      const start = (block * rows + row) * columns;
      lines.push(`      ${marks.slice(start, start + columns).join(' ')}`);
    }
  }
  return lines.join('\n');
}

/** What to tell about one gradient: that it agrees, or where it is furthest off and a map of the wrong numbers. */
export function gradientText(pair: GradientPair, t: TFunction): { agrees: boolean; text: string } {
  const { name, yours, numeric } = pair;
  const apart = distances(pair);
  const total = apart.length;
  const wrong = apart.filter(isWrong).length;
  if (wrong === 0) return { agrees: true, text: t('gradient.fine', { name, total }) };
  const sizes = apart.map((distance) => (Number.isNaN(distance) ? Infinity : distance));
  const worst = sizes.indexOf(sizes.reduce((largest, size) => Math.max(largest, size), 0));
  const values = { yours: yours.data[worst], numeric: Number(numeric.data[worst].toPrecision(6)) };
  const place = { name, position: positionAt(yours, worst).join(', '), wrong, total };
  const lines = [t('gradient.wrong', { ...place, ...values }), t('gradient.map', { name }), heatText(pair)];
  return { agrees: false, text: lines.join('\n') };
}

/** Throws a CheckFailure that shows where the gradient is wrong, unless it agrees with finite differences. */
export function requireGradient(pair: GradientPair, t: TFunction): void {
  const { agrees, text } = gradientText(pair, t);
  if (!agrees) throw new CheckFailure(`${text}\n${t('gradient.reminder')}`);
}
