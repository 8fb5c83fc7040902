import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type ts from 'typescript';
import { compiler } from './typescript.ts';
import { notebookGlobals, tslabTypes } from './globals.ts';
import { internal } from './internal.ts';
import { webAssemblyTypes } from './web-assembly.ts';
import type { BoundSourceFile, InternalChecker, InternalProgram, ResolvedModule } from './internal.ts';

/** Node 20 has the library of ES2023; newer ones have what TypeScript calls esnext. */
const newest = Number(process.versions.node.split('.')[0]) >= 24;

/** What a notebook wants: strict about null and about types that are wrong, quiet about types that are not written. */
export const compilerOptions: ts.CompilerOptions = {
  target: compiler.ScriptTarget.ES2022,
  lib: newest ? ['lib.esnext.d.ts'] : ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts', 'lib.decorators.d.ts'],
  module: compiler.ModuleKind.Preserve,
  moduleResolution: compiler.ModuleResolutionKind.Bundler,
  moduleDetection: compiler.ModuleDetectionKind.Force,
  customConditions: ['source'],
  strict: true,
  skipLibCheck: true,
  allowJs: true,
  resolveJsonModule: true,
  esModuleInterop: true,
  allowImportingTsExtensions: true,
  noUncheckedSideEffectImports: true,
  noEmit: true,
  types: [],
};

function stamp(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? `${stats.mtimeMs}:${stats.size}` : 'gone';
}

/** TypeScript writes paths with forward slashes on every system. */
const path = (...parts: string[]) => join(...parts).replaceAll('\\', '/');

const installed = (file: string) => file.includes('/node_modules/');

/**
 * Everything that cells are checked against beside one another: TypeScript's library, Node's types, the notebook's
 * globals, and the modules that cells import. Building it costs hundreds of milliseconds, so it is built once, and
 * again only when a cell imports something new or an imported local file has changed.
 */
export class Environment {
  readonly directory: string;
  checker!: InternalChecker;
  /** What the checker and the completion machinery take for the program: the real one with the cells laid over it. */
  program!: InternalProgram;
  readonly #cells = new Map<string, BoundSourceFile>();
  readonly #specifiers = new Set<string>();
  readonly #files = new Map<string, { stamp: string; file: ts.SourceFile | undefined }>();
  readonly #virtual: Map<string, string>;
  readonly #importsName: string;
  readonly #tslabName: string;
  readonly #roots: string[];
  readonly #host: ts.CompilerHost;
  #real: InternalProgram | undefined;
  #revision = 0;
  #sourceFiles: readonly ts.SourceFile[] | undefined;

  constructor(directory: string, kernelFile: string) {
    this.directory = path(directory);
    this.#importsName = path(directory, '__imports__.ts');
    this.#tslabName = path(directory, '__tslab__.d.ts');
    const globalsName = path(directory, '__notebook__.d.ts');
    this.#virtual = new Map([
      [globalsName, `${notebookGlobals}${webAssemblyTypes}`],
      [this.#tslabName, tslabTypes],
      [this.#importsName, ''],
    ]);
    this.#roots = [...nodeTypes(directory, kernelFile), globalsName, this.#tslabName, this.#importsName];
    this.#host = this.#createHost();
    this.rebuild();
  }

  /** True when every module that the code names is known and no imported local file has changed. */
  knows(specifiers: readonly string[]): boolean {
    if (specifiers.length === 0) return true;
    return specifiers.every((name) => this.#isKnown(name)) && !this.#hasChanged();
  }

  /** Adds modules and rebuilds the program and its checker. */
  rebuild(specifiers: readonly string[] = []): void {
    for (const name of specifiers) this.#specifiers.add(name);
    const text = [...this.#specifiers].map((name) => `import ${JSON.stringify(name)};`).join('\n');
    // A changed text makes TypeScript resolve the imports again: what was missing may exist by now.
    this.#virtual.set(this.#importsName, `${text}\n// ${this.#revision++}`);
    this.#files.delete(this.#importsName);
    const old = this.#real;
    this.#real = compiler.createProgram({
      rootNames: this.#roots,
      options: compilerOptions,
      host: this.#host,
      ...(old ? { oldProgram: old } : {}),
    }) as InternalProgram;
    this.#sourceFiles = undefined;
    this.program = this.#layCellsOver(this.#real);
    this.checker = internal.createTypeChecker(this.program);
  }

  /** Makes a parsed and bound cell visible to the checker. */
  add(cell: BoundSourceFile): void {
    this.#cells.set(cell.fileName, cell);
  }

  remove(cell: BoundSourceFile): void {
    this.#cells.delete(cell.fileName);
  }

  #isKnown(name: string): boolean {
    if (name === 'tslab' || this.checker.tryFindAmbientModule(name)) return true;
    return this.#specifiers.has(name) && this.#resolve(name, compiler.ModuleKind.ESNext)?.resolvedModule !== undefined;
  }

  #hasChanged(): boolean {
    return this.#real!.getSourceFiles().some(({ fileName }) => {
      if (installed(fileName) || this.#virtual.has(fileName)) return false;
      return this.#files.get(fileName)?.stamp !== stamp(fileName);
    });
  }

  #resolve(name: string, mode: ts.ResolutionMode): ResolvedModule | undefined {
    if (name === 'tslab') return { resolvedModule: { resolvedFileName: this.#tslabName, extension: '.d.ts' } };
    const imports = this.#real!.getSourceFile(this.#importsName)!;
    return (
      this.#real!.getResolvedModule(imports, name, mode) ??
      this.#real!.getResolvedModule(imports, name, compiler.ModuleKind.ESNext) ??
      this.#real!.getResolvedModule(imports, name, undefined)
    );
  }

  #layCellsOver(real: InternalProgram): InternalProgram {
    return {
      ...real,
      getSourceFile: (name: string) => this.#cells.get(name) ?? real.getSourceFile(name),
      // The checker only walks all files to start; cells join one by one afterwards.
      getSourceFiles: () => (this.#sourceFiles ??= real.getSourceFiles()),
      getTypeChecker: () => this.checker,
      getResolvedModule: (file: ts.SourceFile, name: string, mode: ts.ResolutionMode) =>
        this.#cells.has(file.fileName) ? this.#resolve(name, mode) : real.getResolvedModule(file, name, mode),
    };
  }

  #createHost(): ts.CompilerHost {
    const host = compiler.createCompilerHost(compilerOptions);
    const read = host.getSourceFile.bind(host);
    host.getCurrentDirectory = () => this.directory;
    const exists = host.fileExists.bind(host);
    host.fileExists = (name) => this.#virtual.has(name) || exists(name);
    host.getSourceFile = (name, options, onError) => {
      const known = this.#files.get(name);
      const virtual = this.#virtual.get(name);
      const version = virtual !== undefined || (known && installed(name)) ? 'kept' : stamp(name);
      if (known && (known.stamp === version || version === 'kept')) return known.file;
      const file =
        virtual === undefined ? read(name, options, onError) : compiler.createSourceFile(name, virtual, options);
      this.#files.set(name, { stamp: version, file });
      return file;
    };
    host.hasInvalidatedResolutions = (path) => !installed(path);
    return host;
  }
}

/** Node's types: those of the notebook's project, else those that came with the kernel. */
function nodeTypes(directory: string, kernelFile: string): string[] {
  for (const base of [join(directory, 'cell.ts'), kernelFile]) {
    try {
      const found = createRequire(base).resolve('@types/node/package.json');
      const file = path(dirname(found), 'index.d.ts');
      if (existsSync(file)) return [file];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  return [];
}
