import assert from 'node:assert/strict';
import { CellOutputs } from '../../../kernel/client/cell-outputs.ts';
import type { Output } from '../../../kernel/client/notebook-file.ts';
import { createMessage, type JsonObject } from '../../../kernel/wire/index.ts';

const publish = (to: CellOutputs, type: string, content: JsonObject): void =>
  to.add(createMessage({ type, content, session: 'test' }));
const collect = (): CellOutputs => new CellOutputs(new Map<string, Output[]>());

describe('outputs of a cell', () => {
  it('joins what is printed to one stream, and keeps stdout and stderr apart', () => {
    const cell = collect();
    publish(cell, 'stream', { name: 'stdout', text: 'a' });
    publish(cell, 'stream', { name: 'stdout', text: 'b\n' });
    publish(cell, 'stream', { name: 'stderr', text: 'c\n' });
    assert.deepEqual(cell.outputs, [
      { output_type: 'stream', name: 'stdout', text: 'ab\n' },
      { output_type: 'stream', name: 'stderr', text: 'c\n' },
    ]);
  });

  it('keeps only the last state of a progress bar, whether it writes the return before or after the bar', () => {
    const before = collect();
    for (const text of ['start\n', '\r10 %', '\r20 %', '\r100 %', '\n'])
      publish(before, 'stream', { name: 'stdout', text });
    assert.equal(before.outputs[0]?.text, 'start\n100 %\n');
    const after = collect();
    for (const text of ['10 %\r', '20 %\r', 'done\n']) publish(after, 'stream', { name: 'stdout', text });
    assert.equal(after.outputs[0]?.text, 'done\n');
  });

  it('keeps the line feeds of Windows', () => {
    const cell = collect();
    publish(cell, 'stream', { name: 'stdout', text: 'one\r\ntwo\r\n' });
    assert.equal(cell.outputs[0]?.text, 'one\ntwo\n');
  });

  it('stores a result with its execution count, without what is only in transit', () => {
    const cell = collect();
    publish(cell, 'execute_result', { data: { 'text/plain': '2' }, metadata: {}, execution_count: 3, transient: {} });
    assert.deepEqual(cell.outputs, [
      { output_type: 'execute_result', data: { 'text/plain': '2' }, metadata: {}, execution_count: 3 },
    ]);
  });

  it('updates a display in place, also one that an earlier cell made', () => {
    const displays = new Map<string, Output[]>();
    const earlier = new CellOutputs(displays);
    publish(earlier, 'display_data', { data: { 'text/plain': '0 %' }, metadata: {}, transient: { display_id: 'bar' } });
    const later = new CellOutputs(displays);
    publish(later, 'update_display_data', {
      data: { 'text/plain': '9 %' },
      metadata: {},
      transient: { display_id: 'bar' },
    });
    assert.deepEqual(earlier.outputs, [{ output_type: 'display_data', data: { 'text/plain': '9 %' }, metadata: {} }]);
    assert.deepEqual(later.outputs, []);
  });

  it('clears at once, or with the next output when it is told to wait', () => {
    const cell = collect();
    publish(cell, 'stream', { name: 'stdout', text: 'old' });
    publish(cell, 'clear_output', { wait: true });
    assert.equal(cell.outputs.length, 1);
    publish(cell, 'stream', { name: 'stdout', text: 'new' });
    assert.deepEqual(cell.outputs, [{ output_type: 'stream', name: 'stdout', text: 'new' }]);
    publish(cell, 'clear_output', { wait: false });
    assert.deepEqual(cell.outputs, []);
  });
});
