import { StringDecoder } from 'node:string_decoder';
import type { Outlet } from './outlet.ts';

type Callback = (error?: Error | null) => void;

/** Sends what is written to process.stdout and process.stderr, by console or by anyone else, to the notebook. */
export function redirectStreams(outlet: Outlet): void {
  for (const name of ['stdout', 'stderr'] as const) {
    const decoder = new StringDecoder('utf8');
    const write = (chunk: string | Uint8Array, encoding?: BufferEncoding | Callback, callback?: Callback): boolean => {
      const done = typeof encoding === 'function' ? encoding : callback;
      if (typeof chunk === 'string') {
        const isText = typeof encoding !== 'string' || /^utf-?8$/i.test(encoding);
        outlet.stream(name, isText ? chunk : decoder.write(Buffer.from(chunk, encoding)));
      } else if (ArrayBuffer.isView(chunk)) {
        outlet.stream(name, decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)));
      } else {
        throw new TypeError(`process.${name}.write: chunk must be a string or a Uint8Array; received ${typeof chunk}`);
      }
      if (done) process.nextTick(done);
      return true;
    };
    Object.defineProperty(process[name], 'write', { value: write, writable: true, configurable: true });
  }
}
