import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  decodeNpy,
  decodeSafetensors,
  encodeNpy,
  encodeSafetensors,
  loadWeights,
  saveWeights,
} from '../../../src/formats/index.ts';
import { BatchNorm1d, Linear } from '../../../src/layers/index.ts';
import { Sequential } from '../../../src/models/index.ts';
import { Tensor, tensor } from '../../../src/tensor/index.ts';

describe('safetensors', () => {
  const model = (seed: number) => new Sequential([new Linear(3, 4), new BatchNorm1d(4), new Linear(4, 2)], { seed });
  let folder: string;
  before(() => void (folder = mkdtempSync(join(tmpdir(), 'gradbook-weights-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('brings a model back, running statistics included', async () => {
    const [from, to] = [model(1), model(2)];
    const x = Tensor.normal([5, 3], 1);
    from.forward(x, { training: true });
    const path = join(folder, 'model.safetensors');
    await saveWeights(from, path);
    assert.ok(!to.forward(x).equals(from.forward(x)));
    await loadWeights(to, path);
    assert.ok(to.forward(x).equals(from.forward(x)));
    assert.deepEqual(readdirSync(folder), ['model.safetensors']);
  });

  it("uses PyTorch's names and layouts", () => {
    const file = encodeSafetensors(new Map([['0.weight', tensor([[1, 2]])]]));
    const length = Number(new DataView(file.buffer).getBigUint64(0, true));
    assert.equal(length % 8, 0);
    const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length))) as unknown;
    assert.deepEqual(header, { '0.weight': { dtype: 'F32', shape: [1, 2], data_offsets: [0, 8] } });
    assert.deepEqual([...new Float32Array(file.slice(8 + length).buffer)], [1, 2]);
    assert.deepEqual(decodeSafetensors(file).get('0.weight')!.toArray(), [[1, 2]]);
  });

  it('refuses damaged files, and weights of another model, which stays as it was', async () => {
    const file = encodeSafetensors(new Map([['a', tensor([1, 2])]]));
    assert.throws(() => decodeSafetensors(file.subarray(0, 4)), /starts with 8 bytes; received 4/);
    assert.throws(
      () => decodeSafetensors(file.subarray(0, file.length - 1)),
      /a of shape \[2\] must have its bytes inside/,
    );
    const huge = file.slice();
    new DataView(huge.buffer).setBigUint64(0, 2n ** 60n, true);
    assert.throws(() => decodeSafetensors(huge), /header must lie inside/);
    const path = join(folder, 'other.safetensors');
    writeFileSync(path, file);
    const untouched = model(3);
    await assert.rejects(loadWeights(untouched, path), /must hold 0.weight of shape \[4, 3\]; received only a/);
    assert.ok(untouched.parameters[0].value.equals(model(3).parameters[0].value));
  });
});

describe('npy', () => {
  it('goes there and back in any shape', () => {
    for (const x of [tensor(3), tensor([1, 2]), Tensor.normal([2, 3, 4], 1), Tensor.zeros([0, 2])]) {
      const file = encodeNpy(x);
      assert.ok(decodeNpy(Buffer.from(file)).equals(x));
      assert.equal((file.length - x.data.byteLength) % 64, 0);
    }
  });

  it('writes the very bytes that NumPy writes', () => {
    // numpy.save of numpy.array([[1, 2]], dtype='<f4'), NumPy 1.24.
    const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }";
    const expected = [
      0x93,
      ...Buffer.from('NUMPY'),
      1,
      0,
      118,
      0,
      ...Buffer.from(`${header.padEnd(117)}\n`),
      0,
      0,
      128,
      63,
      0,
      0,
      0,
      64,
    ];
    assert.deepEqual([...encodeNpy(tensor([[1, 2]]))], expected);
  });

  it('refuses what it does not read', () => {
    const file = encodeNpy(tensor([1, 2]));
    assert.throws(() => decodeNpy(new Uint8Array(20)), /must start with/);
    assert.throws(() => decodeNpy(file.subarray(0, file.length - 1)), /takes 8 bytes; received 7/);
    const fortran = Buffer.from(Buffer.from(file).toString('latin1').replace('False', 'True '), 'latin1');
    assert.throws(() => decodeNpy(fortran), /C-ordered/);
  });
});
