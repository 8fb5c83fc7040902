import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { createMessage, type JsonObject, type Message } from '../../../../kernel/wire/index.ts';
import { pack } from '../../../../workbook/server/kernels/packed-message.ts';
import {
  binaryProtocol,
  decodeFromSocket,
  encodeForSocket,
  SocketMessageError,
} from '../../../../workbook/server/kernels/socket-codec.ts';

interface LabMessage {
  channel: string;
  header: object;
  parent_header: object;
  metadata: object;
  content: object;
  buffers: DataView[];
}

// JupyterLab's own serializer is the oracle: what it writes we read, and what we write it reads.
const lab = createRequire(import.meta.url)('@jupyterlab/services/lib/kernel/serialize') as {
  serialize(message: object, protocol: string): string | ArrayBuffer;
  deserialize(data: string | ArrayBuffer, protocol: string): LabMessage;
};

const json = fc.dictionary(fc.string(), fc.jsonValue()) as fc.Arbitrary<JsonObject>;
const messages = fc
  .record({ content: json, metadata: json, buffers: fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 3 }) })
  .map(({ content, metadata, buffers }): Message => {
    // What JSON cannot hold apart (−0, __proto__) is no matter of this codec.
    const plain = JSON.parse(JSON.stringify({ content, metadata })) as Pick<Message, 'content' | 'metadata'>;
    return createMessage({ type: 'comm_msg', session: 'a', ...plain, buffers });
  });

const bytes = (view: DataView): number[] => [...new Uint8Array(view.buffer, view.byteOffset, view.byteLength)];
const toArrayBuffer = (data: Buffer): ArrayBuffer => new Uint8Array(data).buffer;

describe('workbook server: messages on the socket', () => {
  for (const protocol of [binaryProtocol, '']) {
    const name = protocol === '' ? 'JSON' : 'binary';

    it(`writes ${name} that JupyterLab reads`, () => {
      fc.assert(
        fc.property(messages, (message) => {
          const data = encodeForSocket(pack(message, 'iopub'), protocol);
          const read = lab.deserialize(typeof data === 'string' ? data : toArrayBuffer(data), protocol);
          assert.equal(read.channel, 'iopub');
          assert.deepEqual(read.header, message.header);
          assert.deepEqual(read.content, message.content);
          assert.deepEqual(read.metadata, message.metadata);
          assert.deepEqual(
            read.buffers.map(bytes),
            message.buffers.map((buffer) => [...buffer]),
          );
        }),
        { numRuns: 200 },
      );
    });

    it(`reads ${name} that JupyterLab writes`, () => {
      fc.assert(
        fc.property(messages, (message) => {
          const buffers = message.buffers.map((buffer) => new Uint8Array(buffer).buffer);
          const data = lab.serialize({ ...message, channel: 'shell', buffers }, protocol);
          const isText = typeof data === 'string';
          const read = decodeFromSocket(isText ? Buffer.from(data) : Buffer.from(data), !isText, protocol);
          assert.equal(read.channel, 'shell');
          assert.deepEqual(read.message.header, message.header);
          assert.deepEqual(read.message.content, message.content);
          assert.deepEqual(
            read.message.buffers.map((buffer) => [...buffer]),
            message.buffers.map((buffer) => [...buffer]),
          );
        }),
        { numRuns: 200 },
      );
    });

    it(`refuses ${name} that is no message, and nothing else happens`, () => {
      const good = lab.serialize(
        { ...createMessage({ type: 'x', session: 'a', content: {} }), channel: 'shell', buffers: [] },
        protocol,
      );
      const whole = typeof good === 'string' ? Buffer.from(good) : Buffer.from(good);
      for (let length = 0; length < whole.length; length += 1) {
        assert.throws(() => decodeFromSocket(whole.subarray(0, length), protocol !== '', protocol), SocketMessageError);
      }
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
          assert.throws(() => decodeFromSocket(Buffer.from(noise), true, protocol), SocketMessageError);
        }),
      );
    });
  }

  it('refuses channels that are not a client’s, and headers without an id', () => {
    const message = createMessage({ type: 'x', session: 'a', content: {} });
    const decode = (fields: object): unknown => decodeFromSocket(Buffer.from(JSON.stringify(fields)), false, '');
    for (const channel of ['iopub', 'heartbeat', 'hb', 7]) {
      assert.throws(() => decode({ ...message, channel }), /channel must be "shell", "control" or "stdin"/);
    }
    assert.throws(
      () => decode({ ...message, header: { msg_type: 'x', session: 'a' } }),
      /header\.msg_id must be a string/,
    );
    assert.throws(() => decode({ ...message, content: [] }), /content must be an object/);
  });
});
