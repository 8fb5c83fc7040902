import { randomUUID } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import type { KernelManager } from '../kernels/manager.ts';
import type { ServedKernel } from '../kernels/served-kernel.ts';
import { decodeFromSocket, SocketMessageError } from '../kernels/socket-codec.ts';
import type { SocketRoute } from './upgrade.ts';

/** "Unsupported data": the client sent what is no message. */
const unsupported = 1003;
/** "Internal error": the kernel did not take the message. */
const failed = 1011;
const longestReason = 120;

function toBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}

function closeWith(socket: WebSocket, code: number, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  // The protocol allows 123 bytes.
  socket.close(
    code,
    Buffer.from(reason)
      .subarray(0, longestReason)
      .toString('utf8')
      .replace(/\ufffd+$/, ''),
  );
}

function connect(kernel: ServedKernel, session: string, socket: WebSocket): void {
  socket.on('message', (data, isBinary) => {
    try {
      const { channel, message } = decodeFromSocket(toBuffer(data), isBinary, socket.protocol);
      kernel.send(session, channel, message).catch((error: unknown) => closeWith(socket, failed, error));
    } catch (error) {
      if (!(error instanceof SocketMessageError)) throw error;
      closeWith(socket, unsupported, error);
    }
  });
  kernel.audience.join(session, socket);
}

/** `/api/kernels/:id/channels?session_id=…`: all channels of a kernel on one socket. */
export function channelsRoute(kernels: KernelManager): SocketRoute {
  return {
    find(url) {
      const match = /^\/api\/kernels\/([\w-]+)\/channels$/.exec(url.pathname);
      if (!match) return undefined;
      const kernel = kernels.get(match[1]);
      const session = url.searchParams.get('session_id') || randomUUID();
      return (socket) => connect(kernel, session, socket);
    },
  };
}

/** `/api/events/subscribe`: JupyterLab listens here. This server has no events to tell, and the open socket keeps it from asking again. */
export const eventsRoute: SocketRoute = {
  find: (url) => (url.pathname === '/api/events/subscribe' ? (socket) => void socket.resume() : undefined),
};
