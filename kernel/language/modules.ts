import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import type ts from 'typescript';
import { compiler } from './typescript.ts';
import type { CompiledModule, LoadedModule } from '../threads/contracts.ts';
import { compilerOptions } from './environment.ts';

const runtimeOptions: ts.CompilerOptions = {
  ...compilerOptions,
  module: compiler.ModuleKind.System,
  moduleResolution: compiler.ModuleResolutionKind.Bundler,
  noEmit: false,
  allowImportingTsExtensions: false,
  isolatedModules: true,
  sourceMap: true,
  inlineSources: false,
};

const isSource = (file: string) => /\.[cm]?tsx?$/.test(file) && !/\.d\.[cm]?ts$/.test(file);
const isScript = (file: string) => /\.m?js$/.test(file);

/** Finds and compiles the modules that the engine loads itself: local files and the sources of linked packages. */
export class Modules {
  readonly #cache: ts.ModuleResolutionCache;

  constructor(directory: string) {
    this.#cache = compiler.createModuleResolutionCache(directory, (name) => name, runtimeOptions);
  }

  /**
   * Where an import leads. Local files and sources of linked packages (real path outside node_modules, found through
   * the `source` condition of their exports) are ours to load, so that an edit takes effect; the rest is Node's.
   */
  resolve(specifier: string, from: string): LoadedModule {
    if (isBuiltin(specifier) || /^(node|data|https?):/.test(specifier)) return { kind: 'external', specifier };
    const local = specifier.startsWith('.') || specifier.startsWith('/') || specifier.startsWith('file:');
    const wanted = specifier.startsWith('file:') ? decodeURIComponent(new URL(specifier).pathname) : specifier;
    // What is missing may be written between two runs of a cell, and what a package exports may change.
    this.#cache.clear();
    const { resolvedModule } = compiler.resolveModuleName(
      wanted,
      from,
      runtimeOptions,
      compiler.sys,
      this.#cache,
      undefined,
      compiler.ModuleKind.ESNext,
    );
    const found = resolvedModule?.resolvedFileName;
    if (!found || found.includes('/node_modules/')) return { kind: 'external', specifier };
    if (isSource(found))
      return found.endsWith('.cts') ? { kind: 'external', specifier } : { kind: 'source', path: found };
    const path = found.replace(/\.d\.([cm]?)ts$/, '.$1js');
    if (!local) return { kind: 'external', specifier };
    if (path.endsWith('.json')) return { kind: 'json', path };
    if (isScript(path)) return { kind: isModule(path) ? 'source' : 'commonjs', path };
    return path.endsWith('.cjs') ? { kind: 'commonjs', path } : { kind: 'external', specifier };
  }

  /** Compiles a TypeScript or JavaScript module to a `System.register` call, which can be loaded again and again. */
  compile(path: string): CompiledModule {
    const source = readFileSync(path, 'utf8');
    const { outputText, sourceMapText, diagnostics } = compiler.transpileModule(source, {
      fileName: path,
      compilerOptions: runtimeOptions,
      reportDiagnostics: true,
    });
    const error = diagnostics?.find(
      ({ category, code }) => category === compiler.DiagnosticCategory.Error && code < 2000,
    );
    if (error) {
      const { line, character } = compiler.getLineAndCharacterOfPosition(error.file!, error.start!);
      const message = compiler.flattenDiagnosticMessageText(error.messageText, '\n');
      throw Object.assign(new SyntaxError(`${message} (${path}:${line + 1}:${character + 1})`));
    }
    const code = outputText.replace(/\n\/\/# sourceMappingURL=.*$/, '');
    return { code, map: sourceMapText!, source };
  }
}

/** JavaScript with `import` or `export` is a module whatever its package.json says. */
function isModule(path: string): boolean {
  if (path.endsWith('.mjs')) return true;
  const file = compiler.createSourceFile(path, readFileSync(path, 'utf8'), compiler.ScriptTarget.ES2022);
  return compiler.isExternalModule(file);
}
