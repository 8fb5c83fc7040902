import { inspect } from 'node:util';
import type { Failure } from '../threads/contracts.ts';
import { codeFrame } from './code-frame.ts';
import type { Scripts } from './scripts.ts';

const red = (text: string) => `\u001b[31m${text}\u001b[39m`;
const dim = (text: string) => `\u001b[2m${text}\u001b[22m`;
const maxFrames = 20;
const maxCauses = 4;

/**
 * Makes `error.stack` speak of cells and written lines, and leaves the kernel's own frames out.
 *
 * @param internals beginnings of file names whose frames no reader should see
 */
export function installStackTraces(scripts: Scripts, internals: readonly string[]): void {
  const isInternal = (file: string) =>
    file.startsWith('node:internal') || internals.some((each) => file.startsWith(each));
  Error.prepareStackTrace = (error, sites) => {
    const lines = sites.flatMap((site) => {
      const file = site.getFileName() ?? '';
      if (isInternal(file)) return [];
      const text = (site as { toString: () => string }).toString();
      const place = scripts.locate(file, site.getLineNumber() ?? 1, site.getColumnNumber() ?? 1);
      if (!place) return [`    at ${text}`];
      const written = `${place.label}:${place.line}:${place.column}`;
      return [`    at ${text.replace(`${file}:${site.getLineNumber()}:${site.getColumnNumber()}`, () => written)}`];
    });
    return [header(error), ...lines].join('\n');
  };
}

function header(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    // A hostile or broken error whose name or message cannot be read still needs a first line.
    return 'Error';
  }
}

/** What a thrown value becomes in Jupyter: name, message, and a traceback with the code around the place. */
export function describeFailure(thrown: unknown, scripts: Scripts): Failure {
  if (!(thrown instanceof Error)) {
    const evalue = typeof thrown === 'string' ? thrown : show(thrown, 2);
    return { ename: 'Uncaught', evalue, traceback: [`${red('Uncaught')}: ${evalue}`] };
  }
  const ename = text(thrown, 'name') || 'Error';
  const evalue = text(thrown, 'message');
  return { ename, evalue, traceback: [...describe(thrown, scripts, ''), ...related(thrown, scripts, 0)] };
}

function text(error: Error, field: 'name' | 'message' | 'stack'): string {
  try {
    const value: unknown = error[field];
    return typeof value === 'string' ? value : '';
  } catch {
    // A getter of the cell's author threw; the error is reported without this part.
    return '';
  }
}

function show(value: unknown, depth: number): string {
  try {
    return inspect(value, { depth });
  } catch {
    // The value's own inspection threw.
    return `a ${typeof value} that cannot be shown`;
  }
}

function describe(error: Error, scripts: Scripts, prefix: string): string[] {
  const frames = text(error, 'stack')
    .split('\n')
    .filter((line) => /^ {4}at /.test(line));
  const result = [`${prefix}${red(text(error, 'name') || 'Error')}: ${text(error, 'message')}`];
  const frame = firstFrame(frames, scripts);
  if (frame) result.push(frame);
  if (frames.length > 0) {
    const shown = frames.slice(0, maxFrames);
    if (frames.length > maxFrames) shown.push(`    … ${frames.length - maxFrames} more`);
    result.push(dim(shown.join('\n')));
  }
  return result;
}

function firstFrame(frames: readonly string[], scripts: Scripts): string | undefined {
  for (const frame of frames) {
    const match = /^ {4}at (?:.* \()?(.+):(\d+):(\d+)\)?$/.exec(frame);
    const source = match && scripts.source(match[1].replace(/^async /, ''));
    if (source === null || source === undefined) continue;
    return codeFrame(source, { line: Number(match![2]), column: Number(match![3]) });
  }
  return undefined;
}

/** The errors behind an error: its cause, and the members of an AggregateError. */
function related(error: Error, scripts: Scripts, depth: number): string[] {
  if (depth >= maxCauses) return [];
  const result: string[] = [];
  if (error instanceof AggregateError) {
    error.errors.slice(0, maxCauses).forEach((each: unknown, index) => {
      if (each instanceof Error) result.push(...describe(each, scripts, `[${index}] `));
      else result.push(`[${index}] ${show(each, 1)}`);
    });
  }
  const { cause } = error;
  if (cause instanceof Error) {
    result.push(...describe(cause, scripts, 'Caused by '), ...related(cause, scripts, depth + 1));
  } else if (cause !== undefined) {
    result.push(`Caused by ${show(cause, 1)}`);
  }
  return result;
}
