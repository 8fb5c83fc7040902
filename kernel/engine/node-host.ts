import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { constants, Script } from 'node:vm';
import type { Host } from './host.ts';

type Import = (specifier: string, options?: { with?: Record<string, string> }) => Promise<object>;

/** The engine's host on Node. */
export function nodeHost(directory: string): Host {
  const cellFile = join(directory, 'cell.ts');
  const require = createRequire(cellFile);
  const exit = process.exit.bind(process);
  const imports = new Map<string, Import>();

  return {
    directory,
    evaluate: (code, name) =>
      new Script(code, {
        filename: name,
        importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      }).runInThisContext() as unknown,
    importNative(specifier, from, options) {
      const nativeImport = imports.get(from) ?? importFrom(from);
      imports.set(from, nativeImport);
      return nativeImport(specifier, options);
    },
    requireFresh(path) {
      const own = require.resolve(path);
      Reflect.deleteProperty(require.cache, own);
      return require(own) as unknown;
    },
    isCommonJs: (value) => Object.values(require.cache).some((module) => module?.exports === value),
    stamp(path) {
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats && `${stats.mtimeMs}:${stats.size}`;
    },
    exit,
    readText: (path) => readFileSync(path, 'utf8'),
    meta: (path) => ({
      url: pathToFileURL(path).href,
      filename: path,
      dirname: dirname(path),
      resolve: (specifier: string) => resolve(specifier, path),
    }),
  };
}

/** With this option, import() inside a script resolves from the script's file name. */
function importFrom(file: string): Import {
  return new Script('(specifier, options) => import(specifier, options)', {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }).runInThisContext() as Import;
}

function resolve(specifier: string, from: string): string {
  if (specifier.startsWith('.')) return new URL(specifier, pathToFileURL(from)).href;
  const found = createRequire(from).resolve(specifier.startsWith('file:') ? fileURLToPath(specifier) : specifier);
  return found.startsWith('node:') ? found : pathToFileURL(found).href;
}
