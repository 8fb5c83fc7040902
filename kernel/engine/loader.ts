import type { LoadedModule, ModuleService } from '../threads/contracts.ts';
import type { Remote } from '../threads/rpc.ts';
import type { Host } from './host.ts';
import type { Scripts } from './scripts.ts';

type Namespace = Record<string, unknown>;
type Setter = (namespace: object) => void;

interface Declared {
  setters: Setter[];
  execute?: () => void | Promise<void>;
}

interface Context {
  meta: object;
  import: (specifier: string) => Promise<object>;
}

type Declare = (exported: (name: string | Namespace, value?: unknown) => unknown, context: Context) => Declared;

interface SourceModule {
  path: string;
  stamp: string | undefined;
  namespace: Namespace;
  importers: Setter[];
  dependencies: Dependency[];
  declared: Declared;
  running?: Promise<void>;
}

type Dependency = { module: SourceModule } | { file: string; stamp: string | undefined } | undefined;

/** One walk through a graph of modules: within it a file is looked at once. */
type Walk = Map<string, Promise<SourceModule>>;

/**
 * Loads local modules and sources of linked packages so that edits take effect at the next import.
 *
 * TypeScript compiles each to the form of System.register, which keeps the meaning of ES modules (live bindings,
 * cycles, top-level await) and can be run again, which Node's own loader never does. A module is loaded again when
 * its file, or a file it depends on, has changed; everything else keeps its one instance.
 */
export class Loader {
  readonly #host: Host;
  readonly #language: Remote<ModuleService>;
  readonly #scripts: Scripts;
  readonly #builtins: ReadonlyMap<string, object>;
  readonly #modules = new Map<string, SourceModule>();
  #serial = 0;

  constructor(host: Host, language: Remote<ModuleService>, scripts: Scripts, builtins: ReadonlyMap<string, object>) {
    this.#host = host;
    this.#language = language;
    this.#scripts = scripts;
    this.#builtins = builtins;
  }

  /** `import()` as cells see it; with `names`, an object that is sure to have them. */
  async import(
    specifier: string,
    names?: readonly string[],
    options?: { with?: Record<string, string> },
  ): Promise<object> {
    const from = `${this.#host.directory}/cell.ts`;
    const namespace = await this.#import(String(specifier), from, new Map(), options);
    for (const name of names ?? []) {
      if (!(name in namespace)) {
        throw new SyntaxError(`The module '${specifier}' does not provide an export named '${name}'`);
      }
    }
    return namespace;
  }

