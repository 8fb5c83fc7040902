import ts from 'typescript';
import { internal } from './internal.ts';
import type { BoundSourceFile, InternalChecker } from './internal.ts';

const { factory } = internal;

/** Names of what the compiled cell receives from the engine. */
export const parameters = { load: '$import', meta: '$meta', epoch: '$epoch', resume: '$resume' };

export interface Rewritten {
  transformer: ts.TransformerFactory<ts.SourceFile>;
  /** The variables that the cell declares at top level, under the names they have at run time. */
  names: Set<string>;
}

export interface RewriteOptions {
  checker: InternalChecker;
  /** The run-time name of a top-level variable: most keep theirs, those of Node's own globals get another. */
  runtimeName: (name: string) => string;
}

const isDeclared = (node: ts.Node) =>
  ts.canHaveModifiers(node) && !!ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword);

const scopeOf = (list: ts.VariableDeclarationList): ts.NodeFlags => list.flags & ts.NodeFlags.BlockScoped;

const isUsing = (list: ts.VariableDeclarationList) =>
  [ts.NodeFlags.Using, ts.NodeFlags.AwaitUsing].includes(scopeOf(list));

const isVar = (list: ts.VariableDeclarationList) => scopeOf(list) === ts.NodeFlags.None;

/**
 * Rewrites a cell into one async function whose top-level declarations are assignments to variables that all cells
 * share, so that a cell can declare again what another declared, functions see the newest definition, `await` and
 * `import` work anywhere, and what ran before an error stays. The last expression becomes the function's result.
 */
