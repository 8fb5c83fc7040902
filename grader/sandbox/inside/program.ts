import { Script } from 'node:vm';
import { loaded } from '../protocol.ts';
import type { Program } from '../protocol.ts';
import type { Compiler } from './compile.ts';
import { SyntaxFault, compileCell, compileModule, hasClass } from './compile.ts';
import type { SubmittedClass } from './perform.ts';

/** How loading ended, with the class where it went well. */
export interface LoadResult {
  readonly kind: (typeof loaded)[keyof typeof loaded];
  readonly cell: number;
  readonly line: number;
  readonly words: unknown;
  readonly Submitted?: SubmittedClass;
}

class ForbiddenImport extends Error {
  override readonly name = 'ForbiddenImport';
  readonly specifier: string;

  constructor(specifier: string) {
    super(`"${specifier}" cannot be imported here: only ndarray.ts can.`);
    this.specifier = specifier;
  }
}

type Exports = Record<string, unknown>;
type Run = (exports: Exports, require: (specifier: string) => unknown) => Promise<void>;

/** A cell that waits for something that never comes is left behind after so many milliseconds. */
const cellPatience = 2000;
/** The same for a cell that computes for ever; a module is stopped by the grader instead. */
const cellTimeout = 2000;

const helperName = /^(?:\.{1,2}\/(?:[^/]+\/)*)ndarray(?:\.[jt]s)?$/;

// eslint-disable-next-line @typescript-eslint/unbound-method -- taken before a submission can replace it
const { runInThisContext } = Script.prototype;
const { setTimeout: later } = globalThis;

function evaluate(code: string, filename: string, timeout?: number): Run {
  const script = new Script(code, { filename });
  return Reflect.apply(runInThisContext, script, timeout === undefined ? [] : [{ timeout }]) as Run;
}

/** Compiles and runs a submission, and finds its class. */
export async function loadProgram(ts: Compiler, program: Program): Promise<LoadResult> {
  const helper: Exports = {};
  await evaluate(compileModule(ts, program.helper), 'ndarray.ts')(helper, (specifier) => {
    throw new ForbiddenImport(specifier);
  });
  const importable = (specifier: string): unknown => {
    if (helperName.test(specifier)) return helper;
    throw new ForbiddenImport(specifier);
  };
  return program.kind === 'module' ? loadModule(ts, program, importable) : loadNotebook(ts, program, importable);
}

function failure(error: unknown, cell: number): LoadResult {
  const at = { cell, line: 0 };
  if (error instanceof SyntaxFault) return { ...at, kind: loaded.syntax, line: error.line, words: error.message };
  if (error instanceof ForbiddenImport) return { ...at, kind: loaded.forbiddenImport, words: error.specifier };
  if (error instanceof SyntaxError) return { ...at, kind: loaded.syntax, words: error.message };
  return { ...at, kind: loaded.threw, words: error };
}

function found(candidate: unknown, missing: LoadResult): LoadResult {
  if (candidate === undefined) return missing;
  if (typeof candidate !== 'function') return { ...missing, kind: loaded.notAClass };
  return { ...missing, kind: loaded.ready, words: '', Submitted: candidate as SubmittedClass };
}

async function loadModule(
  ts: Compiler,
  { cells: [source], className }: Program,
  importable: (specifier: string) => unknown,
): Promise<LoadResult> {
  const exported: Exports = {};
  try {
    await evaluate(compileModule(ts, source), 'submission.ts')(exported, importable);
  } catch (error) {
    return failure(error, 0);
  }
  const kind = hasClass(ts, source, className) ? loaded.notExported : loaded.missing;
  return found(exported[className] ?? exported.default, { kind, cell: 0, line: 0, words: '' });
}

async function loadNotebook(
  ts: Compiler,
  { cells, className }: Program,
  importable: (specifier: string) => unknown,
): Promise<LoadResult> {
  const exported: Exports = {};
  const globals = globalThis as unknown as Record<string, unknown>;
  let candidate: unknown;
  let fault: LoadResult | undefined;
  for (let at = 0; at < cells.length; at += 1) {
    const before = globals[className];
    delete exported[className];
    delete exported.default;
    try {
      await runCell(ts, cells[at], importable, exported);
    } catch (error) {
      // The first cell that names the class and fails is the likeliest reason for its absence.
      if (!fault && cells[at].includes(className)) fault = failure(error, at + 1);
    }
    const now = globals[className];
    candidate = exported[className] ?? (now === before ? undefined : now) ?? exported.default ?? candidate;
  }
  return found(candidate, fault ?? { kind: loaded.missing, cell: 0, line: 0, words: '' });
}

async function runCell(
  ts: Compiler,
  source: string,
  importable: (specifier: string) => unknown,
  exported: Exports,
): Promise<void> {
  const run = evaluate(compileCell(ts, source), 'cell.ts');
  const globals = globalThis as unknown as Record<string, unknown>;
  // Called from a script, because only a script can be stopped after a time.
  globals.gradbookCell = () => run(exported, importable);
  try {
    const done = evaluate('gradbookCell()', 'cell.ts', cellTimeout) as unknown as Promise<void>;
    const patience = new Promise((_, reject) => {
      later(() => reject(new Error('The cell did not end.')), cellPatience);
    });
    await Promise.race([done, patience]);
  } finally {
    delete globals.gradbookCell;
  }
}
