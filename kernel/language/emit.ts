import type ts from 'typescript';
import { compiler } from './typescript.ts';
import { compilerOptions } from './environment.ts';
import { internal } from './internal.ts';
import type { BoundSourceFile, InternalChecker } from './internal.ts';

export interface Emitted {
  code: string;
  /** Source map, version 3, as JSON. */
  map: string;
}

/**
 * Turns a checked cell into JavaScript with TypeScript's own transformers. They run on the tree that was checked, so
 * nothing is parsed twice, and `rewrite` goes first.
 */
export function emit(
  cell: BoundSourceFile,
  checker: InternalChecker,
  rewrite: ts.TransformerFactory<ts.SourceFile>,
): Emitted {
  const resolver = checker.getEmitResolver(cell, undefined, true);
  const host = {
    getCanonicalFileName: (name: string) => name,
    getCurrentDirectory: () => '',
    getCompilerOptions: () => compilerOptions,
    getEmitModuleFormatOfFile: () => compiler.ModuleKind.ESNext,
    getSourceFiles: () => [cell],
  };
  const transformers = [
    rewrite,
    internal.transformTypeScript,
    internal.transformESNext,
    internal.transformESDecorators,
    internal.transformClassFields,
    withHelpers,
  ];
  const result = internal.transformNodes(
    resolver,
    host,
    internal.factory,
    compilerOptions,
    [cell],
    transformers,
    false,
  );
  const printer = internal.createPrinter(
    { removeComments: true },
    {
      onEmitNode: result.emitNodeWithNotification.bind(result),
      isEmitNotificationEnabled: result.isEmitNotificationEnabled.bind(result),
      substituteNode: result.substituteNode.bind(result),
    },
  );
  const writer = internal.createTextWriter('\n');
  const map = internal.createSourceMapGenerator(host, cell.fileName, '', '', {});
  printer.writeFile(result.transformed[0], writer, map);
  result.dispose();
  return { code: writer.getText(), map: map.toString() };
}

/** Decorators and `using` need helper functions; the transformer of modules, which we do without, would ask for them. */
const withHelpers: ts.TransformerFactory<ts.SourceFile> = (context) => (file) => {
  compiler.addEmitHelpers(file, context.readEmitHelpers());
  return file;
};
