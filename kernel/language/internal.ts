import type ts from 'typescript';
import { compiler } from './typescript.ts';

/**
 * The parts of TypeScript 6.0.3 that its public types leave out and that make a cell's check take milliseconds.
 * They are the reason why the version is pinned exactly; everything internal that the kernel touches is named here.
 */
export interface BoundSourceFile extends ts.SourceFile {
  path: string;
  resolvedPath: string;
  originalFileName: string;
  /** The names that the file declares; the checker looks here before it looks at globals. */
  locals?: Map<string, ts.Symbol>;
  symbol: ts.Symbol;
  identifiers: Map<string, string>;
  imports: unknown[];
  moduleAugmentations: unknown[];
  ambientModuleNames: string[];
  parseDiagnostics: ts.Diagnostic[];
  bindDiagnostics: ts.Diagnostic[];
  externalModuleIndicator?: unknown;
  checkJsDirective?: { enabled: boolean };
  commentDirectives?: { range: ts.TextRange; type: 0 | 1 }[];
}

export interface ResolvedModule {
  resolvedModule?: ts.ResolvedModuleFull;
}

export interface InternalProgram extends ts.Program {
  getResolvedModule(file: ts.SourceFile, name: string, mode: ts.ResolutionMode): ResolvedModule | undefined;
}

export interface InternalChecker extends ts.TypeChecker {
  getDiagnostics(file: ts.SourceFile): ts.Diagnostic[];
  getEmitResolver(file: ts.SourceFile, token: undefined, skipDiagnostics: boolean): object;
  tryFindAmbientModule(name: string): ts.Symbol | undefined;
  isUnknownSymbol(symbol: ts.Symbol): boolean;
  resolveName(
    name: string,
    location: ts.Node | undefined,
    meaning: ts.SymbolFlags,
    excludeGlobals: boolean,
  ): ts.Symbol | undefined;
}

export interface SourceMapGenerator {
  toString(): string;
}

interface TextWriter {
  getText(): string;
}

interface InternalPrinter extends ts.Printer {
  writeFile(file: ts.SourceFile, writer: TextWriter, map: SourceMapGenerator | undefined): void;
}

interface NodesTransformation extends ts.TransformationResult<ts.SourceFile> {
  isEmitNotificationEnabled(node: ts.Node): boolean;
}

type Transformer = ts.TransformerFactory<ts.SourceFile>;

interface Internal {
  createTypeChecker(host: ts.Program): InternalChecker;
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
  transformNodes(
    resolver: object,
    host: object,
    factory: ts.NodeFactory,
    options: ts.CompilerOptions,
    nodes: readonly ts.SourceFile[],
    transformers: readonly Transformer[],
    allowDeclarationFiles: boolean,
  ): NodesTransformation;
  transformTypeScript: Transformer;
  transformESNext: Transformer;
  transformESDecorators: Transformer;
  transformClassFields: Transformer;
  createPrinter(options: ts.PrinterOptions, handlers: object): InternalPrinter;
  createTextWriter(newLine: string): TextWriter;
  createSourceMapGenerator(
    host: object,
    file: string,
    sourceRoot: string,
    sourcesDirectory: string,
    options: object,
  ): SourceMapGenerator;
  getTouchingPropertyName(file: ts.SourceFile, position: number): ts.Node;
  factory: ts.NodeFactory & {
    inlineExpressions(expressions: readonly ts.Expression[]): ts.Expression;
    converters: { convertToAssignmentPattern(node: ts.BindingPattern): ts.Expression };
  };
  Completions: {
    getCompletionsAtPosition(
      host: object,
      program: ts.Program,
      log: () => void,
      file: ts.SourceFile,
      position: number,
      preferences: ts.UserPreferences,
      triggerCharacter: undefined,
      kind: undefined,
      token: ts.CancellationToken,
    ): ts.CompletionInfo | undefined;
  };
  SymbolDisplay: {
    getSymbolDisplayPartsDocumentationAndSymbolKind(
      checker: ts.TypeChecker,
      symbol: ts.Symbol,
      file: ts.SourceFile,
      enclosing: ts.Node,
      location: ts.Node,
    ): {
      displayParts: ts.SymbolDisplayPart[];
      documentation: ts.SymbolDisplayPart[];
      symbolKind: ts.ScriptElementKind;
      tags?: ts.JSDocTagInfo[];
    };
    getSymbolKind(checker: ts.TypeChecker, symbol: ts.Symbol, location: ts.Node): ts.ScriptElementKind;
  };
}

export const internal = compiler as unknown as Omit<typeof ts, keyof Internal> & Internal;
