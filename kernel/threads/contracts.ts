import type { JsonObject } from '../wire/index.ts';

/** A value's representations: MIME type to content. */
export interface Bundle {
  data: JsonObject;
  metadata: JsonObject;
}

export interface Failure {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** How a cell ends that its reader has stopped. */
export const interrupted: Failure = {
  ename: 'Interrupted',
  evalue: 'the cell was stopped',
  traceback: ['\u001b[31mInterrupted\u001b[39m: the cell was stopped'],
};

export type Outcome =
  { status: 'ok'; result?: Bundle; expressions: Record<string, JsonObject> } | ({ status: 'error' } & Failure);

/** A compiled cell on its way to the engine. */
export interface CellRun {
  id: number;
  /** What tracebacks call it. */
  label: string;
  /** The cell as written, for code frames. */
  source: string;
  code: string;
  map: string;
  names: string[];
  /** Compiled `user_expressions`, or the error that compiling gave. */
  expressions: Record<string, { code: string; names: string[] } | { failure: Failure }>;
  /** Whether the client answers `input()`. */
  allowStdin: boolean;
  silent: boolean;
}

/** From the session (worker) to the engine (main thread). */
export type ToEngine =
  | { type: 'run'; run: CellRun }
  /** Asks softly; the session terminates the running JavaScript when no answer comes. */
  | { type: 'interrupt'; id: number; failure: Failure }
  | { type: 'input'; value: string }
  | {
      type: 'comm';
      serial: number;
      kind: 'comm_open' | 'comm_msg' | 'comm_close';
      content: JsonObject;
      metadata: JsonObject;
      buffers: Uint8Array[];
    }
  | { type: 'exit'; restart: boolean };

/** From the engine to the session, in the order in which things happened. */
export type FromEngine =
  | { type: 'ready' }
  | { type: 'stream'; name: 'stdout' | 'stderr'; text: string }
  | { type: 'output'; message: string; content: JsonObject; metadata?: JsonObject; buffers?: Uint8Array[] }
  | { type: 'input'; prompt: string; password: boolean }
  | { type: 'settled'; id: number; outcome: Outcome }
  | { type: 'interrupting'; id: number }
  /** A message of a comm has been dealt with. */
  | { type: 'handled'; serial: number };

/** What the session asks the language thread. */
export interface CompileRequest {
  code: string;
  label: string;
  expressions: Record<string, string>;
}

export type CompileReply =
  | { ok: true; code: string; map: string; names: string[]; expressions: CellRun['expressions'] }
  | { ok: false; problem: Failure };

/** A module as the engine's loader wants it. */
export type LoadedModule =
  /** Node's own loader takes it: built-in, package, or native file. */
  | { kind: 'external'; specifier: string }
  | { kind: 'json'; path: string }
  | { kind: 'commonjs'; path: string }
  | { kind: 'source'; path: string };

export interface CompiledModule {
  /** A call of `System.register(dependencies, declare)`. */
  code: string;
  map: string;
  source: string;
}

export interface LanguageService {
  compile(request: CompileRequest): CompileReply;
  complete(code: string, cursor: number): JsonObject;
  inspect(code: string, cursor: number, detail: number): JsonObject;
  isComplete(code: string): JsonObject;
}

export interface ModuleService {
  resolve(specifier: string, from: string): LoadedModule;
  compileModule(path: string): CompiledModule;
}
