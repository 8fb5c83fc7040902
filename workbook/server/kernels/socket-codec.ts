import type { Header, JsonObject, Message } from '../../../kernel/wire/index.ts';
import { isFields } from '../http/body.ts';
import type { PackedMessage } from './packed-message.ts';

/** The newer form of messages on the socket: binary throughout. Without it a message is JSON, or JSON with buffers behind it. */
export const binaryProtocol = 'v1.kernel.websocket.jupyter.org';

export type RequestChannel = 'shell' | 'control' | 'stdin';

export interface ClientMessage {
  readonly channel: RequestChannel;
  readonly message: Message;
}

/** What a client sent is not a message. */
export class SocketMessageError extends Error {
  override readonly name = 'SocketMessageError';
}

const word = 8;

/** `v1`: the count of offsets and the offsets as little-endian 64-bit words, then channel, four JSON parts and the buffers. */
function encodeBinary({ channel, parts, buffers }: PackedMessage): Buffer {
  const chunks = [Buffer.from(channel), ...parts, ...buffers];
  const offsetCount = chunks.length + 1;
  const head = Buffer.alloc(word * (1 + offsetCount));
  head.writeBigUInt64LE(BigInt(offsetCount));
  let offset = head.length;
  chunks.forEach((chunk, index) => {
    head.writeBigUInt64LE(BigInt(offset), word * (1 + index));
    offset += chunk.byteLength;
  });
  head.writeBigUInt64LE(BigInt(offset), word * offsetCount);
  return Buffer.concat([head, ...chunks]);
}

/** The older form: JSON text; with buffers, big-endian 32-bit count and offsets, the JSON, the buffers. */
function encodeJson({ channel, parts, buffers }: PackedMessage): string | Buffer {
  const [header, parent, metadata, content] = parts.map((part) => part.toString('utf8'));
  const text =
    `{"channel":${JSON.stringify(channel)},"header":${header},"parent_header":${parent},` +
    `"metadata":${metadata},"content":${content}${buffers.length === 0 ? ',"buffers":[]' : ''}}`;
  if (buffers.length === 0) return text;
  const chunks = [Buffer.from(text), ...buffers];
  const head = Buffer.alloc(4 * (1 + chunks.length));
  head.writeUInt32BE(chunks.length);
  let offset = head.length;
  chunks.forEach((chunk, index) => {
    head.writeUInt32BE(offset, 4 * (1 + index));
    offset += chunk.byteLength;
  });
  return Buffer.concat([head, ...chunks]);
}

/** A message of the kernel as this client reads it. */
export function encodeForSocket(message: PackedMessage, protocol: string): string | Buffer {
  return protocol === binaryProtocol ? encodeBinary(message) : encodeJson(message);
}

function parseJson(bytes: Uint8Array | string, what: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    throw new SocketMessageError(`${what} is not JSON: ${(error as Error).message}`);
  }
  if (!isFields(value)) throw new SocketMessageError(`${what} must be a JSON object`);
  return value as JsonObject;
}

function slices(data: Buffer, offsets: readonly number[]): Buffer[] {
  return offsets.slice(0, -1).map((start, index) => {
    const end = offsets[index + 1];
    if (!(start >= 0 && start <= end && end <= data.length)) {
      throw new SocketMessageError(`the offsets ${start} to ${end} do not lie in a message of ${data.length} bytes`);
    }
    return data.subarray(start, end);
  });
}

function readOffsets(data: Buffer, wordSize: 4 | 8): number[] {
  const read = (index: number): number =>
    wordSize === 8 ? Number(data.readBigUInt64LE(index * 8)) : data.readUInt32BE(index * 4);
  const count = data.length < wordSize ? 0 : read(0);
  // Checked before anything is allocated: the count is the client's word.
  if (count < 1 || (count + 1) * wordSize > data.length) {
    throw new SocketMessageError(`a message of ${data.length} bytes cannot have ${count} offsets`);
  }
  return Array.from({ length: count }, (_, index) => read(index + 1));
}

function decodeBinary(data: Buffer): { fields: JsonObject; buffers: Buffer[] } {
  const [channel, header, parent, metadata, content, ...buffers] = slices(data, readOffsets(data, 8));
  if (!channel || !header || !parent || !metadata || !content) {
    throw new SocketMessageError('a binary message has a channel and four JSON parts');
  }
  const fields: JsonObject = {
    channel: channel.toString('utf8'),
    header: parseJson(header, 'header'),
    parent_header: parseJson(parent, 'parent_header'),
    metadata: parseJson(metadata, 'metadata'),
    content: parseJson(content, 'content'),
  };
  return { fields, buffers };
}

function decodeJson(data: Buffer, isBinary: boolean): { fields: JsonObject; buffers: Buffer[] } {
  if (!isBinary) return { fields: parseJson(data, 'the message'), buffers: [] };
  const [json, ...buffers] = slices(data, [...readOffsets(data, 4), data.length]);
  if (!json) throw new SocketMessageError('a message with buffers begins with its JSON');
  return { fields: parseJson(json, 'the message'), buffers };
}

function toHeader(value: unknown): Header {
  if (!isFields(value)) throw new SocketMessageError('header must be an object');
  for (const name of ['msg_id', 'msg_type', 'session']) {
    if (typeof value[name] !== 'string') throw new SocketMessageError(`header.${name} must be a string`);
  }
  return value as unknown as Header;
}

function toObject(value: unknown, name: string): JsonObject {
  if (value === undefined || value === null) return {};
  if (!isFields(value)) throw new SocketMessageError(`${name} must be an object`);
  return value as JsonObject;
}

/** Reads one message of a client. @throws {SocketMessageError} saying what is wrong with it. */
export function decodeFromSocket(data: Buffer, isBinary: boolean, protocol: string): ClientMessage {
  const { fields, buffers } = protocol === binaryProtocol ? decodeBinary(data) : decodeJson(data, isBinary);
  const channel = fields.channel ?? 'shell';
  if (channel !== 'shell' && channel !== 'control' && channel !== 'stdin') {
    throw new SocketMessageError(`channel must be "shell", "control" or "stdin"; received ${JSON.stringify(channel)}`);
  }
  const message: Message = {
    header: toHeader(fields.header),
    parent_header: toObject(fields.parent_header, 'parent_header') as Message['parent_header'],
    metadata: toObject(fields.metadata, 'metadata'),
    content: toObject(fields.content, 'content'),
    buffers,
  };
  return { channel, message };
}
