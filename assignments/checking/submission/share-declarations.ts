// A notebook's cells share one scope and may declare a name again. As modules they would each keep their names to themselves, so a cell's
// top-level declarations become assignments to global names. The edits keep every line where it is, so that errors name the learner's lines.
import ts from 'typescript';
import { applyEdits, type Edit } from './edits.ts';

/** Turns the name of a module, as the learner wrote it, into the one to load. */
export type Resolve = (specifier: string) => string;

export interface SharedCell {
  readonly text: string;
  /** The names that the cell assigns; they must exist on `globalThis` before it runs. */
  readonly names: readonly string[];
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

const unwanted = new Set([ts.SyntaxKind.ExportKeyword, ts.SyntaxKind.DefaultKeyword, ts.SyntaxKind.AbstractKeyword]);

/** Removes `export`, `default` and `abstract`, which an assignment cannot have. */
function withoutModifiers(source: ts.SourceFile, statement: ts.HasModifiers): Edit[] {
  return (ts.getModifiers(statement) ?? [])
    .filter((modifier) => unwanted.has(modifier.kind))
    .map((modifier) => ({ start: modifier.getStart(source), end: modifier.end, text: '' }));
}

/** `const a: number = 1, b = 2;` becomes `(a = 1, b = 2);`. */
function variables(source: ts.SourceFile, statement: ts.VariableStatement): { edits: Edit[]; names: string[] } {
  const { declarations } = statement.declarationList;
  const start = statement.declarationList.getStart(source);
  const edits: Edit[] = [{ start, end: declarations[0].getStart(source), text: '(' }];
  for (const declaration of declarations) {
    const { name, initializer } = declaration;
    const typeEnd = declaration.type?.end ?? declaration.exclamationToken?.end ?? name.end;
    edits.push({ start: name.end, end: typeEnd, text: initializer ? '' : ' = undefined' });
  }
  edits.push({ start: statement.declarationList.end, end: statement.declarationList.end, text: ')' });
  return { edits, names: declarations.flatMap((declaration) => boundNames(declaration.name)) };
}

/** `import { a, b as c } from 'm';` becomes assignments from `await import('m')`. */
function imports(
  source: ts.SourceFile,
  statement: ts.ImportDeclaration,
  resolve: Resolve,
): { edits: Edit[]; names: string[] } {
  const { importClause: clause, moduleSpecifier } = statement;
  if (!clause || clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return { edits: [], names: [] };
  const pairs: string[] = [];
  const names: string[] = [];
  const take = (local: string, value: string): void => {
    names.push(local);
    pairs.push(`${local} = ${value}`);
  };
  if (clause.name) take(clause.name.text, '$module.default');
  if (clause.namedBindings && ts.isNamespaceImport(clause.namedBindings))
    take(clause.namedBindings.name.text, '$module');
  if (clause.namedBindings && ts.isNamedImports(clause.namedBindings)) {
    for (const element of clause.namedBindings.elements) {
      if (!element.isTypeOnly)
        take(element.name.text, `$module[${JSON.stringify((element.propertyName ?? element.name).text)}]`);
    }
  }
  const start = statement.getStart(source);
  const breaks = '\n'.repeat(source.text.slice(start, statement.end).split('\n').length - 1);
  const text = `{ const $module = await import(${JSON.stringify(resolve((moduleSpecifier as ts.StringLiteral).text))}); ${pairs.join('; ')}; }${breaks}`;
  return { edits: [{ start, end: statement.end, text }], names };
}

/** Rewrites one cell. Functions stay hoisted: they can be called above their declaration. */
export function shareDeclarations(source: ts.SourceFile, resolve: Resolve): SharedCell {
  const edits: Edit[] = [];
  const names: string[] = [];
  const hoisted: string[] = [];
  const add = (part: { edits: Edit[]; names: string[] }): void => {
    edits.push(...part.edits);
    names.push(...part.names);
  };
  for (const statement of source.statements) {
    const ambient =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword);
    if (ambient) continue;
    if (ts.isVariableStatement(statement)) {
      add(variables(source, statement));
      edits.push(...withoutModifiers(source, statement));
    } else if (ts.isClassDeclaration(statement) && statement.name) {
      const keyword =
        statement.getChildren(source).find(({ kind }) => kind === ts.SyntaxKind.ClassKeyword) ?? statement;
      const start = keyword.getStart(source);
      const name = statement.name.text;
      add({
        edits: [
          { start, end: start, text: `${name} = ` },
          { start: statement.end, end: statement.end, text: ';' },
        ],
        names: [name],
      });
      edits.push(...withoutModifiers(source, statement));
    } else if (ts.isFunctionDeclaration(statement) && statement.name && statement.body) {
      const name = statement.name.text;
      hoisted.push(`${name} = $cell_${name};`);
      add({
        edits: [{ start: statement.name.getStart(source), end: statement.name.end, text: `$cell_${name}` }],
        names: [name],
      });
      edits.push(...withoutModifiers(source, statement));
    } else if (ts.isEnumDeclaration(statement)) {
      const name = statement.name.text;
      add({
        edits: [{ start: statement.end, end: statement.end, text: `; globalThis.${name} = ${name};` }],
        names: [name],
      });
    } else if (ts.isImportDeclaration(statement)) {
      add(imports(source, statement, resolve));
    } else if (ts.isExportDeclaration(statement) && !statement.moduleSpecifier) {
      edits.push({ start: statement.getStart(source), end: statement.end, text: ';' });
    }
  }
  // `export {}` makes the cell a module, in which `await` may stand at the top level.
  return { text: `${hoisted.join(' ')}${applyEdits(source.text, edits)}\nexport {};`, names: [...new Set(names)] };
}
