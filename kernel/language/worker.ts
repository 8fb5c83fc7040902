import { workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { CompileReply, CompileRequest, LanguageService, ModuleService } from '../threads/contracts.ts';
import { serve } from '../threads/rpc.ts';
import { Assistant } from './assist.ts';
import { Cells } from './cells.ts';
import { Environment } from './environment.ts';
import { isComplete } from './is-complete.ts';
import { Modules } from './modules.ts';
import { keepCompiled } from './typescript.ts';

/** The language thread: types, completion, compilation. It never runs the reader's code. */
export interface LanguageData {
  directory: string;
  kernelFile: string;
  /** Names of the globals that cells may hide but not overwrite. */
  occupied: string[];
  session: MessagePort;
  engine: MessagePort;
}

const { directory, kernelFile, occupied, session, engine } = workerData as LanguageData;
const environment = new Environment(directory, kernelFile);
const cells = new Cells(environment, new Set(occupied));
const assistant = new Assistant(cells, environment);
const modules = new Modules(directory);

// The first check resolves the library's basic types, which takes a hundred milliseconds: do it before it is needed.
cells.compile(
  'const warm = [1, "a"].map((x) => `${x}`); console.log(Math.max(1), new Map([[1, { warm }]])); await Promise.resolve(warm)',
  {
    label: 'warm-up',
    remember: false,
  },
);

// Not before the first cells had their turn.
setTimeout(keepCompiled, 5000).unref();

function compile({ code, label, expressions }: CompileRequest): CompileReply {
  const compiled = cells.compile(code, { label });
  if (!compiled.ok) return compiled;
  const entries = Object.entries(expressions).map(([name, expression]) => {
    const each = cells.compile(expression, { label: name, remember: false });
    return [name, each.ok ? { code: each.code, names: each.names } : { failure: each.problem }] as const;
  });
  return { ...compiled, expressions: Object.fromEntries(entries) };
}

serve<LanguageService>(session, {
  compile,
  complete: (code, cursor) => assistant.complete(code, cursor),
  inspect: (code, cursor, detail) => assistant.inspect(code, cursor, detail),
  isComplete: (code) => ({ ...isComplete(code) }),
});

serve<ModuleService>(engine, {
  resolve: (specifier, from) => modules.resolve(specifier, from),
  compileModule: (path) => modules.compile(path),
});
