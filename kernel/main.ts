import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getHeapStatistics } from 'node:v8';
import { MessageChannel, Worker } from 'node:worker_threads';
import { Engine } from './engine/engine.ts';
import { nodeHost } from './engine/node-host.ts';
import { Outlet } from './engine/outlet.ts';
import { prepareProcess } from './engine/process.ts';
import { redirectStreams } from './engine/streams.ts';
import { installStackTraces } from './engine/traceback.ts';
import { thisSystem, userDataDirectory } from './install/index.ts';
import type { LanguageData } from './language/worker.ts';
import type { SessionData } from './session/worker.ts';
import type { FromEngine, ModuleService, ToEngine } from './threads/contracts.ts';
import { connect } from './threads/rpc.ts';
import { readConnection } from './wire/index.ts';

/**
 * The kernel's process: `node main.js CONNECTION_FILE`.
 *
 * Three threads. The session owns the sockets and always answers; the language thread checks and compiles; this one,
 * the main thread, runs the reader's code and nothing else, so that nothing it does can make the others wait.
 */
const connectionFile = process.argv[2];
if (connectionFile === undefined) {
  process.stderr.write('usage: node main.js CONNECTION_FILE\n');
  process.exit(2);
}
const connection = readConnection(connectionFile);
const directory = process.cwd();
const kernelFile = fileURLToPath(import.meta.url);
const extension = extname(kernelFile);
const waiting = new Int32Array(new SharedArrayBuffer(4));
const toSession = new MessageChannel();
const toLanguage = new MessageChannel();
const between = new MessageChannel();

const sessionData: SessionData = {
  connection,
  waiting,
  engine: toSession.port2,
  language: between.port1,
  historyFolder: join(userDataDirectory(thisSystem()), 'gradbook', 'history'),
  heapLimit: getHeapStatistics().heap_size_limit,
};
const languageData: LanguageData = {
  directory,
  kernelFile,
  occupied: Object.getOwnPropertyNames(globalThis),
  session: between.port2,
  engine: toLanguage.port2,
};
const threads = [
  new Worker(new URL(`./session/worker${extension}`, import.meta.url), {
    name: 'session',
    workerData: sessionData,
    transferList: [toSession.port2, between.port1],
  }),
  new Worker(new URL(`./language/worker${extension}`, import.meta.url), {
    name: 'language',
    workerData: languageData,
    transferList: [between.port2, toLanguage.port2],
  }),
];
const host = nodeHost(directory);
const { stderr } = process;
const write = stderr.write.bind(stderr);
for (const thread of threads) {
  thread.on('error', (error) => {
    write(`The kernel stops because one of its threads failed: ${error.stack ?? error.message}\n`);
    host.exit(1);
  });
}

const port = toSession.port1;
const outlet = new Outlet((message: FromEngine) => port.postMessage(message), waiting);
const engine = new Engine(host, outlet, connect<ModuleService>(toLanguage.port1));
installStackTraces(engine.scripts, [new URL('.', import.meta.url).href, fileURLToPath(new URL('.', import.meta.url))]);
redirectStreams(outlet);
engine.notebook.install(globalThis, engine.comms);
prepareProcess(engine, directory);
port.on('message', (message: ToEngine) => engine.receive(message));
port.ref();
outlet.send({ type: 'ready' });
