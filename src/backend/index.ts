import type { Backend } from './backend.ts';
import { createReferenceBackend } from './reference/index.ts';
import { createWasmBackend } from './wasm/index.ts';

/** Backends by name. A factory is called once, at the first use; it throws an Error whose message says what the machine lacks. */
const factories = {
  wasm: (): Backend => createWasmBackend(),
  reference: (): Backend => createReferenceBackend('float32'),
  float64: (): Backend => createReferenceBackend('float64'),
};

export type BackendName = keyof typeof factories;

const made = new Map<BackendName, Backend>();
let current: Backend | undefined;

/** The backend that new tensors and layers are made on: `wasm` at first, or `reference` where the machine lacks what wasm needs. */
export function getBackend(): Backend {
  current ??= fastestBackend();
  return current;
}

function fastestBackend(): Backend {
  try {
    return backendNamed('wasm');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.warn(`The library computes with its slow reference backend: ${reason}`);
    return backendNamed('reference');
  }
}

/**
 * Makes new tensors and layers live on another backend: `'wasm'`, `'reference'`, `'float64'` (reference in double precision), or one of your own.
 * What exists already stays where it is; `layer.moveTo(backend)` moves it. Returns the backend now in use.
 *
 * @throws RangeError for a name that does not exist.
 */
export function setBackend(backend: BackendName | Backend): Backend {
  current = typeof backend === 'string' ? backendNamed(backend) : backend;
  return current;
}

/** Runs `body` with another backend in use, and goes back to the present one whatever happens. `body` must be synchronous. */
export function withBackend<Result>(backend: BackendName | Backend, body: (backend: Backend) => Result): Result {
  const before = getBackend();
  try {
    return body(setBackend(backend));
  } finally {
    current = before;
  }
}

export function backendNames(): BackendName[] {
  return Object.keys(factories) as BackendName[];
}

/**
 * The backend of this name; the same object every time, so that what is made on it fits together.
 *
 * @throws RangeError for a name that does not exist.
 */
export function backendNamed(name: BackendName): Backend {
  const existing = made.get(name);
  if (existing) return existing;
  if (!Object.hasOwn(factories, name)) {
    throw new RangeError(`backend: name must be one of ${backendNames().join(', ')}; received ${String(name)}`);
  }
  const backend = factories[name]();
  made.set(name, backend);
  return backend;
}
