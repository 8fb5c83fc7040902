import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createMessage, decode, encode, WireError } from '../../../kernel/wire/index.ts';
import type { WireErrorCode } from '../../../kernel/wire/index.ts';

const key = 'a-key';
const message = createMessage({
  type: 'execute_request',
  session: 'one',
  content: { code: '"한글" + `\n`', silent: false },
  metadata: { cellId: 'x' },
  buffers: [Uint8Array.of(1, 2, 255)],
});

function failsWith(code: WireErrorCode, run: () => unknown) {
  assert.throws(run, (error) => error instanceof WireError && error.code === code);
}

describe('wire codec', () => {
  it('gives back the message, the identities and the buffers that were encoded', () => {
    const identities = [Buffer.from('client'), Uint8Array.of(0, 1)];
    const decoded = decode(encode(message, { key, identities }), key);
    assert.deepEqual(decoded.message, message);
    assert.deepEqual(decoded.identities, identities);
  });

  it('signs the four JSON frames with HMAC-SHA256 in hex', () => {
    const frames = encode(message, { key });
    const expected = createHmac('sha256', key);
    for (const frame of frames.slice(2, 6)) expected.update(frame);
    assert.equal(Buffer.from(frames[0]).toString(), '<IDS|MSG>');
    assert.equal(Buffer.from(frames[1]).toString(), expected.digest('hex'));
  });

  it('refuses a changed frame, another key, a short signature and a missing one', () => {
    const changed = encode(message, { key });
    changed[5] = Buffer.from('{"code":"process.exit()"}');
    failsWith('signature', () => decode(changed, key));
    failsWith('signature', () => decode(encode(message, { key: 'another' }), key));
    const short = encode(message, { key });
    short[1] = short[1].slice(0, 10);
    failsWith('signature', () => decode(short, key));
    failsWith('signature', () => decode(encode(message, { key: '' }), key));
  });

  it('takes unsigned messages when the key is empty', () => {
    const frames = encode(message, { key: '' });
    assert.equal(frames[1].length, 0);
    assert.deepEqual(decode(frames, '').message, message);
  });

  it('names what is wrong with frames that are not a message', () => {
    const frames = encode(message, { key: '' });
    failsWith('delimiter', () => decode(frames.slice(1), ''));
    failsWith('frames', () => decode(frames.slice(0, 4), ''));
    failsWith('json', () => decode(frames.with(2, Buffer.from('{')), ''));
    failsWith('json', () => decode(frames.with(5, Buffer.from('[]')), ''));
    failsWith('header', () => decode(frames.with(2, Buffer.from('{"msg_id":1}')), ''));
  });
});
