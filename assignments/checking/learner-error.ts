import { CheckFailure } from './compare.ts';
import type { TFunction } from './language.ts';

/** A place in what the learner wrote; lines and columns count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** In a notebook that is read from a file: which of its code cells, counted from 1. */
  readonly cell?: number;
  /** In a notebook that runs: the number in brackets beside the cell. */
  readonly input?: number;
}

/** The name under which a part of a submission appears in stack traces. */
export function traceName(cell?: number): string {
  return cell === undefined ? 'gradbook-submission.ts' : `gradbook-submission-cell-${cell}.ts`;
}

/** A file's line, a submitted notebook's cell and line, or a cell in a running notebook of our kernel, which it names `Cell [n]`. */
const frame = /(?:gradbook-submission(?:-cell-(\d+))?\.ts|\bCell \[(\d+)\]):(\d+):(\d+)/;

/** Where in the learner's own code an error arose: the innermost frame that is theirs. */
export function placeOf(error: unknown): Place | undefined {
  const found = frame.exec(error instanceof Error ? (error.stack ?? '') : '');
  if (!found) return undefined;
  const [, cell, input, line, column] = found as (string | undefined)[];
  return {
    line: Number(line),
    column: Number(column),
    ...(cell === undefined ? {} : { cell: Number(cell) }),
    ...(input === undefined ? {} : { input: Number(input) }),
  };
}

export function placeText(place: Place, t: TFunction): string {
  const kind = place.cell !== undefined ? 'cell' : place.input !== undefined ? 'input' : 'file';
  return t(`place.${kind}`, { ...place });
}

const notImplemented = /^Not implemented yet: ([\w.]*\w)/;

/** Whether the error is the one that the starters throw until they are filled in. */
export function isNotImplemented(error: unknown): error is Error {
  return error instanceof Error && notImplemented.test(error.message);
}

/** What went wrong, for the learner: the message of a failed check, or the error of their own code with its place. */
export function describeError(error: unknown, t: TFunction): string {
  if (error instanceof CheckFailure) return error.message;
  const place = placeOf(error);
  const at = place ? placeText(place, t) : '';
  if (isNotImplemented(error)) return t('error.notImplemented', { what: notImplemented.exec(error.message)?.[1], at });
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return t(place ? 'error.thrownAt' : 'error.thrown', { text, at });
}
