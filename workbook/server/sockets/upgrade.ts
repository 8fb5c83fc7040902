import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { RequestRefused, type Refusal } from '../http/errors.ts';
import type { Guard } from '../security/guard.ts';
import { binaryProtocol } from '../kernels/socket-codec.ts';

/** Takes an opened socket. @throws {RequestRefused} from `find` when there is nothing at this URL. */
export interface SocketRoute {
  /** The handler for the URL, or undefined where the URL is not this route's. */
  find(url: URL): ((socket: WebSocket) => void) | undefined;
}

const largestMessage = 64 * 1024 * 1024;
const pingEvery = 30_000;

function refuse(socket: Duplex, { status, message, reason }: Pick<Refusal, 'status' | 'message' | 'reason'>): void {
  const body = JSON.stringify({ message, reason });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `X-Content-Type-Options: nosniff\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/** Ends connections whose other side has vanished without a word, so that their clients count as absent. */
function keepAlive(socket: WebSocket): void {
  let answered = true;
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, pingEvery).unref();
  socket.on('pong', () => (answered = true));
  socket.once('close', () => clearInterval(timer));
}

/** Lets WebSocket handshakes in by the same rules as requests, and hands each socket to the route of its URL. */
export class SocketGate {
  readonly #guard: Guard;
  readonly #routes: readonly SocketRoute[];
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    // A client that offers none of ours speaks the older JSON form.
    handleProtocols: (offered) => (offered.has(binaryProtocol) ? binaryProtocol : false),
  });

  constructor(guard: Guard, routes: readonly SocketRoute[]) {
    this.#guard = guard;
    this.#routes = routes;
  }

  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      // A connection that breaks during the handshake concerns nobody else.
      socket.on('error', () => socket.destroy());
      try {
        this.#upgrade(request, socket, head);
      } catch (error) {
        if (error instanceof RequestRefused) refuse(socket, error);
        else refuse(socket, { status: 500, reason: 'error', message: 'The server failed to open the socket.' });
      }
    });
  }

  /** Says goodbye to all sockets; those that do not answer are cut. */
  async close(): Promise<void> {
    for (const socket of this.#server.clients) socket.close(1001, 'The workbook was stopped.');
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const arrival = { method: request.method ?? 'GET', url, headers: request.headers };
    const refusal = this.#guard.misaddressed(arrival) ?? this.#guard.unknown(arrival);
    if (refusal) return refuse(socket, refusal);
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
      return refuse(socket, {
        status: 400,
        reason: 'bad request',
        message: 'Only an upgrade to WebSocket is offered.',
      });
    }
    for (const route of this.#routes) {
      const handler = route.find(url);
      if (!handler) continue;
      return this.#server.handleUpgrade(request, socket, head, (opened) => {
        // What a client sends against the protocol ends its own connection; "close" follows.
        opened.on('error', () => opened.terminate());
        keepAlive(opened);
        handler(opened);
      });
    }
    refuse(socket, { status: 404, reason: 'not found', message: `There is no socket at ${url.pathname}.` });
  }
}
