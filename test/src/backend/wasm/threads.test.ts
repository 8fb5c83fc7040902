import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Backend } from '../../../../src/backend/backend.ts';
import { createWasmBackend } from '../../../../src/backend/wasm/index.ts';
import { hostWith, numbers, plainHost } from './support.ts';

/** What a few large jobs of different kinds leave behind. */
function work(backend: Backend): Float32Array[] {
  const storage = (seed: number, length: number) => {
    const array = backend.allocate(length) as Float32Array;
    array.set(numbers(seed, length));
    return array;
  };
  const [m, n, k] = [301, 203, 517];
  const product = storage(0, m * n);
  const plan = { m, n, k, transposeA: true, transposeB: false, alpha: 1, accumulate: true };
  backend.matmul(plan, storage(1, m * k), storage(2, k * n), product, storage(3, n));
  const x = storage(4, 500_000);
  const sums = storage(5, 1);
  backend.reduce('sum', 1, x.length, 1, x, sums);
  const columns = storage(6, 500);
  backend.reduce('sum', 1, 1000, 500, x, columns);
  const probabilities = storage(7, 500_000);
  const loss = backend.softmaxCrossEntropy(500, 1000, x, storage(8, 500_000), probabilities);
  const geometry = {
    ...{ batch: 18, inChannels: 3, outChannels: 21, height: 12, width: 12, outHeight: 12, outWidth: 12, groups: 1 },
    ...{ kernelHeight: 3, kernelWidth: 3, strideHeight: 1, strideWidth: 1, padHeight: 1, padWidth: 1 },
    ...{ dilationHeight: 1, dilationWidth: 1 },
  };
  const weight = storage(9, 21 * 27);
  const images = storage(10, 18 * 3 * 144);
  const y = storage(11, 18 * 21 * 144);
  backend.conv2dForward(geometry, images, weight, null, y);
  const dWeight = storage(12, 21 * 27);
  const dBias = storage(13, 21);
  backend.conv2dBackwardWeight(geometry, images, y, dWeight, dBias);
  const dx = storage(14, 18 * 3 * 144);
  backend.conv2dBackwardInput(geometry, y, weight, dx);
  return [
    product,
    sums,
    columns,
    probabilities,
    y,
    dWeight,
    dBias,
    dx,
    new Float32Array([loss, backend.dot(x, probabilities)]),
  ];
}

/** Jobs start before the helper threads do: run until they certainly take part. */
function warm(backend: Backend): void {
  for (let i = 0; i < 60; i++) work(backend);
}

describe('the threads of the wasm backend', () => {
  it('give the same bits whatever their number', () => {
    const alone = work(createWasmBackend(hostWith({ threads: 1 })));
    for (const threads of [2, 3, 4]) {
      const backend = createWasmBackend(hostWith({ threads }));
      warm(backend);
      work(backend).forEach((array, index) => {
        const expected = Buffer.from(Float32Array.from(alone[index]).buffer);
        assert.ok(expected.equals(Buffer.from(Float32Array.from(array).buffer)), `${threads} threads, array ${index}`);
      });
    }
  });

  it('let the process end, and print nothing', () => {
    const backend = new URL('../../../../src/backend/wasm/index.ts', import.meta.url).href;
    const script = `
      import { createWasmBackend } from ${JSON.stringify(backend)};
      const backend = createWasmBackend();
      const x = backend.allocate(1_000_000);
      for (let i = 0; i < 200; i++) backend.unary('exp', x, x);
      process.stdout.write(String(Number.isFinite(x[999_999])));
    `;
    const root = fileURLToPath(new URL('../../../..', import.meta.url));
    const child = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      cwd: root,
      encoding: 'utf8',
      timeout: 30_000,
    });
    assert.deepEqual([child.status, child.stdout, child.stderr], [0, 'false', '']);
  });

  it('are not started for small work', () => {
    let started = 0;
    const backend = createWasmBackend(hostWith({ threads: 4, startThread: () => void started++ }));
    const x = backend.allocate(1000);
    backend.unary('exp', x, x);
    assert.equal(started, 0);
    // A helper that never comes changes nothing: the calling thread does all chunks.
    const large = backend.allocate(100_000);
    backend.unary('exp', large, large);
    assert.equal(started, 3);
    assert.equal(large[99_999], 1);
  });
});

describe('what the wasm backend says about the machine', () => {
  it('warns once, and computes, where relaxed SIMD is missing', () => {
    const host = plainHost();
    const backend = createWasmBackend(host);
    assert.equal(host.warnings.length, 1);
    assert.match(host.warnings[0], /Relaxed SIMD is missing/);
    assert.equal(backend.description, 'wasm (SIMD, 2 threads)');
  });

  it('warns of nothing where all is there', () => {
    const host = hostWith({ threads: 1 });
    assert.equal(createWasmBackend(host).description, 'wasm (relaxed SIMD, 1 thread)');
    assert.deepEqual(host.warnings, []);
  });

  it('throws what is missing where there is no SIMD at all', () => {
    assert.throws(() => createWasmBackend(hostWith({ read: () => new Uint8Array(8) })), /no WebAssembly SIMD/);
  });
});
