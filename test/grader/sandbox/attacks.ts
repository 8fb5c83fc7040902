/** One attack: code that stands in front of a wrong solution, and what it does in the middle of a call. */
export interface Attack {
  readonly name: string;
  /** Runs when the file is loaded. */
  readonly atLoad?: string;
  /** The body of `forward`, with x at hand and Node's modules as `load('fs')`; it may return anything. */
  readonly inForward?: string;
  /** Verdicts that may come of it beside `wrong`. */
  readonly verdicts?: readonly string[];
}

const answers = 'const reply = (bytes) => load("fs").writeSync(4, bytes);';

/** Nothing here computes a convolution, so whatever earns a point has cheated. */
export const attacks: readonly Attack[] = [
  // The machine.
  {
    name: 'reads /etc/passwd',
    inForward: 'return seen(load("fs").readFileSync("/etc/passwd", "utf8"));',
    verdicts: ['error'],
  },
  {
    name: 'reads the environment of process 1',
    inForward: 'return seen(load("fs").readFileSync("/proc/1/environ", "utf8"));',
    verdicts: ['error'],
  },
  {
    name: 'finds something in its environment',
    inForward: 'return seen(Object.keys(process.env).filter((key) => key !== "PWD").join());',
  },
  {
    name: 'finds another process',
    inForward: 'return seen(load("fs").readdirSync("/proc").join());',
    verdicts: ['error'],
  },
  {
    name: 'writes a file beside itself',
    inForward: 'load("fs").writeFileSync("/app/result.json", "x"); return seen("written");',
    verdicts: ['error'],
  },
  { name: 'writes into /tmp', inForward: 'load("fs").mkdirSync("/tmp"); return seen("written");', verdicts: ['error'] },
  {
    name: 'writes to /dev/shm',
    inForward: 'load("fs").writeFileSync("/dev/shm", "x"); return seen("written");',
    verdicts: ['error'],
  },
  {
    name: 'opens a socket',
    inForward:
      'const socket = load("net").connect(80, "1.1.1.1"); socket.on("error", () => {}); return seen(socket._handle?.fd > 0 ? "open" : "");',
    verdicts: ['error'],
  },
  {
    name: 'listens',
    inForward: 'const server = load("net").createServer().listen(0); return seen(server.listening ? "listens" : "");',
    verdicts: ['error'],
  },
  {
    name: 'sends a datagram',
    inForward:
      'const socket = load("dgram").createSocket("udp4"); socket.on("error", () => {}); socket.bind(0); return x;',
    verdicts: ['error'],
  },
  {
    name: 'starts a process',
    inForward:
      'const { status, error } = load("child_process").spawnSync("/app/node", ["-e", "0"]); return seen(error ? "" : "ran " + status);',
  },
  {
    name: 'forks itself without end',
    inForward:
      'for (let k = 0; k < 1000; k += 1) load("child_process").spawn("/app/node", ["-e", "for(;;);"]).on("error", () => {}); return x;',
    verdicts: ['error'],
  },
  {
    name: 'executes another program',
    inForward:
      'const binding = process.binding("spawn_sync"); const result = binding.spawn({ file: "/app/node", args: ["node", "-e", "0"], stdio: [] }); return seen(result.error ? "" : "ran");',
    verdicts: ['error', 'memory'],
  },
  {
    name: 'starts a worker that outlives the call',
    inForward: 'new (load("worker_threads").Worker)("for(;;);", { eval: true }); return x;',
    verdicts: ['error', 'crash', 'memory'],
  },
  {
    name: 'loads native code',
    inForward: 'process.dlopen({ exports: {} }, "/app/typescript.js"); return x;',
    verdicts: ['error'],
  },
  { name: 'stops process 1', inForward: 'process.kill(1, "SIGKILL"); return x;', verdicts: ['error'] },
  {
    name: 'stops everything',
    inForward: 'process.kill(-1, "SIGKILL"); return x;',
    verdicts: ['error', 'crash', 'memory'],
  },
  { name: 'changes its user', inForward: 'process.setuid(0); return seen("root");', verdicts: ['error'] },
  {
    name: 'raises its priority',
    inForward: 'load("os").setPriority(-20); return seen("raised");',
    verdicts: ['error'],
  },
  // Limits.
  { name: 'never returns', inForward: 'for (;;);', verdicts: ['timeout'] },
  {
    name: 'waits in the kernel',
    inForward: 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); return x;',
    verdicts: ['timeout'],
  },
  {
    name: 'ignores the signal of the time limit',
    atLoad: 'process.on("SIGXCPU", () => {}); process.on("SIGTERM", () => {});',
    inForward: 'for (;;);',
    verdicts: ['timeout'],
  },
  {
    name: 'fills the heap',
    inForward: 'const hoard = []; for (;;) hoard.push(new Array(100000).fill(hoard.length));',
    verdicts: ['memory', 'timeout'],
  },
  {
    name: 'fills the heap after raising its limit',
    atLoad: 'load("v8").setFlagsFromString("--max-old-space-size=8000");',
    inForward: 'const hoard = []; for (;;) hoard.push(new Array(100000).fill(hoard.length));',
    verdicts: ['memory', 'error', 'crash', 'timeout'],
  },
  {
    name: 'fills the memory outside of the heap',
    inForward: 'const hoard = []; for (;;) hoard.push(new Uint8Array(1e8).fill(1));',
    verdicts: ['memory', 'timeout'],
  },
  {
    name: 'fills the memory of WebAssembly',
    inForward:
      'const hoard = []; for (;;) { const memory = new WebAssembly.Memory({ initial: 1000 }); new Uint8Array(memory.buffer).fill(1); hoard.push(memory); }',
    verdicts: ['memory', 'error', 'crash', 'timeout'],
  },
  {
    name: 'fills shared memory',
    inForward:
      'const hoard = []; for (;;) { const shared = new SharedArrayBuffer(1e8); new Uint8Array(shared).fill(1); hoard.push(shared); }',
    verdicts: ['memory', 'timeout'],
  },
  {
    name: 'makes a string of all memory',
    inForward: 'let text = "x"; for (;;) text = [text, text].join(text);',
    verdicts: ['memory', 'error', 'timeout'],
  },
  { name: 'recurses without end', inForward: 'return this.forward(x);', verdicts: ['error'] },
  {
    name: 'prints without end',
    inForward: 'for (;;) console.log("x".repeat(100000));',
    verdicts: ['output', 'timeout'],
  },
  {
    name: 'prints without end to the error stream',
    inForward: 'for (;;) load("fs").writeSync(2, "x".repeat(100000));',
    verdicts: ['output', 'error', 'timeout'],
  },
  { name: 'leaves with success', inForward: 'process.exit(0);', verdicts: ['crash'] },
  { name: 'leaves without a word', inForward: 'process.reallyExit(0);', verdicts: ['crash'] },
  { name: 'aborts', inForward: 'process.abort();', verdicts: ['memory'] },
  // The protocol.
  { name: 'prints a result', inForward: 'console.log(JSON.stringify({ score: 100, verdict: "passed" })); return x;' },
  {
    name: 'answers with a flood',
    inForward: `${answers} for (;;) reply(new Uint8Array(65536).fill(1));`,
    verdicts: ['output'],
  },
  {
    name: 'answers with a length of four gigabytes',
    inForward: `${answers} reply(Uint8Array.of(255, 255, 255, 255)); return x;`,
    verdicts: ['output'],
  },
  {
    name: 'answers with an empty answer',
    inForward: `${answers} reply(new Uint8Array(4)); return x;`,
    verdicts: ['output'],
  },
  {
    name: 'answers with an answer to another question',
    inForward: `${answers} const forged = new Uint8Array(4 + 17); forged[0] = 17; reply(forged); return x;`,
    verdicts: ['output'],
  },
  {
    name: 'answers before it is asked',
    atLoad: `${answers} const early = new Uint8Array(4 + 17); early[0] = 17; for (let k = 0; k < 9; k += 1) reply(early);`,
    inForward: 'return x;',
    verdicts: ['output', 'crash'],
  },
  {
    name: 'says that it is loaded, and reads the questions itself',
    atLoad: `${answers} reply(Uint8Array.of(9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)); const question = new Uint8Array(100000); const length = load("fs").readSync(3, question); const forged = new Uint8Array(4 + 16 + 64); forged[0] = 80; forged.set(question.subarray(5, 21), 4); forged.fill(1, 20); reply(forged); for (;;);`,
    inForward: 'return x;',
    verdicts: ['output', 'timeout'],
  },
  {
    name: 'closes the descriptor of the answers',
    inForward: 'load("fs").closeSync(4); return x;',
    verdicts: ['crash', 'timeout'],
  },
  {
    name: 'closes the descriptor of the questions',
    inForward: 'load("fs").closeSync(3); return x;',
    verdicts: ['crash', 'timeout'],
  },
  // The runner's own means.
  {
    name: 'replaces what compares',
    atLoad:
      'Math.abs = () => 0; Number.isFinite = () => true; Object.is = () => true; Array.prototype.every = () => true;',
    inForward: 'return x;',
  },
  {
    name: 'replaces arrays',
    atLoad:
      'globalThis.Float64Array = Array; Array.isArray = () => true; Float64Array.prototype.set = () => {}; Array.prototype.push = () => 0; Array.prototype[Symbol.iterator] = function* () {};',
    inForward: 'return x;',
    verdicts: ['error', 'crash'],
  },
  {
    name: 'replaces how bytes are written',
    atLoad:
      'for (const name of Object.getOwnPropertyNames(DataView.prototype)) if (name !== "constructor") Object.defineProperty(DataView.prototype, name, { value: () => 1 }); Uint8Array.prototype.subarray = function () { return this; };',
    inForward: 'return x;',
    verdicts: ['error', 'crash', 'output'],
  },
  {
    name: 'watches the registers by setters',
    atLoad:
      'for (let k = 0; k < 40; k += 1) { Object.defineProperty(Object.prototype, k, { set(value) { this["kept" + k] = value; }, get() { return undefined; }, configurable: true }); }',
    inForward: 'return x;',
    verdicts: ['error', 'crash', 'output'],
  },
  {
    name: 'replaces Reflect and Function',
    atLoad:
      'Reflect.apply = () => undefined; Reflect.construct = () => ({}); Function.prototype.call = () => undefined; Function.prototype.apply = () => undefined;',
    inForward: 'return x;',
    verdicts: ['error', 'crash'],
  },
  {
    name: 'replaces the reading of files',
    atLoad: 'load("fs").writeSync = () => 1e9; load("fs").readSync = () => 0; JSON.parse = () => ({});',
    inForward: 'return x;',
  },
  {
    name: 'calls every error a RangeError',
    atLoad:
      'Object.defineProperty(Error.prototype, "constructor", { value: RangeError }); Object.setPrototypeOf(Error.prototype, RangeError.prototype);',
    inForward: 'throw new Error("no");',
    verdicts: ['error', 'crash'],
  },
  // What is returned.
  { name: 'returns a Proxy', inForward: 'return new Proxy({}, { get: () => new Proxy([], { get: () => 0 }) });' },
  {
    name: 'returns numbers that answer differently each time',
    inForward:
      'return { shape: x.shape, data: { length: x.data.length, [Symbol.toStringTag]: "Float64Array", valueOf: () => 0 } };',
  },
  {
    name: 'returns a Float64Array whose length lies',
    inForward:
      'const data = new Float64Array(1); Object.defineProperty(data, "length", { value: 1e6 }); return { shape: [1e6], data };',
  },
  {
    name: 'returns NaN everywhere',
    inForward: 'return { shape: x.shape, data: new Float64Array(x.data.length).fill(NaN) };',
  },
  { name: 'returns nothing at all', inForward: 'return { shape: [], data: new Float64Array(0) };' },
  {
    name: 'returns an array as large as allowed, and larger',
    inForward: 'return { shape: [1, 1, 2 ** 12, 2 ** 11], data: new Float64Array(2 ** 23) };',
    verdicts: ['wrong', 'memory'],
  },
  {
    name: 'returns a shape without end',
    inForward: 'return { shape: new Array(1e6).fill(1), data: new Float64Array(1) };',
  },
  {
    name: 'throws something that cannot be looked at',
    inForward: 'throw new Proxy({}, { getPrototypeOf() { throw new Error(); }, get() { throw new Error(); } });',
    verdicts: ['error', 'crash'],
  },
  {
    name: 'returns getters that never return',
    inForward: 'return { get shape() { for (;;); } };',
    verdicts: ['timeout'],
  },
];
