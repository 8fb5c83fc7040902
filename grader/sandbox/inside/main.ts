// The program inside the sandbox. It shares its process with a hostile submission, so nothing it says is believed: the grader
// compares every number with its own. It holds no answers and no secrets, and knows one case at a time.
import { readFileSync } from 'node:fs';
import { Module } from 'node:module';
import { Writable } from 'node:stream';
import { Script } from 'node:vm';
import { limits, loaded, request } from '../protocol.ts';
import type { Program } from '../protocol.ts';
import type { Compiler } from './compile.ts';
import { perform } from './perform.ts';
import type { SubmittedClass } from './perform.ts';
import { primitives } from './primitives.ts';
import type { LoadResult } from './program.ts';
import { loadProgram } from './program.ts';
import type { Incoming } from './wire.ts';
import { Outgoing, receive } from './wire.ts';

/** TypeScript as a script with V8's code cache, which starts in a third of the time. */
function compiler(): Compiler {
  const filename = '/app/typescript.js';
  const source = Module.wrap(readFileSync(filename, 'latin1'));
  const script = new Script(source, { filename, cachedData: readFileSync('/app/typescript.cache') });
  const module = { exports: {} };
  const wrapper = script.runInThisContext() as (...given: unknown[]) => void;
  wrapper(module.exports, Module.createRequire('/app/'), module, filename, '/app');
  return module.exports as Compiler;
}

/**
 * Node queues what a pipe does not take at once, and a submission that never ends would fill the memory with it. Written at once,
 * it reaches the grader, which counts it.
 */
function printAtOnce(name: 'stdout' | 'stderr', descriptor: number): void {
  const { writeSync } = primitives;
  const stream = new Writable({
    decodeStrings: true,
    write: (chunk: Uint8Array, _encoding, done) => {
      let at = 0;
      while (at < chunk.length) at += writeSync(descriptor, chunk, at);
      done();
    },
  });
  Object.defineProperty(process, name, { value: stream, configurable: true, enumerable: true });
}

function say({ kind, cell, line, words }: LoadResult): void {
  const answer = new Outgoing();
  answer.uint8(kind);
  answer.uint32(cell);
  answer.uint32(line);
  answer.bytes(cut(words));
  answer.send();
}

function cut(words: unknown): Uint8Array {
  const { partOf, utf8 } = primitives;
  try {
    return partOf(utf8(words), 0, limits.words);
  } catch (error) {
    // An error whose text cannot be had is an error without a text.
    return utf8(typeof error);
  }
}

async function load(ts: Compiler, asked: Incoming): Promise<SubmittedClass | undefined> {
  const program = JSON.parse(new TextDecoder().decode(asked.rest())) as Program;
  const result = await loadProgram(ts, program);
  say(result);
  return result.Submitted;
}

async function main(): Promise<void> {
  printAtOnce('stdout', 1);
  printAtOnce('stderr', 2);
  const ts = compiler();
  // What a cell throws later, or a promise that nobody waits for, is no reason to stop.
  const ignore = (): void => undefined;
  process.on('uncaughtException', ignore);
  process.on('unhandledRejection', ignore);
  say({ kind: loaded.ready, cell: 0, line: 0, words: '' });
  let Submitted: SubmittedClass | undefined;
  for (;;) {
    const asked = receive();
    if (!asked) break;
    const kind = asked.uint8();
    if (kind === request.load) Submitted = await load(ts, asked);
    else if (Submitted) perform(asked, Submitted);
  }
  process.exit(0);
}

await main();
