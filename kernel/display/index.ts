/** From a value to its representations: MIME type to content. */
import type { Bundle } from '../threads/contracts.ts';
import type { JsonObject } from '../wire/index.ts';
import { figureBundle, isFigure } from './figure.ts';
import { isTable, tableBundle } from './table.ts';
import { isTensor, tensorText } from './tensor.ts';
import { plainText } from './text.ts';

/** Deno's convention: a method of this name returns the MIME bundle of its object, or a promise of it. */
export const displaySymbol = Symbol.for('Jupyter.display');

/** A value with this property is not shown as the result of a cell. */
export const noResult = Symbol('not a result');

const hasMethod = (value: object, name: PropertyKey): boolean =>
  typeof (value as Record<PropertyKey, unknown>)[name] === 'function';

const plain = (data: JsonObject): Bundle => ({ data, metadata: {} });

/** JSON for a MIME bundle: typed arrays become arrays, and binary images become base64. */
export function toJson(value: unknown, mimeType: string): JsonObject[string] {
  if (value instanceof Uint8Array && !mimeType.includes('json')) return Buffer.from(value).toString('base64');
  if (typeof value === 'string') return value;
  const text = JSON.stringify(value, (_key, each: unknown) => {
    if (ArrayBuffer.isView(each) && !(each instanceof DataView)) return Array.from(each as Float64Array);
    return typeof each === 'bigint' ? each.toString() : each;
  });
  return text === undefined ? null : (JSON.parse(text) as JsonObject[string]);
}

function checked(bundle: unknown, value: object): Bundle {
  if (typeof bundle !== 'object' || bundle === null) {
    throw new TypeError(
      `[Symbol.for('Jupyter.display')] must return a MIME bundle, an object; received ${typeof bundle}`,
    );
  }
  const data = Object.fromEntries(Object.entries(bundle).map(([type, content]) => [type, toJson(content, type)]));
  return plain('text/plain' in data ? data : { ...data, 'text/plain': plainText(value) });
}

/** The bundle of a value that needs no waiting; undefined for one whose own description is a promise. */
export function formatNow(value: unknown): Bundle | undefined {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
  if (!isObject) return plain({ 'text/plain': plainText(value) });
  if (hasMethod(value, displaySymbol)) {
    const bundle = (value as { [displaySymbol](): unknown })[displaySymbol]();
    return bundle instanceof Promise ? undefined : checked(bundle, value);
  }
  if (isTable(value)) return plain(tableBundle(value));
  if (isFigure(value)) return plain(figureBundle(value));
  if (isTensor(value)) return plain({ 'text/plain': tensorText(value) });
  const { outerHTML } = value as { outerHTML?: unknown };
  if (typeof outerHTML === 'string') return plain({ 'text/html': outerHTML, 'text/plain': outerHTML });
  return plain({ 'text/plain': plainText(value) });
}

/** The bundle of a value, waiting for its own description where that takes time. */
export async function format(value: unknown): Promise<Bundle> {
  const bundle = formatNow(value);
  if (bundle) return bundle;
  return checked(await (value as { [displaySymbol](): Promise<unknown> })[displaySymbol](), value as object);
}

/** The result of a cell: nothing for undefined. */
export async function formatResult(value: unknown): Promise<Bundle | undefined> {
  if (value === undefined) return undefined;
  if (typeof value === 'object' && value !== null && noResult in value) return undefined;
  return format(value);
}
