import type ts from 'typescript';
import { compiler } from './typescript.ts';
import { codeFrame } from '../engine/code-frame.ts';
import { writtenPosition } from './parse.ts';
import type { ParsedCell } from './parse.ts';

/**
 * Messages about types that are not written down ("implicitly has an 'any' type"), and about packages that bring no
 * types. A notebook is for trying things out: what is not typed is `any`, what is typed must be right.
 */
const unwritten = new Set([
  7005, 7006, 7008, 7009, 7010, 7011, 7013, 7015, 7016, 7017, 7018, 7019, 7020, 7023, 7024, 7031, 7032, 7033, 7034,
  7051, 7052, 7053,
]);

/** What a cell got wrong, in the form of a Jupyter error. */
export interface CellProblem {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** True for `// @ts-nocheck` at the top of a cell. */
const isUnchecked = ({ file }: ParsedCell) => file.checkJsDirective?.enabled === false;

/** The problems that stop a cell from running: those of its grammar, else those of its types. */
export function cellDiagnostics(cell: ParsedCell, check: () => readonly ts.Diagnostic[]): readonly ts.Diagnostic[] {
  const { file } = cell;
  if (file.parseDiagnostics.length > 0) return file.parseDiagnostics;
  const found = isUnchecked(cell) ? file.bindDiagnostics.filter(isGrammar) : [...file.bindDiagnostics, ...check()];
  return withoutIgnored(
    cell,
    found.filter(({ code, category }) => category === compiler.DiagnosticCategory.Error && !unwritten.has(code)),
  );
}

/** Errors that V8 would report too, were the types gone. */
const isGrammar = ({ code }: ts.Diagnostic) => code < 2000 && code >= 1000;

/** Applies `// @ts-ignore` and `// @ts-expect-error`: each covers the next line that is not a comment. */
function withoutIgnored({ file }: ParsedCell, found: readonly ts.Diagnostic[]): readonly ts.Diagnostic[] {
  const directives = file.commentDirectives ?? [];
  if (directives.length === 0) return found;
  const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line;
  const lines = file.text.split('\n');
  const covered = new Set<number>();
  for (const { range } of directives) {
    let line = lineOf(range.end) + 1;
    while (line < lines.length && /^\s*(\/\/.*)?$/.test(lines[line])) line++;
    covered.add(line);
  }
  return found.filter(({ start }) => start === undefined || !covered.has(lineOf(start)));
}

/** Errors as a learner reads them: where, the code around it, and TypeScript's message. */
export function describe(cell: ParsedCell, code: string, label: string, found: readonly ts.Diagnostic[]): CellProblem {
  const [first, ...others] = found;
  const ename = first.code < 2000 ? 'SyntaxError' : 'TypeScriptError';
  const texts = [first, ...others.slice(0, 4)].map((diagnostic) => {
    const position = writtenPosition(cell, diagnostic.start ?? 0);
    const before = code.slice(0, position).split('\n');
    const [line, column] = [before.length, before.at(-1)!.length + 1];
    const end = writtenPosition(cell, (diagnostic.start ?? 0) + (diagnostic.length ?? 1));
    const message = compiler.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
    const frame = codeFrame(code, { line, column, length: end - position });
    return { message: `${message} (TS${diagnostic.code})`, place: `${label}:${line}:${column}`, frame };
  });
  const traceback = texts.flatMap(({ message, place, frame }, index) => [
    `${index === 0 ? `\u001b[31m${ename}\u001b[39m: ` : ''}${message}`,
    `\u001b[36m${place}\u001b[39m\n${frame}`,
  ]);
  if (others.length > 4) traceback.push(`… and ${others.length - 4} more`);
  return { ename, evalue: `${texts[0].message} at ${texts[0].place}`, traceback };
}
