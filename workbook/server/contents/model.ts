import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { getMimeType } from 'hono/utils/mime';
import type { Notebook } from '../../../kernel/client/index.ts';
import { badRequest, notFound, RequestRefused } from '../http/errors.ts';
import { notebookFromFile } from './notebook-form.ts';
import type { CourseTree, Located } from './tree.ts';

export type ContentsType = 'notebook' | 'file' | 'directory';
export type ContentsFormat = 'json' | 'text' | 'base64';

/** The contents API's answer about one file or folder, as Jupyter Server defines it. */
export interface ContentsModel {
  name: string;
  path: string;
  type: ContentsType;
  writable: boolean;
  /** ISO 8601, UTC. */
  created: string;
  last_modified: string;
  /** Bytes; null for a folder. */
  size: number | null;
  mimetype: string | null;
  format: ContentsFormat | null;
  content: string | Notebook | ContentsModel[] | null;
  /** SHA-256 of the file's bytes in hex, where it was asked for. */
  hash: string | null;
  hash_algorithm: 'sha256' | null;
}

export interface ReadOptions {
  readonly type?: ContentsType | undefined;
  readonly format?: 'text' | 'base64' | undefined;
  readonly content: boolean;
  readonly hash: boolean;
}

/** A file larger than this is not sent as JSON, in which it would stand in memory several times. */
const largestFile = 128 * 1024 * 1024;

export function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** When a file was changed last, to the precision that clients compare. */
export function lastModified({ stats }: Located): string {
  return stats.mtime.toISOString();
}

function mimeType(name: string, isText: boolean): string {
  // The registered type of ".ts" is a video stream's.
  if (/\.[cm]?tsx?$/.test(name)) return 'text/typescript';
  return getMimeType(name)?.replace(/;.*/, '') ?? (isText ? 'text/plain' : 'application/octet-stream');
}

function baseModel(segments: readonly string[], located: Located | undefined): ContentsModel {
  const modified = located ? lastModified(located) : new Date(0).toISOString();
  return {
    name: segments.at(-1) ?? '',
    path: segments.join('/'),
    type: 'directory',
    writable: true,
    created: located?.stats.birthtime.toISOString() ?? modified,
    last_modified: modified,
    size: null,
    mimetype: null,
    format: null,
    content: null,
    hash: null,
    hash_algorithm: null,
  };
}

function decodeText(bytes: Uint8Array): string | undefined {
  try {
    // A byte-order mark belongs to the file; it must survive a save.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function addContent(model: ContentsModel, bytes: Buffer, format: ReadOptions['format']): void {
  const text = format === 'base64' ? undefined : decodeText(bytes);
  if (model.type === 'notebook') {
    if (text === undefined) throw badRequest(`"${model.path}" is not UTF-8 text, so it cannot be a notebook.`);
    model.content = notebookFromFile(text, model.path);
    model.format = 'json';
    return;
  }
  if (text === undefined && format === 'text') {
    throw new RequestRefused({
      status: 400,
      reason: 'bad format',
      message: `"${model.path}" is not UTF-8 text.`,
      subject: model.path,
    });
  }
  model.content = text ?? bytes.toString('base64');
  model.format = text === undefined ? 'base64' : 'text';
  model.mimetype = mimeType(model.name, text !== undefined);
}

/** The model of one file; its bytes are read only where content or hash is asked for. */
export async function fileModel(
  segments: readonly string[],
  located: Located,
  { type, format, content, hash }: ReadOptions,
): Promise<ContentsModel> {
  const model = baseModel(segments, located);
  if (!located.stats.isFile()) throw notFound(`"${model.path}" is neither a file nor a folder.`, model.path);
  if (type === 'directory') {
    throw new RequestRefused({
      status: 400,
      reason: 'bad type',
      message: `"${model.path}" is not a folder.`,
      subject: model.path,
    });
  }
  model.type = type ?? (model.name.endsWith('.ipynb') ? 'notebook' : 'file');
  model.size = located.stats.size;
  if (!content && !hash) return model;
  if (located.stats.size > largestFile) {
    throw badRequest(`"${model.path}" has ${located.stats.size} bytes; at most ${largestFile} can be opened.`);
  }
  const bytes = await readFile(located.file);
  if (content) addContent(model, bytes, format);
  if (hash) Object.assign(model, { hash: digest(bytes), hash_algorithm: 'sha256' });
  return model;
}

async function folderModel(tree: CourseTree, segments: readonly string[], content: boolean): Promise<ContentsModel> {
  const model = baseModel(segments, await tree.locate(segments));
  if (!content) return model;
  model.format = 'json';
  model.content = [];
  for (const name of await tree.names(segments)) {
    const child = [...segments, name];
    try {
      model.content.push(await readModel(tree, child, { content: false, hash: false }));
    } catch (error) {
      // A link that leads out, a socket or a file that vanished meanwhile is no part of the listing.
      if (!(error instanceof RequestRefused)) throw error;
    }
  }
  return model;
}

/** The model of a file or folder of the tree. @throws {RequestRefused} 404 where there is none, 400 where it is of another type. */
export async function readModel(
  tree: CourseTree,
  segments: readonly string[],
  options: ReadOptions,
): Promise<ContentsModel> {
  if (await tree.isFolder(segments)) {
    if (options.type !== undefined && options.type !== 'directory') {
      throw new RequestRefused({
        status: 400,
        reason: 'bad type',
        subject: segments.join('/'),
        message: `"${segments.join('/')}" is a folder, not a ${options.type}.`,
      });
    }
    return folderModel(tree, segments, options.content);
  }
  return fileModel(segments, await tree.require(segments), options);
}
