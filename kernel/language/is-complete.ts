import { compiler } from './typescript.ts';
import { parseCode } from './parse.ts';

export type Completeness = { status: 'complete' } | { status: 'invalid' } | { status: 'incomplete'; indent: string };

const openers = new Set([
  compiler.SyntaxKind.OpenBraceToken,
  compiler.SyntaxKind.OpenBracketToken,
  compiler.SyntaxKind.OpenParenToken,
]);
const closers = new Set([
  compiler.SyntaxKind.CloseBraceToken,
  compiler.SyntaxKind.CloseBracketToken,
  compiler.SyntaxKind.CloseParenToken,
]);

/** Unterminated comment, template and template hole: more text can mend them. */
const unterminated = new Set([1010, 1160]);

/**
 * Tells a console whether Enter should run the code or start another line, and how far to indent that line.
 *
 * Code whose first error lies at its end lacks something; any other error cannot be mended by typing more.
 */
export function isComplete(code: string): Completeness {
  const file = parseCode('/is-complete.ts', code);
  const [first] = file.parseDiagnostics;
  const depth = openBrackets(code);
  if (!first) return depth > 0 ? { status: 'incomplete', indent: indent(depth) } : { status: 'complete' };
  const end = code.trimEnd().length;
  if (
    unterminated.has(first.code) ||
    (first.start ?? 0) >= end ||
    (depth > 0 && (first.start ?? 0) + (first.length ?? 0) >= end)
  ) {
    return { status: 'incomplete', indent: indent(depth) };
  }
  return { status: 'invalid' };
}

const indent = (depth: number) => '  '.repeat(Math.max(0, depth));

function openBrackets(code: string): number {
  const scanner = compiler.createScanner(compiler.ScriptTarget.ES2022, true, compiler.LanguageVariant.Standard, code);
  let depth = 0;
  for (let token = scanner.scan(); token !== compiler.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    if (openers.has(token)) depth++;
    else if (closers.has(token)) depth--;
  }
  return depth;
}
