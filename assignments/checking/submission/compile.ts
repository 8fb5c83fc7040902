import ts from 'typescript';
import type { Language } from '../../index.ts';
import { type Place, traceName } from '../learner-error.ts';
import { applyEdits } from './edits.ts';
import type { Piece } from './read.ts';
import { shareDeclarations } from './share-declarations.ts';

/** A piece of a submission, ready to be loaded as a module. */
export interface CompiledPiece {
  readonly cell?: number;
  readonly code: string;
  /** The names that the piece puts into the notebook's shared scope; empty for a `.ts` file, which exports instead. */
  readonly shared: readonly string[];
  /** Modules that it imports beside the helper. */
  readonly foreignImports: readonly { readonly name: string; readonly place: Place }[];
}

/** A piece with a syntax error, which no one can run. */
export interface BrokenPiece {
  readonly cell?: number;
  readonly message: string;
  readonly place: Place;
  readonly line: string;
}

/** Where a submission may import from: `./ndarray.ts` in whatever folder it lies. */
export function isHelper(specifier: string): boolean {
  return /^\.{1,2}\/(?:.*\/)?ndarray(?:\.ts|\.js)?$/.test(specifier);
}

function placeAt(source: ts.SourceFile, position: number, cell: number | undefined): Place {
  const { line, character } = source.getLineAndCharacterOfPosition(position);
  return { line: line + 1, column: character + 1, ...(cell === undefined ? {} : { cell }) };
}

const cellOf = (piece: Piece) => (piece.cell === undefined ? {} : { cell: piece.cell });

/** The first syntax error, in the language of the reader: TypeScript brings its messages in Korean along. */
function syntaxError(piece: Piece, source: ts.SourceFile, language: Language): BrokenPiece | undefined {
  ts.validateLocaleAndSetLanguage(language, ts.sys);
  const { diagnostics = [] } = ts.transpileModule(piece.text, {
    fileName: source.fileName,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const [first] = diagnostics.filter((diagnostic) => diagnostic.category === ts.DiagnosticCategory.Error);
  if (!first) return undefined;
  const place = placeAt(source, first.start ?? 0, piece.cell);
  return {
    ...cellOf(piece),
    message: ts.flattenDiagnosticMessageText(first.messageText, '\n'),
    place,
    line: piece.text.split(/\r?\n/)[place.line - 1] ?? '',
  };
}

/** Turns one piece of TypeScript into a JavaScript module whose stack traces name the learner's own lines. */
export function compilePiece(piece: Piece, language: Language, helperUrl: string): CompiledPiece | BrokenPiece {
  const fileName = traceName(piece.cell);
  const source = ts.createSourceFile(fileName, piece.text, ts.ScriptTarget.ES2022, true);
  const broken = syntaxError(piece, source, language);
  if (broken) return broken;

  const resolve = (specifier: string) => (isHelper(specifier) ? helperUrl : specifier);
  const modules = moduleNames(source);
  const foreignImports = modules
    .filter(({ literal, onlyTypes }) => !onlyTypes && !isHelper(literal.text))
    .map(({ literal }) => ({ name: literal.text, place: placeAt(source, literal.getStart(source), piece.cell) }));
  const edits = modules.map(({ literal }) => ({
    start: literal.getStart(source),
    end: literal.end,
    text: JSON.stringify(resolve(literal.text)),
  }));
  const { text, names } =
    piece.cell === undefined ? { text: applyEdits(piece.text, edits), names: [] } : shareDeclarations(source, resolve);
  const { outputText } = ts.transpileModule(text, {
    fileName,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, inlineSourceMap: true },
  });
  return { ...cellOf(piece), code: outputText, shared: names, foreignImports };
}

/** The module names of a piece's imports, and of its exports from elsewhere. */
function moduleNames(source: ts.SourceFile): { literal: ts.StringLiteral; onlyTypes: boolean }[] {
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const literal = statement.moduleSpecifier;
    if (!literal || !ts.isStringLiteral(literal)) return [];
    const onlyTypes = ts.isImportDeclaration(statement)
      ? statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
      : statement.isTypeOnly;
    return [{ literal, onlyTypes }];
  });
}
