import { existsSync } from 'node:fs';
import type { TFunction } from 'i18next';
import pc from 'picocolors';
import { assignments } from '../assignments/index.ts';
import {
  grade as gradeSubmissions,
  SandboxUnavailable,
  writeCsv,
  writeJson,
  type Progress,
  type Results,
  type SubmissionResult,
} from '../grader/index.ts';
import { exitCode, UsageError } from './exit.ts';
import type { Language } from './language.ts';
import { checkOutputFiles } from './output-file.ts';

export interface GradeCommandOptions {
  readonly assignment: string;
  readonly json?: string;
  readonly csv?: string;
  readonly seed?: string;
  readonly jobs?: number;
  readonly language: Language;
}

/** Keeps a secret out of the command line, where every user of the machine could read it. */
const secretVariable = 'GRADBOOK_SECRET';

function verdictOf({ status, score, maxScore, reason }: SubmissionResult, say: TFunction): string {
  if (status === 'graded') {
    const points = `${score}/${maxScore}`;
    return score === maxScore ? pc.green(points) : points;
  }
  return pc.yellow(`${say(`grade.${status}`)}: ${reason ?? ''}`);
}

function progressLine({ done, total, result }: Progress, say: TFunction): string {
  const place = pc.dim(`[${done}${total === undefined ? '' : `/${total}`}]`);
  return `${place} ${result.submission}  ${verdictOf(result, say)}\n`;
}

/** Every case with its points, and a hint where points are missing. */
function details({ cases }: SubmissionResult): string {
  const width = Math.max(...cases.map(({ points }) => String(points).length));
  return cases
    .map(({ title, points, earned, hint }) => {
      const mark = earned === points ? pc.green('✓') : pc.red('✗');
      const line = `${mark} ${String(earned).padStart(width)}/${String(points).padStart(width)}  ${title}\n`;
      return hint === '' ? line : `${line}${' '.repeat(2 * width + 5)}${pc.dim(hint)}\n`;
    })
    .join('');
}

function checkArguments(paths: readonly string[], assignment: string, say: TFunction): void {
  const names = assignments.map(({ name }) => name);
  if (!names.includes(assignment)) {
    throw new UsageError(say('grade.noAssignment', { names: names.join(', '), assignment }));
  }
  for (const path of paths) if (!existsSync(path)) throw new UsageError(say('grade.noPath', { path }));
}

/** Runs until everything is graded; Ctrl-C ends it early, and what is done by then is reported. */
async function interruptible(run: (signal: AbortSignal) => Promise<Results>): Promise<Results> {
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  process.once('SIGINT', abort);
  try {
    return await run(stop.signal);
  } finally {
    process.off('SIGINT', abort);
  }
}

/** `gradbook grade`: hidden cases in a sandbox, a line per submission, and the results where `--json` and `--csv` say. */
export async function grade(paths: string[], options: GradeCommandOptions, say: TFunction): Promise<number> {
  const { assignment, json, csv, seed, jobs, language } = options;
  checkArguments(paths, assignment, say);
  await checkOutputFiles({ '--json': json, '--csv': csv }, say);
  let results: Results;
  try {
    results = await interruptible((signal) =>
      gradeSubmissions({
        paths,
        assignment,
        language,
        seed,
        jobs,
        signal,
        secret: process.env[secretVariable],
        onProgress: (progress) => process.stderr.write(progressLine(progress, say)),
      }),
    );
  } catch (error) {
    if (!(error instanceof SandboxUnavailable)) throw error;
    process.stderr.write(`${error.text[language]}${error.details === '' ? '' : ` (${error.details})`}\n`);
    return exitCode.incomplete;
  }
  if (json !== undefined) await writeJson(json, results);
  if (csv !== undefined) await writeCsv(csv, results);
  const [only] = results.results;
  if (results.results.length === 1 && only !== undefined && only.cases.length > 0) process.stdout.write(details(only));
  const graded = results.results.filter(({ status }) => status === 'graded').length;
  const all = results.results.length;
  process.stderr.write(`${say('grade.done', { graded, all, seed: results.seed })}\n`);
  return graded === all ? exitCode.done : exitCode.incomplete;
}
