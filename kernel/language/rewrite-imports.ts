import type ts from 'typescript';
import { internal } from './internal.ts';
import type { InternalChecker } from './internal.ts';
import { setOrigin } from './nodes.ts';
import { compiler } from './typescript.ts';

const { factory } = internal;

/** Names of what the compiled cell receives from the engine. */
export const parameters = { load: '$import', meta: '$meta', epoch: '$epoch', resume: '$resume' };

/** False for a name that stands for a type only, which leaves nothing at run time. */
export function isValue(checker: InternalChecker, name: ts.Identifier): boolean {
  const symbol = checker.getSymbolAtLocation(name);
  if (!symbol || !(symbol.flags & compiler.SymbolFlags.Alias)) return true;
  const aliased = checker.getAliasedSymbol(symbol);
  return checker.isUnknownSymbol(aliased) || (aliased.flags & compiler.SymbolFlags.Value) !== 0;
}

/** `await $import(specifier, names, options)`. */
export function load(
  specifier: ts.Expression,
  wanted: readonly string[] | undefined,
  node: ts.ImportDeclaration | ts.ExportDeclaration,
) {
  const args: ts.Expression[] = [specifier];
  if (wanted || node.attributes) {
    args.push(
      wanted
        ? factory.createArrayLiteralExpression(wanted.map((name) => factory.createStringLiteral(name)))
        : factory.createVoidZero(),
    );
  }
  if (node.attributes) {
    const entries = node.attributes.elements.map(({ name, value }) => factory.createPropertyAssignment(name, value));
    args.push(
      factory.createObjectLiteralExpression([
        factory.createPropertyAssignment('with', factory.createObjectLiteralExpression(entries)),
      ]),
    );
  }
  return factory.createAwaitExpression(
    factory.createCallExpression(factory.createIdentifier(parameters.load), undefined, args),
  );
}

/** An import as assignments to shared variables; `target` gives the variable of a name. */
export function rewriteImport(
  node: ts.ImportDeclaration,
  checker: InternalChecker,
  target: (name: ts.Identifier) => ts.Identifier,
): ts.Statement[] {
  const clause = node.importClause;
  const run = (expression: ts.Expression) => [setOrigin(factory.createExpressionStatement(expression), node)];
  if (!clause) return run(load(node.moduleSpecifier, undefined, node));
  if (clause.phaseModifier === compiler.SyntaxKind.TypeKeyword) return [];
  const wanted: [imported: string, local: ts.Identifier][] = [];
  if (clause.name && isValue(checker, clause.name)) wanted.push(['default', clause.name]);
  const bindings = clause.namedBindings;
  if (bindings && compiler.isNamedImports(bindings)) {
    for (const { isTypeOnly, propertyName, name } of bindings.elements) {
      if (!isTypeOnly && isValue(checker, name)) wanted.push([(propertyName ?? name).text, name]);
    }
  }
  const result: ts.Statement[] = [];
  if (bindings && compiler.isNamespaceImport(bindings)) {
    const whole = factory.createAssignment(target(bindings.name), load(node.moduleSpecifier, undefined, node));
    result.push(...run(whole));
  }
  if (wanted.length > 0) {
    const properties = wanted.map(([imported, local]) =>
      factory.createPropertyAssignment(factory.createStringLiteral(imported), target(local)),
    );
    const value = load(
      node.moduleSpecifier,
      wanted.map(([imported]) => imported),
      node,
    );
    result.push(
      ...run(
        factory.createParenthesizedExpression(
          factory.createAssignment(factory.createObjectLiteralExpression(properties), value),
        ),
      ),
    );
  }
  return result;
}
