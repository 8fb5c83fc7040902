import { Refused, refusals } from './refusals.ts';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The source of a cell as nbformat writes it: one string or a list of lines. */
function sourceOf(cell: Record<string, unknown>): string {
  const { source } = cell;
  if (typeof source === 'string') return source;
  if (Array.isArray(source) && source.every((line) => typeof line === 'string')) return source.join('');
  throw new Refused(refusals.notebook);
}

/** The code cells of an nbformat-4 notebook in their order. Outputs and metadata are not looked at. */
export function codeCells(json: string): string[] {
  let notebook: unknown;
  try {
    notebook = JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refused(refusals.notebook);
  }
  if (!isObject(notebook) || !Array.isArray(notebook.cells)) throw new Refused(refusals.notebook);
  const cells = notebook.cells.filter(isObject).filter(({ cell_type: type }) => type === 'code');
  if (cells.length === 0) throw new Refused(refusals.noCode);
  return cells.map(sourceOf);
}
