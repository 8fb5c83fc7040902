import type ts from 'typescript';
import { compiler } from './typescript.ts';

/** Places a made node where the written one stands, so that errors point there. */
export function setOrigin<Node extends ts.Node>(made: Node, origin: ts.Node): Node {
  return compiler.setTextRange(compiler.setOriginalNode(made, origin), origin);
}

export const isDeclared = (node: ts.Node) =>
  compiler.canHaveModifiers(node) &&
  !!compiler.getModifiers(node)?.some(({ kind }) => kind === compiler.SyntaxKind.DeclareKeyword);
