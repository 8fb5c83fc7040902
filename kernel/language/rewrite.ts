import type ts from 'typescript';
import { isDeclared, setOrigin } from './nodes.ts';
import { mergingGroups } from './rewrite-groups.ts';
import { isValue, load, parameters, rewriteImport } from './rewrite-imports.ts';
import { compiler } from './typescript.ts';
import { internal } from './internal.ts';
import type { BoundSourceFile, InternalChecker } from './internal.ts';

const { factory } = internal;

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

const scopeOf = (list: ts.VariableDeclarationList): ts.NodeFlags => list.flags & compiler.NodeFlags.BlockScoped;

const isUsing = (list: ts.VariableDeclarationList) =>
  [compiler.NodeFlags.Using, compiler.NodeFlags.AwaitUsing].includes(scopeOf(list));

const isVar = (list: ts.VariableDeclarationList) => scopeOf(list) === compiler.NodeFlags.None;

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
      if (compiler.isShorthandPropertyAssignment(parent) && parent.name === node) return undefined;
      if (!isShared(node, checker.getSymbolAtLocation(node))) return undefined;
      return setOrigin(factory.createIdentifier(name), node);
    }

    function visit(node: ts.Node): ts.Node | undefined {
      if (compiler.isIdentifier(node)) return renamed(node) ?? node;
      if (compiler.isShorthandPropertyAssignment(node)) {
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
      if (compiler.isCallExpression(node) && node.expression.kind === compiler.SyntaxKind.ImportKeyword)
        return dynamicImport(node);
      if (compiler.isAwaitExpression(node)) return guardedAwait(node);
      if (compiler.isMetaProperty(node) && node.keywordToken === compiler.SyntaxKind.ImportKeyword) {
        return factory.createIdentifier(parameters.meta);
      }
      return compiler.visitEachChild(node, visit, context);
    }
    const visitExpression = (node: ts.Expression) => compiler.visitNode(node, visit) as ts.Expression;

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
      if (compiler.isFunctionLike(node) || compiler.isClassLike(node) || compiler.isExpression(node))
        return visit(node);
      if (compiler.isVariableStatement(node) && isVar(node.declarationList) && !isDeclared(node))
        return assignments(node);
      if (
        (compiler.isForInStatement(node) || compiler.isForOfStatement(node)) &&
        compiler.isVariableDeclarationList(node.initializer)
      ) {
        if (isVar(node.initializer)) return loopOver(node, node.initializer);
      }
      if (compiler.isForStatement(node) && node.initializer && compiler.isVariableDeclarationList(node.initializer)) {
        if (isVar(node.initializer)) {
          const start = toExpression(node.initializer.declarations) ?? factory.createVoidZero();
          return factory.updateForStatement(
            node,
            start,
            node.condition && visitExpression(node.condition),
            node.incrementor && visitExpression(node.incrementor),
            compiler.visitNode(node.statement, visitNested) as ts.Statement,
          );
        }
      }
      return compiler.visitEachChild(node, visitNested, context);
    }

    function loopOver(node: ts.ForInOrOfStatement, list: ts.VariableDeclarationList): ts.Statement {
      const variable = toTarget(list.declarations[0].name);
      const over = visitExpression(node.expression);
      const body = compiler.visitNode(node.statement, visitNested) as ts.Statement;
      return compiler.isForInStatement(node)
        ? factory.updateForInStatement(node, variable, over, body)
        : factory.updateForOfStatement(node, node.awaitModifier, variable, over, body);
    }

    /** What stands left of the `=` for a declared name or pattern. */
    function toTarget(name: ts.BindingName): ts.Expression {
      if (compiler.isIdentifier(name)) return target(name);
      for (const bound of boundNames(name)) declare(bound.text);
      const pattern = internal.factory.converters.convertToAssignmentPattern(
        renamePattern(compiler.visitEachChild(name, visit, context)),
      );
      return setOrigin(pattern, name);
    }

    function renamePattern<Pattern extends ts.BindingPattern>(pattern: Pattern): Pattern {
      const rename = (node: ts.Node): ts.Node => {
        if (!compiler.isBindingElement(node)) return compiler.visitEachChild(node, rename, context);
        if (!compiler.isIdentifier(node.name)) return compiler.visitEachChild(node, rename, context);
        const name = runtimeName(node.name.text);
        if (name === node.name.text) return node;
        const property = node.propertyName ?? (node.dotDotDotToken ? undefined : node.name);
        const inObject = compiler.isObjectBindingPattern(compiler.getOriginalNode(node).parent);
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
      const visited = compiler.visitEachChild(node, visit, context);
      const modifiers = compiler.getModifiers(visited)?.filter(({ kind }) => kind === compiler.SyntaxKind.AsyncKeyword);
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
      const visited = compiler.visitEachChild(node, visitInside(node.name), context);
      const modifiers = visited.modifiers?.filter(
        ({ kind }) => kind !== compiler.SyntaxKind.ExportKeyword && kind !== compiler.SyntaxKind.DefaultKeyword,
      );
      const { name, typeParameters, heritageClauses, members } = visited;
      return setOrigin(factory.createClassExpression(modifiers, name, typeParameters, heritageClauses, members), node);
    }

    /** Inside its own body a class or namespace is known by the name it was written with. */
    function visitInside(own: ts.Identifier | undefined): ts.Visitor {
      if (!own || runtimeName(own.text) === own.text) return visit;
      const inside: ts.Visitor = (node) => {
        if (compiler.isIdentifier(node) && node.text === own.text) return node;
        return compiler.isIdentifier(node) || !contains(node, own.text)
          ? visit(node)
          : compiler.visitEachChild(node, inside, context);
      };
      return inside;
    }

    /** Enums and namespaces, with what they merge with, keep TypeScript's own form inside a function. */
    function merged(name: ts.Identifier, group: readonly ts.Statement[]): ts.Statement {
      const body = group.map((node) => compiler.visitEachChild(withoutExport(node), visitInside(name), context));
      const block = factory.createBlock(
        [...body, factory.createReturnStatement(factory.createIdentifier(name.text))],
        true,
      );
      const made = factory.createArrowFunction(undefined, undefined, [], undefined, undefined, block);
      const call = factory.createCallExpression(factory.createParenthesizedExpression(made), undefined, []);
      return assign(name, call, group[0]);
    }

    function withoutExport(node: ts.Statement): ts.Statement {
      if (!compiler.canHaveModifiers(node)) return node;
      const modifiers = node.modifiers?.filter(
        ({ kind }) => kind !== compiler.SyntaxKind.ExportKeyword && kind !== compiler.SyntaxKind.DefaultKeyword,
      );
      if (modifiers?.length === node.modifiers?.length) return node;
      if (compiler.isEnumDeclaration(node))
        return factory.updateEnumDeclaration(node, modifiers, node.name, node.members);
      if (compiler.isModuleDeclaration(node))
        return factory.updateModuleDeclaration(node, modifiers, node.name, node.body);
      return node;
    }

    function statement(node: ts.Statement, isLast: boolean): ts.Statement | undefined {
      if (isDeclared(node) || compiler.isInterfaceDeclaration(node) || compiler.isTypeAliasDeclaration(node))
        return undefined;
      if (compiler.isVariableStatement(node)) {
        return isUsing(node.declarationList) ? (visit(node) as ts.Statement) : assignments(node);
      }
      if (compiler.isClassDeclaration(node)) return node.name ? assign(node.name, classValue(node), node) : undefined;
      if (compiler.isExportAssignment(node)) return result(node.expression, isLast, node);
      if (compiler.isExpressionStatement(node)) return result(node.expression, isLast, node);
      if (compiler.isImportEqualsDeclaration(node)) return importEquals(node);
      if (compiler.isExportDeclaration(node)) {
        const { moduleSpecifier, isTypeOnly } = node;
        if (!moduleSpecifier || isTypeOnly) return undefined;
        return setOrigin(factory.createExpressionStatement(load(moduleSpecifier, undefined, node)), node);
      }
      return visitNested(node) as ts.Statement;
    }

    function importEquals(node: ts.ImportEqualsDeclaration): ts.Statement | undefined {
      if (node.isTypeOnly || !isValue(checker, node.name)) return undefined;
      const { moduleReference } = node;
      if (!compiler.isExternalModuleReference(moduleReference)) return assign(node.name, entity(moduleReference), node);
      const call = factory.createCallExpression(factory.createIdentifier('require'), undefined, [
        moduleReference.expression,
      ]);
      return assign(node.name, call, node);
    }

    function entity(name: ts.EntityName): ts.Expression {
      if (compiler.isIdentifier(name)) return factory.createIdentifier(runtimeName(name.text));
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
      const last = source.statements.findLast((node) => !compiler.isEmptyStatement(node));
      for (const node of source.statements) {
        const group = groups.get(node);
        if (group) {
          if (group.nodes[0] === node) body.push(merged(group.name, group.nodes));
        } else if (compiler.isImportDeclaration(node)) {
          first.push(...rewriteImport(node, checker, target));
        } else if (compiler.isFunctionDeclaration(node)) {
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
      const asynchronous = factory.createModifiersFromModifierFlags(compiler.ModifierFlags.Async);
      const main = factory.createArrowFunction(asynchronous, undefined, params, undefined, undefined, block);
      const whole = factory.createExpressionStatement(factory.createParenthesizedExpression(main));
      return factory.updateSourceFile(
        source,
        compiler.setTextRange(factory.createNodeArray([whole]), source.statements),
      );
    };
  };
  return { transformer, names };
}

function parenthesized(expression: ts.Expression): ts.Expression {
  return compiler.isBinaryExpression(expression) && compiler.isObjectLiteralExpression(expression.left)
    ? factory.createParenthesizedExpression(expression)
    : expression;
}

function* boundNames(name: ts.BindingName): Generator<ts.Identifier> {
  if (compiler.isIdentifier(name)) yield name;
  else for (const element of name.elements) if (compiler.isBindingElement(element)) yield* boundNames(element.name);
}

function contains(node: ts.Node, name: string): boolean {
  if (compiler.isIdentifier(node)) return node.text === name;
  return compiler.forEachChild(node, (child) => contains(child, name) || undefined) ?? false;
}
