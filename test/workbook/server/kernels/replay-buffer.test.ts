import assert from 'node:assert/strict';
import { createMessage } from '../../../../kernel/wire/index.ts';
import { pack, type PackedMessage } from '../../../../workbook/server/kernels/packed-message.ts';
import { ReplayBuffer } from '../../../../workbook/server/kernels/replay-buffer.ts';

const parent = createMessage({ type: 'execute_request', session: 'page', content: {} }).header;

function message(type: string, number: number, text = ''): PackedMessage {
  return pack(createMessage({ type, session: 'kernel', parent, content: { number, text } }), 'iopub');
}

function content({ parts }: PackedMessage): { number?: number; text?: string } {
  return JSON.parse(parts[3].toString('utf8')) as { number?: number; text?: string };
}

describe('workbook server: what a client missed', () => {
  const note = (dropped: number): string => `${dropped} missing`;

  it('comes in order, once', () => {
    const buffer = new ReplayBuffer(note, { messages: 10, bytes: 1e6 });
    for (let number = 0; number < 10; number += 1) buffer.push(message('stream', number));
    assert.deepEqual(
      [...buffer.drain()].map((each) => content(each).number),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
    assert.ok(buffer.isEmpty);
  });

  it('can be taken in parts, as when a socket is full in between', () => {
    const buffer = new ReplayBuffer(note);
    for (let number = 0; number < 4; number += 1) buffer.push(message('stream', number));
    for (const each of buffer.drain()) if (content(each).number === 1) break;
    buffer.push(message('stream', 4));
    assert.deepEqual(
      [...buffer.drain()].map((each) => content(each).number),
      [2, 3, 4],
    );
  });

  it('leaves out the oldest output when there are too many messages, and says how many, in their cell', () => {
    const buffer = new ReplayBuffer(note, { messages: 100, bytes: 1e6 });
    buffer.push(message('execute_input', -1));
    for (let number = 0; number < 1000; number += 1) buffer.push(message('stream', number));
    buffer.push(message('status', 1000));
    const [first, ...rest] = [...buffer.drain()];
    assert.ok(rest.length <= 100);
    assert.ok(first);
    assert.equal(first.type, 'stream');
    assert.equal(content(first).text, `${1002 - rest.length} missing\n`);
    assert.equal((first.parent as typeof parent).msg_id, parent.msg_id);
    assert.equal(first.session, 'kernel', 'JupyterLab takes another session for a restart');
    assert.equal(rest[0]?.type, 'execute_input', 'what is no output is kept');
    assert.equal(content(rest.at(-2) as PackedMessage).number, 999, 'the newest output is kept');
    assert.equal(rest.at(-1)?.type, 'status');
    assert.ok(buffer.isEmpty, 'the note is given once');
  });

  it('never holds more bytes than it may, whatever the messages are', () => {
    for (const type of ['stream', 'status']) {
      const limit = 100_000;
      const buffer = new ReplayBuffer(note, { messages: 1e6, bytes: limit });
      for (let number = 0; number < 500; number += 1) buffer.push(message(type, number, 'x'.repeat(2_000)));
      const held = [...buffer.drain()].reduce((sum, { size }) => sum + size, 0);
      assert.ok(held <= limit + 1_000 && held > limit / 2, `${type}: held ${held} bytes`);
    }
  });
});
