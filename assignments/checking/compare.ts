import { type NdArray, type Nested, format, fromNested, positionAt, shapeText, sizeOf } from '../ndarray.ts';
import type { TFunction } from './language.ts';

/** How far two results may lie apart, relative and absolute: the rule of the assignments, far above rounding, far below float32. */
export const tolerance = 1e-9;

export function close(yours: number, expected: number): boolean {
  if (Number.isNaN(expected)) return Number.isNaN(yours);
  if (!Number.isFinite(expected)) return yours === expected;
  return Math.abs(yours - expected) <= tolerance + tolerance * Math.abs(expected);
}

/** A check that did not pass; the message is written for the learner, in the learner's language. */
export class CheckFailure extends Error {
  override readonly name = 'CheckFailure';
}

/** Wrong results that a typical mistake gives, each under the name of its cause in the catalogue. */
export type Suspects = Readonly<Record<string, Nested>>;

export interface Comparison {
  /** The cause to name when no suspect fits. */
  readonly usually: string;
  readonly suspects?: Suspects;
}

function equalShapes(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((length, axis) => length === other[axis]);
}

function equalArrays(one: NdArray, other: NdArray): boolean {
  return equalShapes(one.shape, other.shape) && one.data.every((value, index) => close(value, other.data[index]));
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  const { constructor } = value as { constructor?: { name?: string } };
  return constructor?.name ?? 'object';
}

/** Says what is wrong with a value that should be an NdArray at all, or undefined if it is one. */
function notAnArray(name: string, value: unknown, t: TFunction): string | undefined {
  if (value === undefined) return t('compare.missing', { name });
  if (value instanceof Promise) return t('compare.promise', { name });
  if (typeof value !== 'object' || value === null) return t('compare.noArray', { name, received: typeName(value) });
  const { shape, data } = value as { shape?: unknown; data?: unknown };
  if (!Array.isArray(shape)) return t('compare.noShape', { name, received: typeName(shape) });
  if (!shape.every((length) => Number.isInteger(length) && length >= 0)) {
    return t('compare.badShape', { name, received: shape.map(String).join(', ') });
  }
  if (!(data instanceof Float64Array)) return t('compare.noFloat64Array', { name, received: typeName(data) });
  return undefined;
}

function cause(t: TFunction, yours: NdArray, comparison: Comparison, namespace: string): string {
  const fitting = Object.entries(comparison.suspects ?? {}).find(([, nested]) =>
    equalArrays(yours, fromNested(nested)),
  );
  const sure = t(`${namespace}:causes.${fitting?.[0] ?? comparison.usually}`);
  return fitting ? t('compare.exactCause', { cause: sure }) : t('compare.likelyCause', { cause: sure });
}

function indented(array: NdArray): string {
  return format(array).replaceAll(/^/gm, '    ');
}

/** Throws a CheckFailure unless the value is an NdArray of the given shape with as many numbers as that needs. */
export function requireArray(t: TFunction, name: string, yours: unknown, shape: readonly number[]): NdArray {
  const problem = notAnArray(name, yours, t);
  if (problem !== undefined) throw new CheckFailure(problem);
  const mine = yours as NdArray;
  if (!equalShapes(mine.shape, shape)) {
    throw new CheckFailure(t('compare.shape', { name, yours: shapeText(mine.shape), expected: shapeText(shape) }));
  }
  requireLength(t, name, mine);
  return mine;
}

function requireLength(t: TFunction, name: string, mine: NdArray): void {
  const values = { name, shape: shapeText(mine.shape), expected: sizeOf(mine.shape), yours: mine.data.length };
  if (values.expected !== values.yours) throw new CheckFailure(t('compare.length', values));
}

/** Throws a CheckFailure that shows the first number that differs, both arrays and the likely cause, unless yours equals what is expected. */
export function compareArrays(
  t: TFunction,
  namespace: string,
  name: string,
  yours: unknown,
  expectedNumbers: Nested,
  comparison: Comparison,
): void {
  const problem = notAnArray(name, yours, t);
  if (problem !== undefined) throw new CheckFailure(problem);
  const mine = yours as NdArray;
  const expected = fromNested(expectedNumbers);
  if (!equalShapes(mine.shape, expected.shape)) {
    const shapes = { name, yours: shapeText(mine.shape), expected: shapeText(expected.shape) };
    throw new CheckFailure(`${t('compare.shape', shapes)}\n${cause(t, mine, comparison, namespace)}`);
  }
  requireLength(t, name, mine);
  const index = mine.data.findIndex((value, at) => !close(value, expected.data[at]));
  if (index === -1) return;
  const difference = {
    name,
    position: positionAt(expected, index).join(', '),
    yours: mine.data[index],
    expected: expected.data[index],
  };
  const unexpectedNaN = Number.isNaN(mine.data[index]) && !Number.isNaN(expected.data[index]);
  const reason = unexpectedNaN
    ? t('compare.likelyCause', { cause: t('compare.nan') })
    : cause(t, mine, comparison, namespace);
  throw new CheckFailure(
    `${t('compare.value', difference)}\n${t('compare.both', { yours: indented(mine), expected: indented(expected) })}\n${reason}`,
  );
}
