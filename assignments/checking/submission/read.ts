import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';

/** The code of a submission: one piece for a `.ts` file, one for each code cell of a notebook, in order. */
export interface Piece {
  readonly text: string;
  /** The number of the cell among the notebook's code cells, counted from 1; none for a `.ts` file. */
  readonly cell?: number;
}

export type UnreadableReason = 'noFile' | 'noSubmission' | 'badNotebook';

/** The file cannot be read as a submission at all. */
export class UnreadableSubmission extends Error {
  override readonly name = 'UnreadableSubmission';
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason, file: string, detail: string) {
    super(`submission must be a TypeScript file or a notebook. Received ${file}: ${detail}`);
    this.reason = reason;
  }
}

interface Cell {
  readonly cell_type?: unknown;
  readonly source?: unknown;
}

function sourceText(source: unknown): string | undefined {
  if (typeof source === 'string') return source;
  if (Array.isArray(source) && source.every((line) => typeof line === 'string')) return source.join('');
  return undefined;
}

function cellsOf(text: string, file: string): Piece[] {
  let notebook: unknown;
  try {
    notebook = JSON.parse(text);
  } catch (error) {
    throw new UnreadableSubmission('badNotebook', file, error instanceof Error ? error.message : String(error));
  }
  const cells = (notebook as { cells?: unknown } | null)?.cells;
  if (!Array.isArray(cells)) throw new UnreadableSubmission('badNotebook', file, 'it has no list of cells');
  const sources = (cells as (Cell | null)[])
    .filter((cell) => cell?.cell_type === 'code')
    .map((cell) => sourceText(cell?.source));
  return sources.map((source, index) => {
    if (source === undefined) throw new UnreadableSubmission('badNotebook', file, `code cell ${index + 1} has no text`);
    return { text: source, cell: index + 1 };
  });
}

/** Reads a `.ts` file or an `.ipynb` notebook. Throws UnreadableSubmission for anything else. */
export async function readSubmission(file: string): Promise<Piece[]> {
  const extension = extname(file).toLowerCase();
  if (extension !== '.ts' && extension !== '.ipynb') {
    throw new UnreadableSubmission(
      'noSubmission',
      file,
      extension === '' ? 'no extension' : `the extension ${extension}`,
    );
  }
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new UnreadableSubmission('noFile', file, error instanceof Error ? error.message : String(error));
  }
  const withoutMark = text.replace(/^\uFEFF/, '');
  return extension === '.ipynb' ? cellsOf(withoutMark, file) : [{ text: withoutMark }];
}
