import { readFileSync } from 'node:fs';

/** What a connection file says: where a kernel's sockets are and which key signs its messages. */
export interface Connection {
  transport: 'tcp' | 'ipc';
  ip: string;
  shell_port: number;
  control_port: number;
  iopub_port: number;
  stdin_port: number;
  hb_port: number;
  signature_scheme: 'hmac-sha256';
  /** '' means that messages are not signed. */
  key: string;
  kernel_name?: string;
}

export type PortName = 'shell_port' | 'control_port' | 'iopub_port' | 'stdin_port' | 'hb_port';
const ports: readonly PortName[] = ['shell_port', 'control_port', 'iopub_port', 'stdin_port', 'hb_port'];

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

/** Checks the fields of a connection file; `name` is what errors call it. */
export function parseConnection(value: unknown, name = 'connection'): Connection {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${name}: must be a JSON object; received ${show(value)}`);
  }
  const fields = value as Record<string, unknown>;
  const fail = (field: string, allowed: string): never => {
    throw new TypeError(`${name}: ${field} must be ${allowed}; received ${show(fields[field])}`);
  };
  const { transport, ip, key } = fields;
  if (transport !== 'tcp' && transport !== 'ipc') return fail('transport', '"tcp" or "ipc"');
  if (typeof ip !== 'string' || ip === '') return fail('ip', 'an address or a path');
  if (typeof key !== 'string') return fail('key', 'a string');
  if (key !== '' && fields['signature_scheme'] !== 'hmac-sha256') fail('signature_scheme', '"hmac-sha256"');
  for (const port of ports) {
    const number = fields[port];
    if (!Number.isInteger(number) || (number as number) < 1 || (number as number) > 65535) {
      fail(port, 'an integer from 1 to 65535');
    }
  }
  return { ...(fields as unknown as Connection), signature_scheme: 'hmac-sha256' };
}

/**
 * Reads a connection file.
 *
 * @throws {Error} naming the file, when it cannot be read, is not JSON or lacks a field.
 */
export function readConnection(file: string): Connection {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`connection file ${file}: ${(error as Error).message}`, { cause: error });
  }
  return parseConnection(value, `connection file ${file}`);
}

/** The ZeroMQ address of one socket. */
export function address(connection: Connection, port: PortName): string {
  return connection.transport === 'ipc'
    ? `ipc://${connection.ip}-${connection[port]}`
    : `tcp://${connection.ip.includes(':') ? `[${connection.ip}]` : connection.ip}:${connection[port]}`;
}
