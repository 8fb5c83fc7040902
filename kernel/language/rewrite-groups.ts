import type ts from 'typescript';
import { isDeclared } from './nodes.ts';
import { compiler } from './typescript.ts';

export interface Group {
  name: ts.Identifier;
  nodes: ts.Statement[];
}

/** Enums and namespaces of one name, with the class or function they extend. */
export function mergingGroups(statements: readonly ts.Statement[]): Map<ts.Statement, Group> {
  const byName = new Map<string, Group>();
  const own = new Set<string>();
  for (const node of statements) {
    const mergeable =
      compiler.isEnumDeclaration(node) ||
      compiler.isModuleDeclaration(node) ||
      compiler.isClassDeclaration(node) ||
      compiler.isFunctionDeclaration(node);
    if (!mergeable || isDeclared(node) || !node.name || !compiler.isIdentifier(node.name)) continue;
    if (compiler.isModuleDeclaration(node) && (node.flags & compiler.NodeFlags.GlobalAugmentation || !hasValues(node)))
      continue;
    if (compiler.isEnumDeclaration(node) || compiler.isModuleDeclaration(node)) own.add(node.name.text);
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
  if (compiler.isModuleDeclaration(body)) return hasValues(body);
  return (
    compiler.isModuleBlock(body) &&
    body.statements.some((each) => {
      if (isDeclared(each) || compiler.isInterfaceDeclaration(each) || compiler.isTypeAliasDeclaration(each))
        return false;
      return compiler.isModuleDeclaration(each) ? hasValues(each) : true;
    })
  );
}
