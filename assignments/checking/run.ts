import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Assignment, assignments, type Language } from '../index.ts';
import { messages, type TFunction, usualLanguage } from './language.ts';
import { placeText } from './learner-error.ts';
import type { Job } from './protocol.ts';
import { type ProcessOutcome, runProcess } from './run-process.ts';
import { type CheckResult, listChecks } from './specification.ts';
import { specificationOf } from './specifications.ts';
import { type BrokenPiece, type CompiledPiece, compilePiece } from './submission/compile.ts';
import { type Piece, readSubmission, UnreadableSubmission } from './submission/read.ts';

export type ProblemKind =
  | 'unreadable'
  | 'missingClass'
  | 'syntax'
  | 'foreignImport'
  | 'loadFailed'
  | 'loadTimeout'
  | 'loadExit'
  | 'loadMemory'
  | 'unfilled';

export interface CheckReport {
  readonly file: string;
  /** The assignment that the file answers; none where that cannot be told. */
  readonly assignment?: Assignment;
  /** Why no check could run, or why the results are all the same. */
  readonly problem?: { readonly kind: ProblemKind; readonly message: string };
  /** Cells that were skipped, and why. */
  readonly notes: readonly string[];
  readonly results: readonly CheckResult[];
  /** The beginning of what the learner's code printed. */
  readonly output: string;
  /** Whether every check ran and passed. */
  readonly passed: boolean;
}

export interface CheckOptions {
  readonly language?: Language;
  /** Milliseconds that loading the file, and each check, may take. */
  readonly timeLimit?: number;
}

const helperUrl = new URL(`../ndarray${extname(import.meta.url)}`, import.meta.url).href;
const isBroken = (piece: CompiledPiece | BrokenPiece): piece is BrokenPiece => 'message' in piece;

function answered(pieces: readonly Piece[]): Assignment | undefined {
  const text = pieces.map((piece) => piece.text).join('\n');
  return assignments.find(({ className }) =>
    new RegExp(`\\b(?:class|function|const|let|var|as)\\s+${className}\\b`).test(text),
  );
}

function syntaxText(broken: BrokenPiece, t: TFunction): string {
  const caret = `${broken.line.slice(0, broken.place.column - 1).replaceAll(/[^\t]/g, ' ')}^`;
  return t('problem.syntax', { place: placeText(broken.place, t), message: broken.message, line: broken.line, caret });
}

function importText(piece: CompiledPiece, t: TFunction): string {
  const [first] = piece.foreignImports;
  return t('problem.foreignImport', { name: first.name, place: placeText(first.place, t) });
}

/** Puts the pieces that can run into a folder as modules, and notes what cannot. A `.ts` file has one piece, so there a note is a problem. */
async function writeModules(
  pieces: readonly (CompiledPiece | BrokenPiece)[],
  className: string,
  folder: string,
  t: TFunction,
) {
  const modules: Job['modules'][number][] = [];
  const notes: string[] = [];
  let problem: CheckReport['problem'];
  for (const [index, piece] of pieces.entries()) {
    if (isBroken(piece)) {
      const message = syntaxText(piece, t);
      problem ??= { kind: 'syntax', message };
      notes.push(message);
    } else if (piece.foreignImports.length > 0) {
      problem ??= { kind: 'foreignImport', message: importText(piece, t) };
      // In a notebook other cells may import what they like; it is worth a word only where the class is lost by it.
      const { cell, shared } = piece;
      if (shared.includes(className))
        notes.push(t('notes.classLost', { cell, name: piece.foreignImports[0].name, className }));
    } else {
      const file = join(folder, `piece-${index + 1}.mjs`);
      await writeFile(file, piece.code);
      const { cell, shared } = piece;
      modules.push({ url: pathToFileURL(file).href, shared, ...(cell === undefined ? {} : { cell }) });
    }
  }
  return { modules, notes, problem: pieces[0]?.cell === undefined ? problem : undefined };
}

