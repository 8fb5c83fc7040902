import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { formatNotebook, type Cell, type Notebook } from '../../../kernel/client/index.ts';
import { isFields } from '../http/body.ts';
import { hasCode } from '../http/errors.ts';
import { stateFolder } from '../learner/state.ts';
import { canonicalNotebook } from './notebook-form.ts';

interface TrustFile {
  readonly version: 1;
  /** Known to this work folder alone: a notebook from elsewhere cannot bring its own signature. */
  readonly key: string;
  /** The signature of each file as it was saved last, by its path; the newest last. A copy under another name has the same. */
  readonly signatures: Readonly<Record<string, string>>;
}

const mostSignatures = 2_000;

/** Outputs that can only ever be shown as text. */
function isPlain(output: unknown): boolean {
  return isFields(output) && (output.output_type === 'stream' || output.output_type === 'error');
}

function isTrustedCell(cell: Cell): boolean {
  return cell.cell_type !== 'code' || cell.metadata.trusted === true || cell.outputs.every(isPlain);
}

function parse(text: string, file: string): TrustFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}. Delete it: notebooks are then not trusted.`, {
      cause: error,
    });
  }
  if (isFields(value) && value.version === 1 && typeof value.key === 'string' && isFields(value.signatures)) {
    return value as unknown as TrustFile;
  }
  throw new Error(`${file} is not a trust file of version 1. Delete it: notebooks are then not trusted.`);
}

/**
 * Remembers which notebooks hold only outputs that were made here: a page may show those as they are, and has to clean the HTML
 * of all others. As in Jupyter, the memory is an HMAC-SHA256 of the whole notebook, so that a change from outside ends the trust.
 */
export class NotebookTrust {
  readonly #folder: string;
  readonly #file: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(work: string) {
    this.#folder = join(work, stateFolder);
    this.#file = join(this.#folder, 'trust.json');
  }

  /** The notebook with `metadata.trusted` on its code cells, when it was signed here; otherwise as it is. */
  async mark(notebook: Notebook): Promise<Notebook> {
    const known = await this.#read();
    if (!known || !Object.values(known.signatures).includes(signature(known.key, notebook))) return notebook;
    const cells = notebook.cells.map((cell) =>
      cell.cell_type === 'code' ? { ...cell, metadata: { ...cell.metadata, trusted: true } } : cell,
    );
    return { ...notebook, cells };
  }

  /** Signs a notebook in which the page says of every output that it was made by running the cell. */
  sign(path: string, notebook: Notebook): Promise<void> {
    if (!notebook.cells.every(isTrustedCell)) return Promise.resolve();
    const done = this.#last.then(() => this.#add(path, notebook));
    // The caller hears of a failure; it does not keep later signatures from being tried.
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #add(path: string, notebook: Notebook): Promise<void> {
    const known = (await this.#read()) ?? { version: 1, key: randomBytes(32).toString('hex'), signatures: {} };
    const fresh = signature(known.key, notebook);
    if (known.signatures[path] === fresh) return;
    const others = Object.entries(known.signatures).filter(([each]) => each !== path);
    const file: TrustFile = {
      ...known,
      signatures: Object.fromEntries([...others, [path, fresh] as const].slice(-mostSignatures)),
    };
    await mkdir(this.#folder, { recursive: true });
    await writeFileAtomic(this.#file, `${JSON.stringify(file)}\n`, { mode: 0o600 });
  }

  async #read(): Promise<TrustFile | undefined> {
    try {
      return parse(await readFile(this.#file, 'utf8'), this.#file);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw error;
    }
  }
}

function signature(key: string, notebook: Notebook): string {
  return createHmac('sha256', key)
    .update(formatNotebook(canonicalNotebook(notebook)))
    .digest('hex');
}
