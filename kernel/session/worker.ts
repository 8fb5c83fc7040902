import { workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { LanguageService } from '../threads/contracts.ts';
import { connect } from '../threads/rpc.ts';
import type { Connection } from '../wire/index.ts';
import { Session } from './session.ts';

/** The session thread: it owns the sockets. */
export interface SessionData {
  connection: Connection;
  /** How much text is on its way from the engine. */
  waiting: Int32Array;
  engine: MessagePort;
  language: MessagePort;
  historyFolder: string;
  /** Bytes that the main thread's heap may have. */
  heapLimit: number;
}

const { connection, waiting, engine, language, historyFolder, heapLimit } = workerData as SessionData;
const session = new Session(connection, engine, connect<LanguageService>(language), waiting, {
  historyFolder,
  heapLimit,
});
await session.open();

// A kernel whose Jupyter is gone is of no use to anyone: it ends, as ipykernel does.
const parent = process.ppid;
if (process.env['JPY_PARENT_PID'] !== undefined) {
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    void session.end();
  }, 1000);
}