/** The results as told, completed by the checks that never ran because one of them did not come back. */
function completeResults(
  outcome: ProcessOutcome,
  assignment: Assignment,
  language: Language,
  timeLimit: number,
): CheckResult[] {
  const t = messages(language);
  const told = new Map(
    outcome.reports.flatMap((report) => (report.kind === 'result' ? [[report.result.id, report.result]] : [])),
  );
  const started = new Set(outcome.reports.flatMap((report) => (report.kind === 'started' ? [report.id] : [])));
  return listChecks(specificationOf(assignment.name), language).map(({ id, title }) => {
    const result = told.get(id);
    if (result) return result;
    const message = started.has(id) ? t(`ending.${outcome.ending}`, { seconds: timeLimit / 1000 }) : t('ending.notRun');
    return { id, title, passed: false, message, unfilled: false };
  });
}

function problemOf(
  outcome: ProcessOutcome,
  assignment: Assignment,
  t: TFunction,
  timeLimit: number,
): CheckReport['problem'] {
  const { className } = assignment;
  for (const report of outcome.reports) {
    if (report.kind === 'loadFailed')
      return { kind: 'loadFailed', message: t('problem.loadFailed', { message: report.message }) };
    if (report.kind === 'missingClass') return { kind: 'missingClass', message: t('problem.noClass', { className }) };
  }
  if (outcome.reports.some(({ kind }) => kind === 'started')) return undefined;
  const kinds = { timeout: 'loadTimeout', memory: 'loadMemory', exit: 'loadExit', done: 'loadExit' } as const;
  const kind = kinds[outcome.ending];
  return { kind, message: t(`problem.${kind}`, { seconds: timeLimit / 1000 }) };
}

/**
 * Runs the public checks of the assignment that a file answers (`.ts` or `.ipynb`), in a process of its own on this machine.
 * What is wrong with the file stands in the report; only a fault of the checks themselves is thrown.
 */
export async function runChecks(file: string, options: CheckOptions = {}): Promise<CheckReport> {
  const { language = usualLanguage(), timeLimit = 20_000 } = options;
  const t = messages(language);
  const empty = { file, notes: [], results: [], output: '', passed: false };
  let pieces: Piece[];
  try {
    pieces = await readSubmission(file);
  } catch (error) {
    if (!(error instanceof UnreadableSubmission)) throw error;
    return { ...empty, problem: { kind: 'unreadable', message: t(`unreadable.${error.reason}`, { file }) } };
  }
  const assignment = answered(pieces);
  if (!assignment) {
    const names = assignments.map(({ className }) => className).join(', ');
    return { ...empty, problem: { kind: 'missingClass', message: t('problem.missingClass', { names }) } };
  }

  const folder = await mkdtemp(join(tmpdir(), 'gradbook-check-'));
  try {
    const compiled = pieces.map((piece) => compilePiece(piece, language, helperUrl));
    const { modules, notes, problem } = await writeModules(compiled, assignment.className, folder, t);
    if (problem) return { ...empty, assignment, problem };
    if (modules.length === 0) {
      const message = t('problem.noClass', { className: assignment.className });
      return { ...empty, assignment, notes, problem: { kind: 'missingClass', message } };
    }
    const outcome = await runProcess(
      { assignment: assignment.name, className: assignment.className, language, modules },
      timeLimit,
    );
    for (const report of outcome.reports) {
      if (report.kind === 'skipped') notes.push(t('notes.skipped', { cell: report.cell, message: report.message }));
    }
    const failure = problemOf(outcome, assignment, t, timeLimit);
    const about = { ...empty, assignment, notes, output: outcome.output };
    if (failure) return { ...about, problem: failure };
    const results = completeResults(outcome, assignment, language, timeLimit);
    if (results.every(({ unfilled }) => unfilled)) {
      return {
        ...about,
        problem: { kind: 'unfilled', message: t('problem.unfilled', { message: results[0].message }) },
      };
    }
    return { ...about, results, passed: results.every(({ passed }) => passed) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
