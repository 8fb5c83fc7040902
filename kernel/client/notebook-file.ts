import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import type { JsonObject, JsonValue } from '../wire/index.ts';

/** One output of a code cell, as nbformat 4.5 stores it. */
export type Output = JsonObject & { output_type: 'stream' | 'display_data' | 'execute_result' | 'error' };

interface CellBase {
  id: string;
  metadata: JsonObject;
  /** A string, or its lines with their line feeds: nbformat allows both, and a file keeps the form it had. */
  source: string | string[];
}

export interface CodeCell extends CellBase {
  cell_type: 'code';
  execution_count: number | null;
  outputs: Output[];
}

export interface TextCell extends CellBase {
  cell_type: 'markdown' | 'raw';
  attachments?: JsonObject;
}

export type Cell = CodeCell | TextCell;

export interface Notebook {
  nbformat: 4;
  nbformat_minor: number;
  metadata: JsonObject;
  cells: Cell[];
}

/** The file is not a notebook that we can read. */
export class NotebookFormatError extends Error {
  override readonly name = 'NotebookFormatError';
}

/** The source of a cell as one string. */
export function sourceOf(cell: Pick<Cell, 'source'>): string {
  return Array.isArray(cell.source) ? cell.source.join('') : cell.source;
}

/** The kernelspec that the notebook names, where it names one. */
export function kernelNameOf(notebook: Notebook): string | undefined {
  const kernelspec = notebook.metadata.kernelspec;
  if (typeof kernelspec !== 'object' || kernelspec === null || Array.isArray(kernelspec)) return undefined;
  return typeof kernelspec.name === 'string' ? kernelspec.name : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSource(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.every((line) => typeof line === 'string'));
}

function checkCell(cell: unknown, name: string): asserts cell is Cell {
  if (!isObject(cell)) throw new NotebookFormatError(`${name} must be an object; received ${JSON.stringify(cell)}`);
  const types = ['code', 'markdown', 'raw'];
  if (!types.includes(cell.cell_type as string)) {
    throw new NotebookFormatError(
      `${name}.cell_type must be one of ${types.join(', ')}; received ${JSON.stringify(cell.cell_type)}`,
    );
  }
  if (!isSource(cell.source)) throw new NotebookFormatError(`${name}.source must be a string or a list of strings`);
  if (!isObject(cell.metadata)) throw new NotebookFormatError(`${name}.metadata must be an object`);
  if (cell.cell_type === 'code' && !Array.isArray(cell.outputs)) {
    throw new NotebookFormatError(`${name}.outputs must be a list`);
  }
}

/**
 * Parses a notebook of nbformat 4 and brings it to 4.5, which gives each cell an id.
 *
 * @throws {NotebookFormatError} naming the field that is wrong, and what is allowed there.
 */
export function parseNotebook(text: string, name: string): Notebook {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new NotebookFormatError(`${name} is not JSON: ${(error as Error).message}`, { cause: error });
  }
  if (!isObject(value)) throw new NotebookFormatError(`${name}: a notebook must be a JSON object`);
  if (value.nbformat !== 4) {
    throw new NotebookFormatError(`${name}: nbformat must be 4; received ${JSON.stringify(value.nbformat)}`);
  }
  if (!isObject(value.metadata)) throw new NotebookFormatError(`${name}: metadata must be an object`);
  if (!Array.isArray(value.cells)) throw new NotebookFormatError(`${name}: cells must be a list`);
  value.cells.forEach((cell: unknown, index) => checkCell(cell, `${name}: cells[${index}]`));
  const notebook = value as unknown as Notebook;
  if (!(notebook.nbformat_minor >= 5)) {
    notebook.nbformat_minor = 5;
    notebook.cells.forEach((cell, index) => {
      // Derived from place and text, so that the same file always gets the same ids.
      cell.id ??= createHash('sha256')
        .update(`${index}\0${sourceOf(cell)}`)
        .digest('hex')
        .slice(0, 8);
    });
  }
  return notebook;
}

export async function readNotebook(file: string): Promise<Notebook> {
  return parseNotebook(await readFile(file, 'utf8'), file);
}

function sortKeys(value: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(value)) return value.map((each) => sortKeys(each) as JsonValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sortKeys(value[key])]),
  );
}

/** The notebook as Jupyter writes it: keys sorted, one space of indent, a line feed at the end. */
export function formatNotebook(notebook: Notebook): string {
  return `${JSON.stringify(sortKeys(notebook as unknown as JsonObject), null, 1)}\n`;
}

/** Writes the notebook whole or not at all. */
export async function writeNotebook(file: string, notebook: Notebook): Promise<void> {
  await writeFileAtomic(file, formatNotebook(notebook));
}
