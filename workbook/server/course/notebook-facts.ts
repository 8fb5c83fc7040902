import { readFile } from 'node:fs/promises';
import {
  NotebookFormatError,
  parseNotebook,
  sourceOf,
  type Cell,
  type Notebook,
} from '../../../kernel/client/index.ts';
import type { Located } from '../contents/tree.ts';
import type { Progress } from '../course-api.ts';

/** What the list of lessons shows of a notebook. */
export interface NotebookFacts {
  readonly title: string;
  readonly summary: string;
  readonly progress: Progress;
}

const longestSummary = 300;

/** Markdown's marks taken off a line of text; formulas keep theirs, which the page may set. */
function plain(markdown: string): string {
  return markdown
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]*>/g, '')
    .replace(/(\*\*|__|`)(.*?)\1/g, '$2')
    .replace(/\s+/g, ' ')
    .trim();
}

function isParagraph(block: string): boolean {
  return block !== '' && !/^(#|[-*+] |\d+\. |>|\||```|\$\$|<|!\[)/.test(block);
}

function heading(cells: readonly Cell[]): { title: string | undefined; summary: string } {
  const texts = cells.filter((cell) => cell.cell_type === 'markdown').map(sourceOf);
  const blocks = texts.flatMap((text) => text.split(/\n(?=#)|\n\s*\n/)).map((block) => block.trim());
  const at = blocks.findIndex((block) => /^#\s+\S/.test(block));
  if (at < 0) return { title: undefined, summary: '' };
  const [first = '', ...rest] = blocks[at].split('\n');
  const below = [rest.join('\n').trim(), ...blocks.slice(at + 1)];
  // The introduction ends where the first section begins.
  const section = below.findIndex((block) => block.startsWith('#'));
  const paragraph = (section < 0 ? below : below.slice(0, section)).find(isParagraph) ?? '';
  return { title: plain(first.replace(/^#\s+/, '')), summary: plain(paragraph).slice(0, longestSummary) };
}

function progress(cells: readonly Cell[]): Progress {
  const code = cells.filter((cell) => cell.cell_type === 'code').filter((cell) => sourceOf(cell).trim() !== '');
  return {
    cells: code.length,
    executed: code.filter((cell) => cell.execution_count !== null && cell.execution_count !== undefined).length,
    failed: code.filter((cell) => cell.outputs.some((output) => output.output_type === 'error')).length,
  };
}

function factsOf(notebook: Notebook, name: string): NotebookFacts {
  const { title, summary } = heading(notebook.cells);
  return { title: title ?? name, summary, progress: progress(notebook.cells) };
}

interface Known {
  readonly modified: number;
  readonly size: number;
  readonly facts: NotebookFacts;
}

/** Reads what the list shows of each notebook, and again only when the file has changed. */
export class NotebookReader {
  readonly #known = new Map<string, Known>();

  async facts({ file, stats }: Located, name: string): Promise<NotebookFacts> {
    const known = this.#known.get(file);
    if (known && known.modified === stats.mtimeMs && known.size === stats.size) return known.facts;
    const facts = await this.#read(file, name);
    this.#known.set(file, { modified: stats.mtimeMs, size: stats.size, facts });
    return facts;
  }

  async #read(file: string, name: string): Promise<NotebookFacts> {
    try {
      return factsOf(parseNotebook(await readFile(file, 'utf8'), name), name);
    } catch (error) {
      // A broken notebook keeps its place in the list; opening it says what is wrong with it.
      if (!(error instanceof NotebookFormatError)) throw error;
      return { title: name, summary: '', progress: { cells: 0, executed: 0, failed: 0 } };
    }
  }
}
