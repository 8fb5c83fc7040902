import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Header, JsonObject, Message } from './message.ts';

const delimiter = Buffer.from('<IDS|MSG>');
const emptySignature = Buffer.alloc(0);

export type WireErrorCode = 'delimiter' | 'frames' | 'signature' | 'json' | 'header';

/** Frames that are not a message, or not one signed with our key. */
export class WireError extends Error {
  override readonly name = 'WireError';
  readonly code: WireErrorCode;

  constructor(code: WireErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export interface Decoded {
  /** ZeroMQ routing prefix: a reply must start with the same frames. On iopub it is the topic. */
  identities: Uint8Array[];
  message: Message;
  /** Hex digest that the sender put on the message; empty for an unsigned one. */
  signature: string;
}

export interface EncodeOptions {
  /** The connection file's key; '' leaves the message unsigned. */
  key: string;
  identities?: readonly Uint8Array[];
}

function sign(key: string, parts: readonly Uint8Array[]): Buffer {
  if (key === '') return emptySignature;
  const digest = createHmac('sha256', key);
  for (const part of parts) digest.update(part);
  return Buffer.from(digest.digest('hex'), 'latin1');
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value), 'utf8');
}

/**
 * The frames of a message: identities, `<IDS|MSG>`, signature, header, parent header, metadata, content, buffers.
 *
 * The signature is the hex HMAC-SHA256 of the four JSON frames; buffers are not signed (the protocol says so).
 */
export function encode(message: Message, { key, identities = [] }: EncodeOptions): Uint8Array[] {
  const parts = [json(message.header), json(message.parent_header), json(message.metadata), json(message.content)];
  return [...identities, delimiter, sign(key, parts), ...parts, ...message.buffers];
}

function parseObject(frame: Uint8Array, name: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString('utf8'));
  } catch (error) {
    throw new WireError('json', `decode: the frame "${name}" is not JSON: ${(error as Error).message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new WireError('json', `decode: the frame "${name}" must be a JSON object; received ${JSON.stringify(value)}`);
  }
  return value as JsonObject;
}

const required = ['msg_id', 'msg_type', 'session'] as const;
const optional = ['username', 'date', 'version'] as const;

function toHeader(fields: JsonObject): Header {
  for (const name of required) {
    if (typeof fields[name] !== 'string') {
      throw new WireError(
        'header',
        `decode: header.${name} must be a string; received ${JSON.stringify(fields[name])}`,
      );
    }
  }
  // Old clients leave these out; the protocol added them over time.
  for (const name of optional) fields[name] = typeof fields[name] === 'string' ? fields[name] : '';
  return fields as unknown as Header;
}

/**
 * Reads the frames of one message and checks its signature in constant time.
 *
 * @throws {WireError} when the delimiter or a frame is missing, the signature is wrong, or a frame is not a JSON object.
 */
export function decode(frames: readonly Uint8Array[], key: string): Decoded {
  const at = frames.findIndex((frame) => delimiter.equals(frame));
  if (at < 0) throw new WireError('delimiter', `decode: no <IDS|MSG> among ${frames.length} frames`);
  const rest = frames.slice(at + 1);
  if (rest.length < 5) {
    throw new WireError('frames', `decode: a message has at least 5 frames after <IDS|MSG>; received ${rest.length}`);
  }
  const [signature, ...parts] = rest.slice(0, 5) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  if (key !== '') {
    const expected = sign(key, parts);
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
      throw new WireError('signature', 'decode: the signature does not match the key of the connection file');
    }
  }
  const [header, parent, metadata, content] = parts;
  const parentFields = parseObject(parent, 'parent_header');
  return {
    identities: frames.slice(0, at),
    signature: Buffer.from(signature).toString('latin1'),
    message: {
      header: toHeader(parseObject(header, 'header')),
      parent_header: Object.keys(parentFields).length === 0 ? {} : toHeader(parentFields),
      metadata: parseObject(metadata, 'metadata'),
      content: parseObject(content, 'content'),
      buffers: rest.slice(5),
    },
  };
}
