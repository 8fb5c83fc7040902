import type { Backend } from '../backend.ts';
import { convolution } from './convolution.ts';
import { elements } from './elements.ts';
import { Engine } from './engine.ts';
import type { Host } from './host.ts';
import { losses } from './losses.ts';
import { matrices } from './matrices.ts';
import { createNodeHost } from './node.ts';
import { normalization } from './normalization.ts';
import { pooling } from './pooling.ts';
import { reductions } from './reductions.ts';
import { updates } from './updates.ts';

/**
 * The fast backend: SIMD kernels compiled from AssemblyScript, threads over one shared memory, float32.
 *
 * @throws Error when the kernels have not been built or the JavaScript engine lacks SIMD; the message says which.
 */
export function createWasmBackend(host: Host = createNodeHost()): Backend {
  const engine = new Engine(host);
  const simd = engine.build === 'relaxed' ? 'relaxed SIMD' : 'SIMD';
  const threads = engine.threads === 1 ? '1 thread' : `${engine.threads} threads`;
  return {
    name: 'wasm',
    description: `wasm (${simd}, ${threads})`,
    dataType: 'float32',
    allocate: (length) => engine.allocate(length),
    allocateIndices: (length) => engine.allocateIndices(length),
    updates: updates(engine),
    ...matrices(engine),
    ...elements(engine),
    ...reductions(engine),
    ...losses(engine),
    ...convolution(engine),
    ...pooling(engine),
    ...normalization(engine),
  };
}
