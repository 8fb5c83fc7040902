import type ts from 'typescript';
import { compiler } from './typescript.ts';
import type { JsonObject } from '../wire/index.ts';
import type { Cells } from './cells.ts';
import { compilerOptions } from './environment.ts';
import type { Environment } from './environment.ts';
import { internal } from './internal.ts';
import type { BoundSourceFile } from './internal.ts';

const never: ts.CancellationToken = {
  isCancellationRequested: () => false,
  throwIfCancellationRequested: () => undefined,
};

/** Names of what TypeScript calls its kinds, as Jupyter's completer shows them. */
const kinds: Partial<Record<string, string>> = {
  const: 'instance',
  let: 'instance',
  var: 'instance',
  'local var': 'instance',
  parameter: 'param',
  'local function': 'function',
  method: 'function',
  getter: 'property',
  setter: 'property',
  alias: 'module',
  'external module name': 'module',
};

/** Completion and inspection: what the front end asks for while the reader types. */
export class Assistant {
  readonly #cells: Cells;
  readonly #environment: Environment;
  /** What completion of module names reads folders with. */
  readonly #host: object;

  constructor(cells: Cells, environment: Environment) {
    this.#cells = cells;
    this.#environment = environment;
    this.#host = {
      ...compiler.sys,
      getCurrentDirectory: () => environment.directory,
      getCompilationSettings: () => compilerOptions,
      useCaseSensitiveFileNames: () => compiler.sys.useCaseSensitiveFileNames,
    };
  }

  /** The content of a `complete_reply`. `cursor` counts UTF-16 units, as `code` does. */
  complete(code: string, cursor: number): JsonObject {
    const cell = this.#cells.open(code, true);
    try {
      const { program } = this.#environment;
      const found = internal.Completions.getCompletionsAtPosition(
        this.#host,
        program,
        () => undefined,
        cell.file,
        cursor,
        {},
        undefined,
        undefined,
        never,
      );
      const prefix = /[\p{ID_Continue}$\u200c\u200d]*$/u.exec(code.slice(0, cursor))![0];
      const span = found?.optionalReplacementSpan;
      const start = span && span.start <= cursor ? span.start : cursor - prefix.length;
      const typed = code.slice(start, cursor);
      const end = cursor;
      const entries = (found?.entries ?? []).filter(({ name }) => fits(name, typed) && !name.startsWith('__cell_'));
      entries.sort((a, b) => rank(a, typed) - rank(b, typed) || a.sortText.localeCompare(b.sortText));
      const own = this.#cells.names;
      const chosen = entries.filter(
        ({ kind, name }) =>
          kind !== compiler.ScriptElementKind.warning &&
          (typed !== '' || kind !== compiler.ScriptElementKind.keyword || own.has(name)),
      );
      return {
        status: 'ok',
        matches: chosen.map(({ name }) => name),
        cursor_start: start,
        cursor_end: end,
        metadata: {
          _jupyter_types_experimental: chosen.slice(0, 200).map(({ name, kind }) => ({
            text: name,
            type: kinds[kind] ?? kind,
            start,
            end,
            signature: '',
          })),
        },
      };
    } finally {
      this.#cells.close(cell);
    }
  }

  /** The content of an `inspect_reply`; detail level 1 adds the source of what the notebook declares. */
  inspect(code: string, cursor: number, detail: number): JsonObject {
    const cell = this.#cells.open(code, true);
    try {
      const node = nodeAt(cell.file, code, cursor);
      if (!node) return { status: 'ok', found: false, data: {}, metadata: {} };
      const { checker } = this.#environment;
      const symbol = checker.getSymbolAtLocation(node);
      if (!symbol || checker.isUnknownSymbol(symbol)) return { status: 'ok', found: false, data: {}, metadata: {} };
      const info = internal.SymbolDisplay.getSymbolDisplayPartsDocumentationAndSymbolKind(
        checker,
        symbol,
        cell.file,
        node.parent,
        node,
      );
      const signature = compiler.displayPartsToString(info.displayParts);
      const documentation = compiler.displayPartsToString(info.documentation);
      const tags = (info.tags ?? []).map(({ name, text }) => `@${name} ${compiler.displayPartsToString(text)}`.trim());
      const source = detail > 0 ? sourceOf(symbol) : undefined;
      const parts = [documentation, tags.join('\n')].filter(Boolean);
      const plain = [signature, ...parts, ...(source ? [source] : [])].join('\n\n');
      const fence = (text: string) => `\`\`\`typescript\n${text}\n\`\`\``;
      const markdown = [fence(signature), ...parts, ...(source ? [fence(source)] : [])].join('\n\n');
      return { status: 'ok', found: true, data: { 'text/plain': plain, 'text/markdown': markdown }, metadata: {} };
    } finally {
      this.#cells.close(cell);
    }
  }
}

const fits = (name: string, typed: string) => name.toLowerCase().startsWith(typed.toLowerCase());

/** What begins as typed, letter by letter, comes first. */
const rank = ({ name }: ts.CompletionEntry, typed: string) => (name.startsWith(typed) ? 0 : 1);

/** The name at the cursor, just before it, or the one whose argument list the cursor is in. */
function nodeAt(file: BoundSourceFile, code: string, cursor: number): ts.Node | undefined {
  for (const position of [cursor, cursor - 1]) {
    if (position < 0 || position > code.length) continue;
    const node = internal.getTouchingPropertyName(file, position);
    if (compiler.isIdentifier(node) || compiler.isPrivateIdentifier(node)) return node;
  }
  let node: ts.Node | undefined = internal.getTouchingPropertyName(
    file,
    Math.max(0, Math.min(cursor, code.length) - 1),
  );
  while (node && !compiler.isCallExpression(node) && !compiler.isNewExpression(node)) node = node.parent;
  if (!node) return undefined;
  const { expression } = node;
  return compiler.isPropertyAccessExpression(expression) ? expression.name : expression;
}

function sourceOf(symbol: ts.Symbol): string | undefined {
  const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0];
  if (!declaration) return undefined;
  const statement = compiler.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  return statement.getText();
}
