import { formatNotebook, NotebookFormatError, parseNotebook, type Notebook } from '../../../kernel/client/index.ts';
import { isFields, type JsonFields } from '../http/body.ts';
import { RequestRefused } from '../http/errors.ts';

/**
 * nbformat keeps long text as lists of lines in a file, and as one string in the models that clients work with.
 * Here is the way between the two, as Jupyter's own server takes it.
 */
function join(value: unknown): unknown {
  return Array.isArray(value) && value.every((line) => typeof line === 'string') ? value.join('') : value;
}

function split(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value === '' ? [] : value.split(/(?<=\n)/);
}

function isJsonType(type: string): boolean {
  return /^application\/(.*\+)?json$/.test(type);
}

/** The values of a MIME bundle; JSON types hold values of their own, in which a list of strings is a list. */
function convertBundle(bundle: unknown, convert: (value: unknown) => unknown): unknown {
  if (!isFields(bundle)) return bundle;
  return Object.fromEntries(
    Object.entries(bundle).map(([type, value]) => [type, isJsonType(type) ? value : convert(value)]),
  );
}

function convertOutput(output: unknown, convert: (value: unknown) => unknown): unknown {
  if (!isFields(output)) return output;
  if ('text' in output) return { ...output, text: convert(output.text) };
  return 'data' in output ? { ...output, data: convertBundle(output.data, convert) } : output;
}

function convertNotebook(notebook: Notebook, convert: (value: unknown) => unknown): Notebook {
  const cells = notebook.cells.map((each) => {
    const cell: JsonFields = { ...each, source: convert(each.source) };
    if (Array.isArray(cell.outputs)) cell.outputs = cell.outputs.map((output) => convertOutput(output, convert));
    if (isFields(cell.attachments)) {
      cell.attachments = Object.fromEntries(
        Object.entries(cell.attachments).map(([name, bundle]) => [name, convertBundle(bundle, convert)]),
      );
    }
    return cell;
  });
  return { ...notebook, cells } as unknown as Notebook;
}

/** Trust is this server's word about a file, not something that a file may say about itself. */
function withoutTrust(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) => {
    if (!('trusted' in cell.metadata)) return cell;
    const metadata = { ...cell.metadata };
    delete metadata.trusted;
    return { ...cell, metadata };
  });
  return { ...notebook, cells };
}

function refuseFormat<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof NotebookFormatError)) throw error;
    throw new RequestRefused({ status: 400, reason: 'bad notebook', message: error.message });
  }
}

/** A notebook's file as the model that clients work with. @throws {RequestRefused} 400 for what is not a notebook of nbformat 4. */
export function notebookFromFile(text: string, name: string): Notebook {
  return withoutTrust(
    convertNotebook(
      refuseFormat(() => parseNotebook(text, name)),
      join,
    ),
  );
}

/** The notebook that a client sent. @throws {RequestRefused} 400 */
export function notebookFromClient(model: unknown, name: string): Notebook {
  return refuseFormat(() => parseNotebook(JSON.stringify(model), name));
}

export function notebookToFile(notebook: Notebook): string {
  return formatNotebook(convertNotebook(withoutTrust(notebook), split));
}

/** One form for all files that say the same, whatever program wrote them. */
export function canonicalNotebook(notebook: Notebook): Notebook {
  return convertNotebook(withoutTrust(notebook), join);
}

export function emptyNotebook(): Notebook {
  return { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] };
}
