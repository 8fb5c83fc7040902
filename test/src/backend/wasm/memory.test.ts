import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Arena } from '../../../../src/backend/wasm/memory.ts';
import { webAssembly } from '../../../../src/backend/wasm/webassembly.ts';

function arena(maximum = 1024): Arena {
  return new Arena(new webAssembly.Memory({ initial: 2, maximum, shared: true }), maximum);
}

describe('the memory of the wasm backend', () => {
  it('never gives the same byte twice, and takes everything back', () => {
    const sizes = fc.array(fc.record({ bytes: fc.nat(200_000), drop: fc.nat(100) }), { maxLength: 120 });
    const property = fc.property(sizes, (steps) => {
      const memory = arena();
      const held: { start: number; end: number }[] = [];
      for (const { bytes, drop } of steps) {
        const start = memory.take(bytes);
        const end = start + Math.max(1, bytes);
        assert.equal(start % 64, 0);
        assert.ok(end + 64 <= memory.memory.buffer.byteLength, 'a vector read past the end stays inside the memory');
        for (const other of held) assert.ok(end <= other.start || start >= other.end, 'pieces overlap');
        held.push({ start, end });
        if (drop % 2 === 0) memory.give(held.splice(drop % held.length, 1)[0].start);
      }
      for (const { start } of held) memory.give(start);
      assert.equal(memory.bytesInUse, 0);
      // All pieces have grown together again: one piece as large as the whole memory fits.
      const before = memory.memory.buffer.byteLength;
      memory.take(before - 65536 - 128);
      assert.equal(memory.memory.buffer.byteLength, before);
    });
    fc.assert(property, { numRuns: 60 });
  });

  it('uses returned memory again instead of growing', () => {
    const memory = arena();
    memory.give(memory.take(1_000_000));
    const size = memory.memory.buffer.byteLength;
    for (let i = 0; i < 1000; i++) memory.give(memory.take(1_000_000 - i));
    assert.equal(memory.memory.buffer.byteLength, size);
  });

  it('says how much was asked for and how much is in use when it is exhausted, and goes on working', () => {
    const memory = arena(64);
    const first = memory.take(2 ** 21);
    assert.throws(() => memory.take(2 ** 22), {
      name: 'RangeError',
      message: /4\.0 MiB were asked for, 2\.0 MiB are in use, at most 4\.0 MiB exist/,
    });
    memory.give(first);
    memory.take(2 ** 21 + 2 ** 20);
  });

  it('refuses to take back what is not in use', () => {
    const memory = arena();
    const start = memory.take(64);
    memory.give(start);
    assert.throws(() => memory.give(start), { name: 'RangeError', message: /not in use/ });
  });
});
