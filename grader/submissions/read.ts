import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { codeCells } from './notebook.ts';
import { Refused, refusals, tooLarge } from './refusals.ts';

/** The most that is read of a submission; a notebook may carry pictures. */
const megabytes: Readonly<Record<string, number>> = { '.ts': 1, '.ipynb': 20 };

/** What was handed in: its bytes decide the hidden cases, its cells are what runs. */
export interface SubmittedCode {
  readonly bytes: Uint8Array;
  readonly kind: 'module' | 'notebook';
  readonly cells: readonly string[];
}

/** Reads a `.ts` or `.ipynb` file. Throws a Refused for what cannot be graded; links are never followed. */
export async function readSubmission(path: string): Promise<SubmittedCode> {
  const extension = extname(path).toLowerCase();
  if (!Object.hasOwn(megabytes, extension)) throw new Refused(refusals.extension);
  const bytes = await readBytes(path, megabytes[extension]);
  const source = decode(bytes);
  if (source.trim() === '') throw new Refused(refusals.empty);
  return extension === '.ipynb'
    ? { bytes, kind: 'notebook', cells: codeCells(source) }
    : { bytes, kind: 'module', cells: [source] };
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    // A pipe must not make the grader wait, and a link must not lead it elsewhere.
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ELOOP') throw new Refused(refusals.link);
    if (code === 'ENXIO') throw new Refused(refusals.notAFile);
    if (code === 'EACCES') throw new Refused(refusals.unreadable);
    throw error;
  }
}

async function readBytes(path: string, limit: number): Promise<Uint8Array> {
  const file = await openFile(path);
  try {
    const status = await file.stat();
    if (!status.isFile()) throw new Refused(refusals.notAFile);
    if (status.size > limit * 2 ** 20) throw new Refused(tooLarge(limit));
    const bytes = Buffer.alloc(limit * 2 ** 20 + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length);
      if (bytesRead === 0) break;
      length += bytesRead;
      // It grew while it was read.
      if (length === bytes.length) throw new Refused(tooLarge(limit));
    }
    return Uint8Array.from(bytes.subarray(0, length));
  } finally {
    await file.close();
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Refused(refusals.encoding);
  }
}
