import type { JsonObject } from '../wire/index.ts';

/** What danfojs' DataFrame and Series have in common; they are recognised by form, so the kernel needs no danfojs. */
interface TableLike {
  readonly shape: readonly number[];
  readonly columns: readonly string[];
  readonly index: readonly (string | number)[];
  readonly values: readonly unknown[];
}

const maxRows = 20;
const maxColumns = 20;

export function isTable(value: object): value is TableLike {
  const name = value.constructor?.name;
  if (name !== 'DataFrame' && name !== 'Series') return false;
  const { shape, columns, index, values } = value as Partial<TableLike>;
  return [shape, columns, index, values].every(Array.isArray);
}

interface Grid {
  header: string[];
  rows: string[][];
  summary: string;
}

const gap = '…';

function shorten<Item>(items: readonly Item[], most: number, between: Item): Item[] {
  if (items.length <= most) return [...items];
  return [...items.slice(0, most / 2), between, ...items.slice(-most / 2)];
}

function printCell(value: unknown): string {
  if (typeof value === 'number' && !Number.isInteger(value) && Number.isFinite(value))
    return String(Number(value.toPrecision(6)));
  if (value instanceof Date) return value.toISOString();
  return String(value);
}

function toGrid(table: TableLike): Grid {
  const { columns, index } = table;
  const isSeries = table.constructor.name === 'Series';
  const rowOf = (row: number): readonly unknown[] =>
    isSeries ? [table.values[row]] : (table.values[row] as readonly unknown[]);
  const numbers = shorten(
    Array.from({ length: index.length }, (_, row) => row),
    maxRows,
    -1,
  );
  const header = ['', ...shorten(columns.map(String), maxColumns, gap)];
  const rows = numbers.map((row) => {
    if (row < 0) return header.map(() => gap);
    return [String(index[row]), ...shorten(rowOf(row).map(printCell), maxColumns, gap)];
  });
  const summary = isSeries ? `${index.length} values` : `${index.length} rows × ${columns.length} columns`;
  return { header, rows, summary };
}

const escapeHtml = (text: string) =>
  text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character]!);

function toHtml({ header, rows, summary }: Grid): string {
  const cells = (tag: string, texts: readonly string[]) =>
    texts.map((text) => `<${tag}>${escapeHtml(text)}</${tag}>`).join('');
  const body = rows.map(([index, ...values]) => `<tr>${cells('th', [index])}${cells('td', values)}</tr>`).join('\n');
  const head = `<thead><tr>${cells('th', header)}</tr></thead>`;
  return `<table class="dataframe">\n${head}\n<tbody>\n${body}\n</tbody>\n</table>\n<p>${summary}</p>`;
}

/** East Asian characters take two columns of a terminal. */
function columnsOf(text: string): number {
  return [...text].reduce(
    (sum, character) =>
      sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/u.test(character) ? 2 : 1),
    0,
  );
}

function toText({ header, rows, summary }: Grid): string {
  const lines = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...lines.map((line) => columnsOf(line[column]))));
  const print = (line: readonly string[]) =>
    line.map((text, column) => ' '.repeat(widths[column] - columnsOf(text)) + text).join('  ');
  return `${lines.map(print).join('\n')}\n${summary}`;
}

/** A table as HTML and as text, with the middle of long ones left out. */
export function tableBundle(table: TableLike): JsonObject {
  const grid = toGrid(table);
  return { 'text/html': toHtml(grid), 'text/plain': toText(grid) };
}
