import { hasTool } from '../../../../scripts/tools.mjs';

/** What the tests say to a kernel, in its language. */
export interface KernelUnderTest {
  readonly name: string;
  readonly available: boolean;
  /** Prints a text and then has a value. */
  readonly printAndAnswer: (text: string, value: number) => string;
  readonly fail: (message: string) => string;
  readonly loopForEver: string;
  /** Prints the numbers from 0 to count − 1, a line each, `pause` milliseconds apart. */
  readonly count: (count: number, pause: number) => string;
  /** Prints 60 MB, more than any buffer takes, and ends with "last line". */
  readonly flood: string;
  readonly define: string;
  /** Fails unless `define` has been run. */
  readonly use: string;
  readonly die: string;
  readonly ask: string;
  /** Puts frames on the kernel's sockets that are no message, or not one signed with its key; where a cell can. */
  readonly writeGarbage?: string;
  readonly workingFolder: string;
  readonly sessionName: string;
}

/** Our own kernel, and one that nobody here wrote: the server must not know the difference. */
export const kernelsUnderTest: readonly KernelUnderTest[] = [
  {
    name: 'gradbook',
    available: true,
    printAndAnswer: (text, value) => `console.log(${JSON.stringify(text)}); ${value}`,
    fail: (message) => `throw new RangeError(${JSON.stringify(message)})`,
    loopForEver: 'console.log("looping"); for (;;) {}',
    count: (count, pause) =>
      `for (let i = 0; i < ${count}; i += 1) { console.log(i); await new Promise((go) => setTimeout(go, ${pause})); }`,
    flood:
      'for (let i = 0; i < 120; i += 1) { console.log("x".repeat(500_000)); await new Promise((go) => setTimeout(go, 5)); } console.log("last line")',
    define: 'const kept = 41;',
    use: 'kept + 1',
    die: 'process.kill(process.pid, "SIGKILL")',
    ask: '`Hello, ${await input("Name? ")}`',
    workingFolder: 'process.cwd()',
    sessionName: 'process.env.JPY_SESSION_NAME',
  },
  {
    name: 'python3',
    available: hasTool('Jupyter'),
    printAndAnswer: (text, value) => `print(${JSON.stringify(text)})\n${value}`,
    fail: (message) => `raise ValueError(${JSON.stringify(message)})`,
    loopForEver: 'print("looping", flush=True)\nwhile True: pass',
    count: (count, pause) =>
      `import time\nfor i in range(${count}):\n  print(i, flush=True)\n  time.sleep(${pause / 1000})`,
    flood:
      'import time\nfor i in range(120):\n  print("x" * 500_000, flush=True)\n  time.sleep(0.005)\nprint("last line")',
    define: 'kept = 41',
    use: 'kept + 1',
    die: 'import os\nos.kill(os.getpid(), 9)',
    ask: 'f"Hello, {input(\'Name? \')}"',
    writeGarbage:
      'socket = get_ipython().kernel.iopub_socket\n' +
      'socket.send_multipart([b"garbage"])\n' +
      'socket.send_multipart([b"<IDS|MSG>", b"0" * 64, b"{}", b"{}", b"{}", b"{}"])',
    workingFolder: 'import os\nos.getcwd()',
    sessionName: 'import os\nos.environ["JPY_SESSION_NAME"]',
  },
];
