import type * as TypeScript from 'typescript';

export type Compiler = typeof TypeScript;

/** A place in the submission where TypeScript cannot go on. */
export class SyntaxFault extends Error {
  override readonly name = 'SyntaxFault';
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

function transpile(ts: Compiler, source: string, options: TypeScript.CompilerOptions): string {
  const { outputText, diagnostics } = ts.transpileModule(source, {
    fileName: 'submission.ts',
    reportDiagnostics: true,
    transformers: { before: [withoutImportMeta(ts)] },
    compilerOptions: { target: ts.ScriptTarget.ES2022, isolatedModules: true, ...options },
  });
  const fault = diagnostics?.[0];
  if (!fault) return outputText;
  const line = fault.file && fault.start !== undefined ? fault.file.getLineAndCharacterOfPosition(fault.start).line : 0;
  throw new SyntaxFault(ts.flattenDiagnosticMessageText(fault.messageText, ' '), line + 1);
}

/** `import.meta` may stand in a module only, and a script is what runs here: it becomes an empty object. */
function withoutImportMeta(ts: Compiler): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  return (context) => (file) => {
    if (!file.text.includes('import.meta')) return file;
    const visit = (node: TypeScript.Node): TypeScript.Node =>
      ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword
        ? context.factory.createParenthesizedExpression(context.factory.createObjectLiteralExpression())
        : ts.visitEachChild(node, visit, context);
    return ts.visitEachChild(file, visit, context);
  };
}

/**
 * A TypeScript module as the expression of an async function (exports, require). Imports that are used as types only disappear,
 * as they do for `tsc`.
 */
export function compileModule(ts: Compiler, source: string): string {
  const code = transpile(ts, source, { module: ts.ModuleKind.CommonJS });
  return `(async function (exports, require) {${code}\n})`;
}

/** Whether the module has a class of this name at its top level, exported or not. */
export function hasClass(ts: Compiler, source: string, name: string): boolean {
  const file = ts.createSourceFile('submission.ts', source, ts.ScriptTarget.ES2022);
  return file.statements.some((statement) => ts.isClassDeclaration(statement) && statement.name?.text === name);
}

/**
 * A notebook cell as a script that leaves its names behind: names of the top level become global variables, so that later cells
 * see them and may declare them again, and the rest runs in an async function, because cells may use `await`. The script's value
 * is a function (exports, require).
 */
