import { randomUUID } from 'node:crypto';
import type { Notebook } from './notebook.ts';

export interface ProgressOptions {
  label?: string;
  /** How many items there are, where the items cannot tell. */
  total?: number;
}

const interval = 100;

class Meter {
  readonly #notebook: Notebook;
  readonly #label: string;
  readonly #total: number | undefined;
  readonly #id = randomUUID();
  readonly #started = performance.now();
  #shown = 0;
  #count = 0;

  constructor(notebook: Notebook, { label = '', total }: ProgressOptions) {
    this.#notebook = notebook;
    this.#label = label;
    this.#total = total;
    this.#draw('display_data');
  }

  step(): void {
    this.#count++;
    if (performance.now() - this.#shown >= interval) this.#draw('update_display_data');
  }

  finish(): void {
    this.#draw('update_display_data');
  }

  #draw(message: 'display_data' | 'update_display_data'): void {
    this.#shown = performance.now();
    const seconds = ((this.#shown - this.#started) / 1000).toFixed(1);
    const total = this.#total;
    const of = total === undefined ? '' : `/${total} (${Math.round((100 * this.#count) / Math.max(1, total))}%)`;
    const state = `${this.#count}${of} · ${seconds} s`;
    const bar = total === undefined ? '' : `<progress max="${total}" value="${this.#count}"></progress> `;
    const label = this.#label === '' ? '' : `${this.#label} `;
    this.#notebook.send(message, this.#id, {
      data: { 'text/plain': `${label}${state}`, 'text/html': `<div>${escapeHtml(label)}${bar}${state}</div>` },
      metadata: {},
    });
  }
}

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function totalOf(items: unknown): number | undefined {
  const { length, size } = items as { length?: unknown; size?: unknown };
  const total = length ?? size;
  return typeof total === 'number' ? total : undefined;
}

/** Walks through items and shows how far it is, at most ten times a second. */
export function progressOver<T>(
  items: Iterable<T> | AsyncIterable<T>,
  notebook: Notebook,
  options: ProgressOptions = {},
): Iterable<T> | AsyncIterable<T> {
  const total = options.total ?? totalOf(items);
  const settings: ProgressOptions = { ...options, ...(total === undefined ? {} : { total }) };
  if (Symbol.iterator in items) return walk(items, notebook, settings);
  if (Symbol.asyncIterator in items) return walkAsync(items, notebook, settings);
  throw new TypeError(`progress: items must be iterable; received ${typeof items}`);
}

function* walk<T>(items: Iterable<T>, notebook: Notebook, options: ProgressOptions): Generator<T> {
  const meter = new Meter(notebook, options);
  for (const item of items) {
    yield item;
    meter.step();
  }
  meter.finish();
}

async function* walkAsync<T>(items: AsyncIterable<T>, notebook: Notebook, options: ProgressOptions): AsyncGenerator<T> {
  const meter = new Meter(notebook, options);
  for await (const item of items) {
    yield item;
    meter.step();
  }
  meter.finish();
}
