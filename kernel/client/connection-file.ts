import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../wire/index.ts';

async function freePorts(ip: string, count: number): Promise<number[]> {
  // All are held open until the last is known, so that no number is given out twice.
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const server = createServer();
      return new Promise<typeof server>((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, ip, () => resolve(server));
      });
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

export interface ConnectionFile {
  readonly connection: Connection;
  readonly path: string;
  /** Removes the file and the folder made for it. */
  remove(): Promise<void>;
}

/** Writes a connection file with free loopback ports and a fresh key into a folder that only this user can read. */
export async function createConnectionFile(kernelName: string): Promise<ConnectionFile> {
  const ip = '127.0.0.1';
  const [shell_port, control_port, iopub_port, stdin_port, hb_port] = (await freePorts(ip, 5)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const connection: Connection = {
    transport: 'tcp',
    ip,
    shell_port,
    control_port,
    iopub_port,
    stdin_port,
    hb_port,
    signature_scheme: 'hmac-sha256',
    key: randomBytes(32).toString('hex'),
    kernel_name: kernelName,
  };
  const folder = await mkdtemp(join(tmpdir(), 'gradbook-kernel-'));
  const path = join(folder, `kernel-${randomUUID()}.json`);
  await writeFile(path, JSON.stringify(connection, null, 2), { mode: 0o600 });
  return { connection, path, remove: () => rm(folder, { recursive: true, force: true }) };
}