export function rewriteCell(cell: BoundSourceFile, options: RewriteOptions): Rewritten {
  const { checker, runtimeName } = options;
  const names = new Set<string>();
  const declare = (name: string) => {
    const runtime = runtimeName(name);
    names.add(runtime);
    return runtime;
  };
  const target = (name: ts.Identifier) => setOrigin(factory.createIdentifier(declare(name.text)), name);

  const transformer: ts.TransformerFactory<ts.SourceFile> = (context) => {
    const isShared = (node: ts.Identifier, symbol: ts.Symbol | undefined) =>
      symbol !== undefined &&
      (cell.locals?.get(node.text) === symbol || cell.symbol.exports?.get(node.escapedText) === symbol);

    /** A reference to a variable whose run-time name differs from the written one. */
    function renamed(node: ts.Identifier): ts.Identifier | undefined {
      const name = runtimeName(node.text);
      if (name === node.text) return undefined;
      const { parent } = node;
      if (ts.isShorthandPropertyAssignment(parent) && parent.name === node) return undefined;
      if (!isShared(node, checker.getSymbolAtLocation(node))) return undefined;
      return setOrigin(factory.createIdentifier(name), node);
    }

    function visit(node: ts.Node): ts.Node | undefined {
      if (ts.isIdentifier(node)) return renamed(node) ?? node;
      if (ts.isShorthandPropertyAssignment(node)) {
        const name = runtimeName(node.name.text);
        if (name !== node.name.text && isShared(node.name, checker.getShorthandAssignmentValueSymbol(node))) {
          const value = factory.createIdentifier(name);
          const init = node.objectAssignmentInitializer;
          return factory.createPropertyAssignment(
            node.name.text,
            init ? factory.createAssignment(value, visitExpression(init)) : value,
          );
        }
      }
      if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return dynamicImport(node);
      if (ts.isAwaitExpression(node)) return guardedAwait(node);
      if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
        return factory.createIdentifier(parameters.meta);
      }
      return ts.visitEachChild(node, visit, context);
    }
    const visitExpression = (node: ts.Expression) => ts.visitNode(node, visit) as ts.Expression;

    /** `await x` stops there when the cell was interrupted in the meantime, so that its loops do not go on unseen. */
    function guardedAwait(node: ts.AwaitExpression): ts.Expression {
      const epoch = factory.createCallExpression(factory.createIdentifier(parameters.epoch), undefined, []);
      const waited = factory.updateAwaitExpression(node, visitExpression(node.expression));
      const call = factory.createCallExpression(factory.createIdentifier(parameters.resume), undefined, [
        epoch,
        waited,
      ]);
      return setOrigin(call, node);
    }

    function dynamicImport(node: ts.CallExpression): ts.Expression {
      const [specifier, settings] = node.arguments;
      const args: ts.Expression[] = [visitExpression(specifier)];
      if (settings) args.push(factory.createVoidZero(), visitExpression(settings));
      return setOrigin(factory.createCallExpression(factory.createIdentifier(parameters.load), undefined, args), node);
    }

    /** A statement inside a block of the cell: only its `var`s belong to the cell. */
    function visitNested(node: ts.Node): ts.Node | undefined {
      if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isExpression(node)) return visit(node);
      if (ts.isVariableStatement(node) && isVar(node.declarationList) && !isDeclared(node)) return assignments(node);
      if ((ts.isForInStatement(node) || ts.isForOfStatement(node)) && ts.isVariableDeclarationList(node.initializer)) {
        if (isVar(node.initializer)) return loopOver(node, node.initializer);
      }
      if (ts.isForStatement(node) && node.initializer && ts.isVariableDeclarationList(node.initializer)) {
        if (isVar(node.initializer)) {
          const start = toExpression(node.initializer.declarations) ?? factory.createVoidZero();
          return factory.updateForStatement(
            node,
            start,
            node.condition && visitExpression(node.condition),
            node.incrementor && visitExpression(node.incrementor),
            ts.visitNode(node.statement, visitNested) as ts.Statement,
          );
        }
      }
      return ts.visitEachChild(node, visitNested, context);
    }

    function loopOver(node: ts.ForInOrOfStatement, list: ts.VariableDeclarationList): ts.Statement {
      const variable = toTarget(list.declarations[0].name);
      const over = visitExpression(node.expression);
      const body = ts.visitNode(node.statement, visitNested) as ts.Statement;
      return ts.isForInStatement(node)
        ? factory.updateForInStatement(node, variable, over, body)
        : factory.updateForOfStatement(node, node.awaitModifier, variable, over, body);
    }

    /** What stands left of the `=` for a declared name or pattern. */
    function toTarget(name: ts.BindingName): ts.Expression {
      if (ts.isIdentifier(name)) return target(name);
      for (const bound of boundNames(name)) declare(bound.text);
      const pattern = internal.factory.converters.convertToAssignmentPattern(
        renamePattern(ts.visitEachChild(name, visit, context)),
      );
      return setOrigin(pattern, name);
    }

    function renamePattern<Pattern extends ts.BindingPattern>(pattern: Pattern): Pattern {
      const rename = (node: ts.Node): ts.Node => {
        if (!ts.isBindingElement(node)) return ts.visitEachChild(node, rename, context);
        if (!ts.isIdentifier(node.name)) return ts.visitEachChild(node, rename, context);
        const name = runtimeName(node.name.text);
        if (name === node.name.text) return node;
        const property = node.propertyName ?? (node.dotDotDotToken ? undefined : node.name);
        const inObject = ts.isObjectBindingPattern(ts.getOriginalNode(node).parent);
        return factory.updateBindingElement(
          node,
          node.dotDotDotToken,
          inObject ? property : undefined,
          factory.createIdentifier(name),
          node.initializer,
        );
      };
      return rename(pattern) as Pattern;
    }

    function toExpression(declarations: readonly ts.VariableDeclaration[], reset = false): ts.Expression | undefined {
      const parts = declarations.flatMap((declaration) => {
        const variable = toTarget(declaration.name);
        if (!declaration.initializer && !reset) return [];
        const value = declaration.initializer ? visitExpression(declaration.initializer) : factory.createVoidZero();
        return [setOrigin(factory.createAssignment(variable, value), declaration)];
      });
      return parts.length === 0 ? undefined : factory.inlineExpressions(parts);
    }

    function assignments(node: ts.VariableStatement): ts.Statement {
      const { declarationList: list } = node;
      const parts = list.declarations.flatMap((declaration) => {
        const expression = toExpression([declaration], !isVar(list));
        return expression ? [setOrigin(factory.createExpressionStatement(parenthesized(expression)), declaration)] : [];
      });
      if (parts.length === 1) return setOrigin(parts[0], node);
      return setOrigin(parts.length === 0 ? factory.createEmptyStatement() : factory.createBlock(parts, true), node);
    }

    function assign(name: ts.Identifier, value: ts.Expression, origin: ts.Node): ts.Statement {
      const assignment = factory.createAssignment(target(name), value);
      return setOrigin(factory.createExpressionStatement(setOrigin(assignment, origin)), origin);
    }

    function functionValue(node: ts.FunctionDeclaration): ts.Expression {
      const visited = ts.visitEachChild(node, visit, context);
      const modifiers = ts.getModifiers(visited)?.filter(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
      // Without a name of its own, so that recursion too goes through the shared variable.
      const { asteriskToken, typeParameters, parameters: params, type, body } = visited;
      const made = factory.createFunctionExpression(
        modifiers,
        asteriskToken,
        undefined,
        typeParameters,
        params,
        type,
        body!,
      );
      return setOrigin(made, node);
    }

    function classValue(node: ts.ClassDeclaration): ts.Expression {
      const visited = ts.visitEachChild(node, visitInside(node.name), context);
      const modifiers = visited.modifiers?.filter(
        ({ kind }) => kind !== ts.SyntaxKind.ExportKeyword && kind !== ts.SyntaxKind.DefaultKeyword,
      );
      const { name, typeParameters, heritageClauses, members } = visited;
      return setOrigin(factory.createClassExpression(modifiers, name, typeParameters, heritageClauses, members), node);
    }

    /** Inside its own body a class or namespace is known by the name it was written with. */
    function visitInside(own: ts.Identifier | undefined): ts.Visitor {
      if (!own || runtimeName(own.text) === own.text) return visit;
      const inside: ts.Visitor = (node) => {
        if (ts.isIdentifier(node) && node.text === own.text) return node;
        return ts.isIdentifier(node) || !contains(node, own.text)
          ? visit(node)
          : ts.visitEachChild(node, inside, context);
      };
      return inside;
    }

    /** Enums and namespaces, with what they merge with, keep TypeScript's own form inside a function. */
    function merged(name: ts.Identifier, group: readonly ts.Statement[]): ts.Statement {
      const body = group.map((node) => ts.visitEachChild(withoutExport(node), visitInside(name), context));
      const block = factory.createBlock(
        [...body, factory.createReturnStatement(factory.createIdentifier(name.text))],
        true,
      );
      const made = factory.createArrowFunction(undefined, undefined, [], undefined, undefined, block);
      const call = factory.createCallExpression(factory.createParenthesizedExpression(made), undefined, []);
      return assign(name, call, group[0]);
    }

    function withoutExport(node: ts.Statement): ts.Statement {
      if (!ts.canHaveModifiers(node)) return node;
      const modifiers = node.modifiers?.filter(
        ({ kind }) => kind !== ts.SyntaxKind.ExportKeyword && kind !== ts.SyntaxKind.DefaultKeyword,
      );
      if (modifiers?.length === node.modifiers?.length) return node;
      if (ts.isEnumDeclaration(node)) return factory.updateEnumDeclaration(node, modifiers, node.name, node.members);
      if (ts.isModuleDeclaration(node)) return factory.updateModuleDeclaration(node, modifiers, node.name, node.body);
      return node;
    }

    function isValue(name: ts.Identifier): boolean {
      const symbol = checker.getSymbolAtLocation(name);
      if (!symbol || !(symbol.flags & ts.SymbolFlags.Alias)) return true;
      const aliased = checker.getAliasedSymbol(symbol);
      return checker.isUnknownSymbol(aliased) || (aliased.flags & ts.SymbolFlags.Value) !== 0;
    }

    function load(
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
        const entries = node.attributes.elements.map(({ name, value }) =>
          factory.createPropertyAssignment(name, value),
        );
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

    function importStatement(node: ts.ImportDeclaration): ts.Statement[] {
      const clause = node.importClause;
      const run = (expression: ts.Expression) => [setOrigin(factory.createExpressionStatement(expression), node)];
      if (!clause) return run(load(node.moduleSpecifier, undefined, node));
      if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return [];
      const wanted: [imported: string, local: ts.Identifier][] = [];
      if (clause.name && isValue(clause.name)) wanted.push(['default', clause.name]);
      const bindings = clause.namedBindings;
      if (bindings && ts.isNamedImports(bindings)) {
        for (const { isTypeOnly, propertyName, name } of bindings.elements) {
          if (!isTypeOnly && isValue(name)) wanted.push([(propertyName ?? name).text, name]);
        }
      }
      const result: ts.Statement[] = [];
      if (bindings && ts.isNamespaceImport(bindings)) {
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

    function statement(node: ts.Statement, isLast: boolean): ts.Statement | undefined {
      if (isDeclared(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return undefined;
      if (ts.isVariableStatement(node)) {
        return isUsing(node.declarationList) ? (visit(node) as ts.Statement) : assignments(node);
      }
      if (ts.isClassDeclaration(node)) return node.name ? assign(node.name, classValue(node), node) : undefined;
      if (ts.isExportAssignment(node)) return result(node.expression, isLast, node);
      if (ts.isExpressionStatement(node)) return result(node.expression, isLast, node);
      if (ts.isImportEqualsDeclaration(node)) return importEquals(node);
      if (ts.isExportDeclaration(node)) {
        const { moduleSpecifier, isTypeOnly } = node;
        if (!moduleSpecifier || isTypeOnly) return undefined;
        return setOrigin(factory.createExpressionStatement(load(moduleSpecifier, undefined, node)), node);
      }
      return visitNested(node) as ts.Statement;
    }

    function importEquals(node: ts.ImportEqualsDeclaration): ts.Statement | undefined {
      if (node.isTypeOnly || !isValue(node.name)) return undefined;
      const { moduleReference } = node;
      if (!ts.isExternalModuleReference(moduleReference)) return assign(node.name, entity(moduleReference), node);
      const call = factory.createCallExpression(factory.createIdentifier('require'), undefined, [
        moduleReference.expression,
      ]);
      return assign(node.name, call, node);
    }

    function entity(name: ts.EntityName): ts.Expression {
      if (ts.isIdentifier(name)) return factory.createIdentifier(runtimeName(name.text));
      return factory.createPropertyAccessExpression(entity(name.left), name.right.text);
    }

    function result(expression: ts.Expression, isLast: boolean, node: ts.Statement): ts.Statement {
      const value = visitExpression(expression);
      return setOrigin(isLast ? factory.createReturnStatement(value) : factory.createExpressionStatement(value), node);
    }

    return (source) => {
      const groups = mergingGroups(source.statements);
      const first: ts.Statement[] = [];
      const hoisted: ts.Statement[] = [];
      const body: ts.Statement[] = [];
      const last = source.statements.findLast((node) => !ts.isEmptyStatement(node));
      for (const node of source.statements) {
        const group = groups.get(node);
        if (group) {
          if (group.nodes[0] === node) body.push(merged(group.name, group.nodes));
        } else if (ts.isImportDeclaration(node)) {
          first.push(...importStatement(node));
        } else if (ts.isFunctionDeclaration(node)) {
          const { name } = node;
          if (node.body && name) hoisted.push(assign(name, functionValue(node), node));
        } else {
          const made = statement(node, node === last);
          if (made) body.push(made);
        }
      }
      const strict = factory.createExpressionStatement(factory.createStringLiteral('use strict'));
      const block = factory.createBlock([strict, ...first, ...hoisted, ...body], true);
      const params = Object.values(parameters).map((name) =>
        factory.createParameterDeclaration(undefined, undefined, name),
      );
      const asynchronous = factory.createModifiersFromModifierFlags(ts.ModifierFlags.Async);
      const main = factory.createArrowFunction(asynchronous, undefined, params, undefined, undefined, block);
      const whole = factory.createExpressionStatement(factory.createParenthesizedExpression(main));
      return factory.updateSourceFile(source, ts.setTextRange(factory.createNodeArray([whole]), source.statements));
    };
  };
  return { transformer, names };
}

function setOrigin<Node extends ts.Node>(made: Node, origin: ts.Node): Node {
  return ts.setTextRange(ts.setOriginalNode(made, origin), origin);
}

function parenthesized(expression: ts.Expression): ts.Expression {
  return ts.isBinaryExpression(expression) && ts.isObjectLiteralExpression(expression.left)
    ? factory.createParenthesizedExpression(expression)
    : expression;
}

function* boundNames(name: ts.BindingName): Generator<ts.Identifier> {
  if (ts.isIdentifier(name)) yield name;
  else for (const element of name.elements) if (ts.isBindingElement(element)) yield* boundNames(element.name);
}

function contains(node: ts.Node, name: string): boolean {
  if (ts.isIdentifier(node)) return node.text === name;
  return ts.forEachChild(node, (child) => contains(child, name) || undefined) ?? false;
}

interface Group {
  name: ts.Identifier;
  nodes: ts.Statement[];
}

/** Enums and namespaces of one name, with the class or function they extend. */
function mergingGroups(statements: readonly ts.Statement[]): Map<ts.Statement, Group> {
  const byName = new Map<string, Group>();
  const own = new Set<string>();
  for (const node of statements) {
    const mergeable =
      ts.isEnumDeclaration(node) ||
      ts.isModuleDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isFunctionDeclaration(node);
    if (!mergeable || isDeclared(node) || !node.name || !ts.isIdentifier(node.name)) continue;
    if (ts.isModuleDeclaration(node) && (node.flags & ts.NodeFlags.GlobalAugmentation || !hasValues(node))) continue;
    if (ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node)) own.add(node.name.text);
    const group = byName.get(node.name.text) ?? { name: node.name, nodes: [] };
    group.nodes.push(node);
    byName.set(node.name.text, group);
  }
  const groups = [...byName].filter(([name]) => own.has(name)).map(([, group]) => group);
  return new Map(groups.flatMap((group) => group.nodes.map((node) => [node, group] as const)));
}

/** A namespace that holds only types leaves nothing at run time. */
function hasValues(node: ts.ModuleDeclaration): boolean {
  const { body } = node;
  if (!body) return false;
  if (ts.isModuleDeclaration(body)) return hasValues(body);
  return (
    ts.isModuleBlock(body) &&
    body.statements.some((each) => {
      if (isDeclared(each) || ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each)) return false;
      return ts.isModuleDeclaration(each) ? hasValues(each) : true;
    })
  );
}
