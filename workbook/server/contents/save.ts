import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Notebook } from '../../../kernel/client/index.ts';
import type { JsonFields } from '../http/body.ts';
import { optional } from '../http/body.ts';
import { badRequest, notFound, RequestRefused } from '../http/errors.ts';
import { digest, fileModel, lastModified, type ContentsModel, type ContentsType } from './model.ts';
import { emptyNotebook, notebookFromClient, notebookToFile } from './notebook-form.ts';
import type { CourseTree, Located } from './tree.ts';

/** What a client sends to save: the model, with the `hash` or `last_modified` of the file that it had read. */
export interface SaveRequest {
  readonly type: ContentsType;
  readonly format: string | undefined;
  readonly content: unknown;
  /** The content of a notebook, checked. */
  readonly notebook: Notebook | undefined;
  readonly hash: string | undefined;
  readonly lastModified: string | undefined;
  /** Saves over a change that this client has not read. */
  readonly force: boolean;
}

function isType(type: string): type is ContentsType {
  return type === 'notebook' || type === 'file' || type === 'directory';
}

export function parseSaveRequest(fields: JsonFields, segments: readonly string[]): SaveRequest {
  const name = segments.at(-1) ?? '';
  const type = optional(fields, 'type', 'string') ?? (name.endsWith('.ipynb') ? 'notebook' : 'file');
  if (!isType(type)) throw badRequest(`"type" must be "notebook", "file" or "directory"; received "${type}"`);
  if (fields.chunk !== undefined) {
    // Pieces of one file would each replace it; a client falls back on, or reports, the refusal.
    throw new RequestRefused({
      status: 400,
      reason: 'chunks',
      message: 'A file is saved whole: "chunk" is not allowed.',
    });
  }
  return {
    type,
    format: optional(fields, 'format', 'string'),
    content: fields.content,
    notebook:
      type === 'notebook' ? notebookFromClient(fields.content ?? emptyNotebook(), segments.join('/')) : undefined,
    hash: optional(fields, 'hash', 'string'),
    lastModified: optional(fields, 'last_modified', 'string'),
    force: optional(fields, 'force', 'boolean') ?? false,
  };
}

function toBytes({ notebook, format, content }: SaveRequest): string | Buffer {
  if (notebook) return notebookToFile(notebook);
  const text = content ?? '';
  if (typeof text !== 'string') throw badRequest('"content" of a file must be a string.');
  if (format === undefined || format === 'text') return text;
  if (format !== 'base64') throw badRequest(`"format" of a file must be "text" or "base64"; received "${format}"`);
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text)) throw badRequest('"content" is not base64.');
  return Buffer.from(text, 'base64');
}

/** Whether the file is another one than the client had read. Equal bytes are equal, whenever they were written. */
async function isStale(current: Located, { hash, lastModified: modified }: SaveRequest): Promise<boolean> {
  if (hash !== undefined) return hash !== digest(await readFile(current.file));
  return modified !== undefined && Date.parse(modified) !== Date.parse(lastModified(current));
}

async function checkUnchanged(segments: readonly string[], current: Located, request: SaveRequest): Promise<void> {
  if (request.force || !(await isStale(current, request))) return;
  throw new RequestRefused({
    status: 409,
    reason: 'conflict',
    subject: segments.join('/'),
    message:
      `"${segments.join('/')}" was changed after you had opened it, in another tab or by another program. ` +
      'Read it again, or save with "force": true to replace it.',
    details: { model: await fileModel(segments, current, { content: false, hash: true }) },
  });
}

export interface Saved {
  readonly model: ContentsModel;
  /** Whether there was nothing at this path before, neither in the course nor in the work folder. */
  readonly created: boolean;
  /** Whether the learner's copy came into being now. */
  readonly firstCopy: boolean;
}

/**
 * Writes a file of the learner whole or not at all.
 *
 * @throws {RequestRefused} 404 where its folder does not exist, 409 where the file was changed meanwhile, 400 for bad content.
 */
export async function saveFile(tree: CourseTree, segments: readonly string[], request: SaveRequest): Promise<Saved> {
  const folder = segments.slice(0, -1);
  if (!(await tree.isFolder(folder))) throw notFound(`There is no folder "${folder.join('/')}".`, folder.join('/'));
  const current = await tree.locate(segments);
  if (current?.stats.isDirectory())
    throw badRequest(`"${segments.join('/')}" is a folder; it cannot be saved as a file.`);
  if (current && request.content === undefined) throw badRequest('"content" is missing: there is a file at this path.');
  const bytes = toBytes(request);
  if (current) await checkUnchanged(segments, current, request);
  const target = await tree.workPath(segments);
  await mkdir(dirname(target), { recursive: true });
  await writeFileAtomic(target, bytes);
  const saved = await tree.require(segments);
  const model = await fileModel(segments, saved, { type: request.type, content: false, hash: true });
  return { model, created: current === undefined, firstCopy: current?.owner !== 'work' };
}
