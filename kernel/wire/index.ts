/** Jupyter messages as bytes: pure functions without sockets, for the kernel and for its clients. */
export { decode, encode, WireError } from './codec.ts';
export type { Decoded, EncodeOptions, WireErrorCode } from './codec.ts';
export { address, parseConnection, readConnection } from './connection.ts';
export type { Connection, PortName } from './connection.ts';
export { createMessage, protocolVersion } from './message.ts';
export type { Channel, Header, JsonObject, JsonValue, Message, MessageDraft } from './message.ts';
