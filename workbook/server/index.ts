import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { createApp } from './app.ts';
import { Contents } from './contents/contents.ts';
import { CourseTree } from './contents/tree.ts';
import { Copies } from './course/copies.ts';
import { CourseService } from './course/service.ts';
import { KernelManager } from './kernels/manager.ts';
import { Sessions } from './kernels/sessions.ts';
import { ownSpec } from './kernels/specs.ts';
import { listen } from './listen.ts';
import { serverMessages } from './messages/index.ts';
import { checkOptions, type CheckedOptions, type WorkbookOptions } from './options.ts';
import { Guard } from './security/guard.ts';
import { channelsRoute, eventsRoute } from './sockets/channels.ts';
import { SocketGate } from './sockets/upgrade.ts';
import { Backups } from './learner/backups.ts';
import { Companions } from './learner/companions.ts';
import { linkModules } from './learner/link-modules.ts';
import { WorkStateStore } from './learner/state.ts';

export type { WorkbookOptions } from './options.ts';

/** A running workbook. */
export interface Workbook {
  /** The link to open: with the token. */
  readonly url: string;
  readonly port: number;
  readonly token: string;
  /** Ends the kernels, closes all connections and frees the port. Safe to call twice. */
  close(): Promise<void>;
}

/** Connections at one time: a page has a handful, and a client that opens thousands must not exhaust the machine. */
const mostConnections = 512;
const unreadFor = 120_000;

function createHttpServer({ headers, request }: CheckedOptions['patience']): Server {
  const server = createServer({
    headersTimeout: headers,
    requestTimeout: request,
    keepAliveTimeout: 30_000,
    // How often the two limits above are looked at.
    connectionsCheckingInterval: Math.min(headers, request, 5_000) / 2,
    maxHeaderSize: 32 * 1024,
  });
  server.maxConnections = mostConnections;
  // A client that takes no more of its answer; sockets that have become WebSockets are not concerned.
  server.timeout = unreadFor;
  return server;
}

/**
 * Serves the page, the course and its kernels to this machine.
 *
 * @throws {RangeError} naming an option that is not allowed.
 * @throws {Error} when no port is free.
 */
export async function startWorkbook(given: WorkbookOptions): Promise<Workbook> {
  const options = checkOptions(given);
  const say = serverMessages(options.language);
  const tree = new CourseTree(options.work, [
    { name: 'notebooks', folder: options.notebooks, hides: ['source'] },
    // Lessons link to the library's own code.
    { name: 'src', folder: join(options.root, 'src'), hides: ['package.json', 'tsconfig.json'] },
    { name: 'assignments', folder: options.assignments, hides: ['checking', 'index.ts', 'README.md'] },
  ]);
  const state = new WorkStateStore(options.work);
  const contents = new Contents(tree, state);
  const copies = new Copies(contents, state, new Backups(options.work));
  const kernels = new KernelManager({
    tree,
    companions: new Companions(tree, state),
    own: ownSpec(options.root),
    droppedNote: (count) => say('dropped', { count }),
    prepare: () => linkModules(options.work, options.root),
    onError: options.onError,
  });
  const server = createHttpServer(options.patience);
  const port = await listen(server, options.host, options.port);
  const guard = new Guard(options.token, port);
  const app = createApp({
    ...options,
    guard,
    say,
    messages: serverMessages,
    contents,
    kernels,
    sessions: new Sessions(kernels),
    course: new CourseService(contents, state, copies, options.language),
  });
  // eslint-disable-next-line @typescript-eslint/no-misused-promises -- the listener answers its own failures
  server.on('request', getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  const sockets = new SocketGate(guard, [channelsRoute(kernels), eventsRoute]);
  sockets.attach(server);

  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    const freed = new Promise<void>((resolve) => server.close(() => resolve()));
    await kernels.close();
    await sockets.close();
    server.closeAllConnections();
    await freed;
  };
  const address = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${address}:${port}/?token=${options.token}`,
    port,
    token: options.token,
    close: () => (closed ??= close()),
  };
}
