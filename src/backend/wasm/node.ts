import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { isMainThread, Worker } from 'node:worker_threads';
import type { Build, Host } from './host.ts';

/** More threads than this gain little: the work of a training step comes in small jobs. */
const MOST_THREADS = 8;

/**
 * A helper thread. Its program is a string because the sources run as TypeScript as well as compiled, and a thread that starts with a
 * file would need the same loader.
 */
const program = `
const { workerData } = require('node:worker_threads');
const { module, memory, workspace } = workerData;
const { exports } = new WebAssembly.Instance(module, { env: { memory, abort() {} } });
exports.useWorkspace(workspace);
exports.serve();
`;

/** In a worker thread (trials of a search run in parallel there) one thread computes: the others have their own work. */
export function createNodeHost(): Host {
  return {
    threads: isMainThread ? Math.min(availableParallelism(), MOST_THREADS) : 1,

    prepare() {
      // Node 20 knows relaxed SIMD only behind this flag; newer versions have it on and no longer know the flag.
      if (Number(process.versions.node.split('.')[0]) < 22) setFlagsFromString('--experimental-wasm-relaxed-simd');
    },

    read(build: Build) {
      const file = `${build}.wasm`;
      // Beside this file when it is compiled, in the compiled library when it runs as TypeScript.
      const places = [new URL(file, import.meta.url), new URL(`../../dist/backend/wasm/${file}`, import.meta.url)];
      const place = places.find((candidate) => existsSync(candidate));
      if (place === undefined) {
        throw new Error(`The compute backend is not built: ${file} is missing. Run \`npm run build\`.`);
      }
      return new Uint8Array(readFileSync(place));
    },

    startThread(start) {
      const worker = new Worker(program, { eval: true, workerData: start, execArgv: [] });
      worker.unref();
    },

    warn(message) {
      process.emitWarning(message, 'ComputeBackendWarning');
    },
  };
}
