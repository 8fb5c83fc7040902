import type ts from 'typescript';
import { compiler } from './typescript.ts';
import { compilerOptions } from './environment.ts';
import { internal } from './internal.ts';
import type { BoundSourceFile } from './internal.ts';

export interface ParsedCell {
  file: BoundSourceFile;
  /** Where a parenthesis was put before a lone `{…}`; positions after it are one further than in the written code. */
  insertedAt?: number;
}

export function parseCode(name: string, code: string): BoundSourceFile {
  const options = {
    languageVersion: compiler.ScriptTarget.ES2022,
    setExternalModuleIndicator: (file: BoundSourceFile) => {
      // A cell is a module of its own even without import or export: its names are its own and await works.
      file.externalModuleIndicator = true;
    },
  };
  const file = compiler.createSourceFile(
    name,
    code,
    options as unknown as ts.CreateSourceFileOptions,
    true,
    compiler.ScriptKind.TS,
  ) as BoundSourceFile;
  file.path = file.resolvedPath = file.originalFileName = name;
  file.imports = [];
  file.moduleAugmentations = [];
  file.ambientModuleNames = [];
  return file;
}

/** `{x: 1}` alone in a cell is an object to whoever wrote it, though the grammar calls it a block. */
function asObject(name: string, code: string, file: BoundSourceFile): ParsedCell | undefined {
  const [block, ...others] = file.statements;
  if (others.length > 0 || !block || !compiler.isBlock(block)) return undefined;
  const start = block.getStart(file);
  const changed = `${code.slice(0, start)}(${code.slice(start, block.end)})${code.slice(block.end)}`;
  const again = parseCode(name, changed);
  return again.parseDiagnostics.length === 0 ? { file: again, insertedAt: start } : undefined;
}

/** Parses a cell and finds what it declares. */
export function parseCell(name: string, code: string): ParsedCell {
  const file = parseCode(name, code);
  const parsed = asObject(name, code, file) ?? { file };
  internal.bindSourceFile(parsed.file, compilerOptions);
  return parsed;
}

/** The position in the code as it was written. */
export function writtenPosition({ insertedAt }: ParsedCell, position: number): number {
  return insertedAt !== undefined && position > insertedAt ? position - 1 : position;
}
