import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hasCode } from './http/errors.ts';

const mostAttempts = 50;

function listenOnce(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      server.off('listening', succeed);
      reject(error);
    };
    const succeed = (): void => {
      server.off('error', fail);
      resolve((server.address() as AddressInfo).port);
    };
    server.once('error', fail);
    server.once('listening', succeed);
    server.listen({ host, port, exclusive: true });
  });
}

/** Opens the first free port from `port` on, and answers its number. @throws {Error} when fifty in a row are taken. */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  const last = Math.min(port + mostAttempts - 1, 65_535);
  for (let candidate = port; candidate <= last; candidate += 1) {
    try {
      return await listenOnce(server, host, candidate);
    } catch (error) {
      if (!hasCode(error, 'EADDRINUSE', 'EACCES') || candidate === last) throw error;
    }
  }
  throw new Error(`No port from ${port} to ${last} is free.`);
}
