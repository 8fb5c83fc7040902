import { createMessage, type JsonObject, type Message } from '../../../kernel/wire/index.ts';

export type SocketChannel = 'shell' | 'control' | 'stdin' | 'iopub';

/** A message of the kernel, its four parts already JSON: packed once, then sent to every client in the form that it speaks. */
export interface PackedMessage {
  readonly channel: SocketChannel;
  readonly type: string;
  readonly session: string;
  readonly parent: Message['parent_header'];
  /** header, parent_header, metadata, content */
  readonly parts: readonly [Buffer, Buffer, Buffer, Buffer];
  readonly buffers: readonly Uint8Array[];
  readonly size: number;
}

export function pack(message: Message, channel: SocketChannel): PackedMessage {
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
  const parts = [
    json(message.header),
    json(message.parent_header),
    json(message.metadata),
    json(message.content),
  ] as const;
  const size = [...parts, ...message.buffers].reduce((sum, { byteLength }) => sum + byteLength, 0);
  return {
    channel,
    type: message.header.msg_type,
    session: message.header.session,
    parent: message.parent_header,
    parts,
    buffers: message.buffers,
    size,
  };
}

/**
 * A message that the server itself publishes. It carries the session of the kernel: JupyterLab takes another session for a kernel that
 * has been restarted, and throws away what it has not handled yet.
 */
export function published(
  type: string,
  content: JsonObject,
  session: string,
  parent: Message['parent_header'] = {},
): PackedMessage {
  return pack(createMessage({ type, content, session, parent }), 'iopub');
}