export function compileCell(ts: Compiler, source: string): string {
  // `export {}` makes the cell a module, in which `await` may stand at the top level.
  const code = transpile(ts, `${source}\nexport {};`, {
    module: ts.ModuleKind.ESNext,
    // An import that this cell does not use may be there for the next.
    verbatimModuleSyntax: true,
  });
  const file = ts.createSourceFile('cell.js', code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const cell = new CellRewriter(ts, file);
  for (const statement of file.statements) cell.rewrite(statement);
  return cell.script();
}

class CellRewriter {
  readonly #ts: Compiler;
  readonly #file: TypeScript.SourceFile;
  readonly #names = new Set<string>();
  readonly #first: string[] = [];
  readonly #body: string[] = [];

  constructor(ts: Compiler, file: TypeScript.SourceFile) {
    this.#ts = ts;
    this.#file = file;
  }

  script(): string {
    const names = this.#names.size > 0 ? `var ${[...this.#names].join(', ')};\n` : '';
    const body = [...this.#first, ...this.#body].join('\n');
    return `"use strict"; ${names}(async function (exports, require) {${body}\n})`;
  }

  rewrite(statement: TypeScript.Statement): void {
    const ts = this.#ts;
    if (ts.isImportDeclaration(statement)) this.#import(statement);
    else if (ts.isVariableStatement(statement)) this.#variables(statement);
    else if (ts.isClassDeclaration(statement)) this.#class(statement);
    else if (ts.isFunctionDeclaration(statement)) this.#function(statement);
    else if (ts.isExportAssignment(statement)) {
      this.#body.push(`exports.default = ${statement.expression.getText(this.#file)};`);
    } else if (ts.isExportDeclaration(statement)) this.#exports(statement);
    else this.#body.push(statement.getText(this.#file));
  }

  #import(statement: TypeScript.ImportDeclaration): void {
    const ts = this.#ts;
    const from = `require(${statement.moduleSpecifier.getText(this.#file)})`;
    const clause = statement.importClause;
    if (!clause) {
      this.#first.push(`${from};`);
      return;
    }
    if (clause.name) this.#assign(this.#first, clause.name.text, `${from}.default`);
    const bindings = clause.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings)) this.#assign(this.#first, bindings.name.text, from);
    else if (bindings && bindings.elements.length === 0) this.#first.push(`${from};`);
    else {
      for (const element of bindings?.elements ?? []) {
        const name = (element.propertyName ?? element.name).text;
        this.#assign(this.#first, element.name.text, `${from}[${JSON.stringify(name)}]`);
      }
    }
  }

  #variables(statement: TypeScript.VariableStatement): void {
    for (const declaration of statement.declarationList.declarations) {
      this.#declare(declaration.name);
      if (!declaration.initializer) {
        this.#body.push(`${declaration.name.getText(this.#file)} = undefined;`);
        continue;
      }
      this.#body.push(`(${declaration.name.getText(this.#file)} = ${declaration.initializer.getText(this.#file)});`);
    }
  }

  #declare(name: TypeScript.BindingName): void {
    const ts = this.#ts;
    if (ts.isIdentifier(name)) {
      this.#names.add(name.text);
      return;
    }
    for (const element of name.elements) if (!ts.isOmittedExpression(element)) this.#declare(element.name);
  }

  #class(statement: TypeScript.ClassDeclaration): void {
    const code = this.#withoutExport(statement);
    const name = statement.name?.text;
    if (name === undefined) this.#body.push(`exports.default = ${code};`);
    else {
      this.#assign(this.#body, name, code);
      if (this.#isDefault(statement)) this.#body.push(`exports.default = ${name};`);
    }
  }

  #function(statement: TypeScript.FunctionDeclaration): void {
    const code = this.#withoutExport(statement);
    const name = statement.name?.text;
    if (name === undefined) this.#first.push(`exports.default = ${code};`);
    else {
      // Functions may be called above the place where they stand.
      this.#assign(this.#first, name, code);
      if (this.#isDefault(statement)) this.#first.push(`exports.default = ${name};`);
    }
  }

  #exports(statement: TypeScript.ExportDeclaration): void {
    const clause = statement.exportClause;
    if (statement.moduleSpecifier || !clause || !this.#ts.isNamedExports(clause)) {
      throw new SyntaxFault('A cell cannot export from another module.', 1);
    }
    for (const element of clause.elements) {
      const name = (element.propertyName ?? element.name).text;
      this.#body.push(`exports[${JSON.stringify(element.name.text)}] = ${name};`);
    }
  }

  #assign(list: string[], name: string, value: string): void {
    this.#names.add(name);
    list.push(`${name} = ${value};`);
  }

  #isDefault(statement: TypeScript.ClassDeclaration | TypeScript.FunctionDeclaration): boolean {
    return (statement.modifiers ?? []).some((each) => each.kind === this.#ts.SyntaxKind.DefaultKeyword);
  }

  #withoutExport(statement: TypeScript.ClassDeclaration | TypeScript.FunctionDeclaration): string {
    const ts = this.#ts;
    const exporting = (statement.modifiers ?? []).filter(
      (each) => each.kind === ts.SyntaxKind.ExportKeyword || each.kind === ts.SyntaxKind.DefaultKeyword,
    );
    const start = exporting.at(-1)?.end ?? statement.getStart(this.#file);
    return this.#file.text.slice(start, statement.end).trim();
  }
}