  async #import(
    specifier: string,
    from: string,
    walk: Walk,
    options?: { with?: Record<string, string> },
  ): Promise<object> {
    const builtin = this.#builtins.get(specifier);
    if (builtin) return builtin;
    const target = await this.#language.resolve(specifier, from);
    if (target.kind !== 'source') return this.#plain(target, from, options);
    const module = await this.#load(target.path, walk);
    await this.#run(module, new Set());
    return module.namespace;
  }

  async #plain(
    target: Exclude<LoadedModule, { kind: 'source' }>,
    from: string,
    options?: { with?: Record<string, string> },
  ): Promise<object> {
    if (target.kind === 'json') return namespaceOf(JSON.parse(this.#host.readText(target.path)) as unknown);
    if (target.kind === 'commonjs') return namespaceOf(this.#host.requireFresh(target.path));
    // TypeScript lets JSON be imported without saying so; Node wants the attribute.
    const json = target.specifier.endsWith('.json') ? { with: { type: 'json' } } : undefined;
    const namespace = await this.#host.importNative(target.specifier, from, options ?? json);
    const main = (namespace as Namespace)['default'];
    return json || this.#host.isCommonJs(main) ? namespaceOf(main) : namespace;
  }

  #load(path: string, walk: Walk): Promise<SourceModule> {
    const started = walk.get(path);
    if (started) return started;
    const loading = this.#loadOnce(path, walk);
    walk.set(path, loading);
    return loading;
  }

  async #loadOnce(path: string, walk: Walk): Promise<SourceModule> {
    const known = this.#modules.get(path);
    if (known && !(await this.#hasChanged(known, new Set()))) return known;
    const stamp = this.#host.stamp(path);
    const { code, map, source } = await this.#language.compileModule(path);
    const name = `${path}?${++this.#serial}`;
    this.#scripts.add(name, path, source, map);
    const registered: { dependencies: string[]; declare: Declare }[] = [];
    const evaluate = this.#host.evaluate(`(System) => {${code}\n}`, name) as (system: object) => void;
    evaluate({ register: (dependencies: string[], declare: Declare) => registered.push({ dependencies, declare }) });
    const { dependencies, declare } = registered[0];
    const module: SourceModule = {
      path,
      stamp,
      namespace: Object.defineProperty({}, Symbol.toStringTag, { value: 'Module' }),
      importers: [],
      dependencies: [],
      declared: { setters: [] },
    };
    this.#modules.set(path, module);
    module.declared = declare((nameOrAll, value) => publish(module, nameOrAll, value), {
      meta: this.#host.meta(path),
      import: (specifier) => this.#import(specifier, path, new Map()),
    });
    // Importers in a cycle meet this module before its dependencies are there, as in any ES module graph.
    walk.set(path, Promise.resolve(module));
    try {
      for (const [index, specifier] of dependencies.entries()) {
        module.dependencies.push(await this.#link(specifier, path, walk, module.declared.setters[index]));
      }
    } catch (error) {
      this.#forget(module);
      throw error;
    }
    return module;
  }

  async #link(specifier: string, from: string, walk: Walk, setter: Setter): Promise<Dependency> {
    const builtin = this.#builtins.get(specifier);
    if (builtin) {
      setter(builtin);
      return undefined;
    }
    const target = await this.#language.resolve(specifier, from);
    if (target.kind === 'source') {
      const module = await this.#load(target.path, walk);
      module.importers.push(setter);
      setter(module.namespace);
      return { module };
    }
    setter(await this.#plain(target, from));
    return target.kind === 'external' ? undefined : { file: target.path, stamp: this.#host.stamp(target.path) };
  }

  async #hasChanged(module: SourceModule, seen: Set<SourceModule>): Promise<boolean> {
    if (seen.has(module)) return false;
    seen.add(module);
    if (this.#modules.get(module.path) !== module || this.#host.stamp(module.path) !== module.stamp) return true;
    for (const dependency of module.dependencies) {
      if (!dependency) continue;
      if (
        'module' in dependency
          ? await this.#hasChanged(dependency.module, seen)
          : this.#host.stamp(dependency.file) !== dependency.stamp
      )
        return true;
    }
    return false;
  }

  /** Runs what a module depends on, then the module, each once. A failure stays: the next import loads it again. */
  async #run(module: SourceModule, seen: Set<SourceModule>): Promise<void> {
    if (seen.has(module)) return;
    seen.add(module);
    if (!module.running) {
      for (const dependency of module.dependencies) {
        if (dependency && 'module' in dependency) await this.#run(dependency.module, seen);
      }
      module.running ??= this.#execute(module);
    }
    await module.running;
  }

  async #execute(module: SourceModule): Promise<void> {
    try {
      await module.declared.execute?.();
    } catch (error) {
      this.#forget(module);
      throw error;
    }
  }

  /** What failed is loaded again at the next import. */
  #forget(module: SourceModule): void {
    if (this.#modules.get(module.path) === module) this.#modules.delete(module.path);
  }
}

function publish(module: SourceModule, nameOrAll: string | Namespace, value: unknown): unknown {
  const entries = typeof nameOrAll === 'string' ? { [nameOrAll]: value } : nameOrAll;
  Object.assign(module.namespace, entries);
  for (const importer of module.importers) importer(module.namespace);
  return typeof nameOrAll === 'string' ? value : nameOrAll;
}

/** A CommonJS or JSON value as a namespace: its properties as named exports, itself (or its own default) as default. */
function namespaceOf(value: unknown): object {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
  const own = isObject ? (value as Namespace) : {};
  const main = '__esModule' in own && 'default' in own ? own['default'] : value;
  const namespace: Namespace = {};
  for (const name of isObject ? Object.keys(own) : []) {
    Object.defineProperty(namespace, name, { enumerable: true, configurable: true, get: () => own[name] });
  }
  Object.defineProperty(namespace, 'default', { enumerable: true, configurable: true, value: main });
  return Object.defineProperty(namespace, Symbol.toStringTag, { value: 'Module' });
}
