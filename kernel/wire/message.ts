import { randomUUID } from 'node:crypto';

/** The version of Jupyter's messaging protocol that this code speaks. */
export const protocolVersion = '5.4';

/** The five sockets of a kernel. */
export type Channel = 'shell' | 'control' | 'iopub' | 'stdin' | 'heartbeat';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue | undefined };
export type JsonObject = { [key: string]: JsonValue | undefined };

export interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  /** ISO 8601, UTC. */
  date: string;
  version: string;
}

/** One Jupyter message, as https://jupyter-client.readthedocs.io/en/stable/messaging.html describes it. */
export interface Message<Content extends JsonObject = JsonObject> {
  header: Header;
  /** The header of the message that caused this one; empty where nothing caused it. */
  parent_header: Header | Record<string, never>;
  metadata: JsonObject;
  content: Content;
  buffers: Uint8Array[];
  /** The socket that the message came in on or goes out of; not part of the frames. */
  channel?: Channel;
}

export interface MessageDraft<Content extends JsonObject = JsonObject> {
  type: string;
  content: Content;
  session: string;
  username?: string;
  parent?: Header | Record<string, never>;
  metadata?: JsonObject;
  buffers?: Uint8Array[];
  channel?: Channel;
}

/** Makes a message with a fresh id and today's date. */
export function createMessage<Content extends JsonObject>(draft: MessageDraft<Content>): Message<Content> {
  const message: Message<Content> = {
    header: {
      msg_id: randomUUID(),
      msg_type: draft.type,
      session: draft.session,
      username: draft.username ?? 'kernel',
      date: new Date().toISOString(),
      version: protocolVersion,
    },
    parent_header: draft.parent ?? {},
    metadata: draft.metadata ?? {},
    content: draft.content,
    buffers: draft.buffers ?? [],
  };
  if (draft.channel) message.channel = draft.channel;
  return message;
}
