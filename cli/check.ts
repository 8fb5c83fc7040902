import { existsSync } from 'node:fs';
import type { TFunction } from 'i18next';
import pc from 'picocolors';
import { runChecks, type CheckReport } from '../assignments/checking/run.ts';
import { exitCode, UsageError } from './exit.ts';
import type { Language } from './language.ts';

const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '    ');

function report(
  { problem, notes, results, output, assignment }: CheckReport,
  language: Language,
  say: TFunction,
): string {
  const lines = assignment === undefined ? [] : [pc.bold(assignment.titles[language]), ''];
  for (const note of notes) lines.push(pc.yellow(note), '');
  if (problem !== undefined) lines.push(pc.red(problem.message));
  for (const { title, passed, message } of results) {
    lines.push(`${passed ? pc.green('✓') : pc.red('✗')} ${title}`);
    if (!passed && message !== undefined) lines.push(indented(message), '');
  }
  if (output !== '') lines.push('', say('check.printed'), indented(output.trimEnd()));
  if (results.length > 0) {
    const passed = results.filter((result) => result.passed).length;
    lines.push('', say('check.done', { passed, all: results.length }), say('check.notTheGrade'));
  }
  return `${lines.join('\n')}\n`;
}

/** `gradbook check`: the public checks of the assignment that the file answers, with a likely cause for each failure. */
export async function check(file: string, language: Language, say: TFunction): Promise<number> {
  if (!existsSync(file)) throw new UsageError(say('check.noFile', { file }));
  const result = await runChecks(file, { language });
  process.stdout.write(report(result, language, say));
  return result.passed ? exitCode.done : exitCode.failed;
}
