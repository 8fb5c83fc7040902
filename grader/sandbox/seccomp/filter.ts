import { allowedCalls, clone } from './calls.ts';

// Classic BPF as the kernel reads it (linux/filter.h): each instruction is code (u16), jump if true (u8), jump if false (u8), k (u32).
const load = 0x20; // A = the word at offset k of struct seccomp_data
const jumpIfEqual = 0x15;
const jumpIfAnyBit = 0x45;
const give = 0x06;

// struct seccomp_data: int nr; u32 arch; u64 instruction_pointer; u64 args[6]
const offsetOfNumber = 0;
const offsetOfArchitecture = 4;
const offsetOfFirstArgument = 16;

export const verdicts = {
  allow: 0x7fff0000,
  killProcess: 0x80000000,
  /** EPERM. */
  notPermitted: 0x00050001,
  /** ENOSYS: C libraries then take the older call that they know, as with clone3 → clone. */
  notThere: 0x00050026,
} as const;

const threadFlag = 0x00010000; // CLONE_THREAD
const namespaceFlags = 0x7e020080; // CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET and NEWTIME

export interface Architecture {
  readonly name: 'x64' | 'arm64';
  /** AUDIT_ARCH_* of linux/audit.h. */
  readonly audit: number;
}

export const architectures: readonly Architecture[] = [
  { name: 'x64', audit: 0xc000003e },
  { name: 'arm64', audit: 0xc00000b7 },
];

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, k: number];

/**
 * The seccomp program of an architecture, as bytes for `bwrap --seccomp`. It allows a list of calls, lets `clone` make threads
 * but no processes and no namespaces, refuses everything else, and kills a process that calls through another architecture.
 */
export function seccompFilter(name: string): Uint8Array {
  const column = architectures.findIndex((each) => each.name === name);
  if (column === -1) {
    throw new RangeError(
      `architecture must be one of ${architectures.map((each) => each.name).join(', ')}. Received ${name}.`,
    );
  }
  const numbers = Object.values(allowedCalls)
    .map((each) => each[column])
    .filter((number) => number !== undefined);
  const program: Instruction[] = [
    [load, 0, 0, offsetOfArchitecture],
    [jumpIfEqual, 1, 0, architectures[column].audit],
    [give, 0, 0, verdicts.killProcess],
    [load, 0, 0, offsetOfNumber],
    // Not clone: over the five instructions that judge it.
    [jumpIfEqual, 0, 5, clone[column] ?? 0],
    [load, 0, 0, offsetOfFirstArgument],
    [jumpIfAnyBit, 2, 0, namespaceFlags],
    [jumpIfAnyBit, 0, 1, threadFlag],
    [give, 0, 0, verdicts.allow],
    [give, 0, 0, verdicts.notPermitted],
    ...numbers.flatMap((number): Instruction[] => [
      [jumpIfEqual, 0, 1, number],
      [give, 0, 0, verdicts.allow],
    ]),
    [give, 0, 0, verdicts.notThere],
  ];
  return bytesOf(program);
}

/** Both architectures are little-endian. */
function bytesOf(program: readonly Instruction[]): Uint8Array {
  const bytes = new Uint8Array(program.length * 8);
  const view = new DataView(bytes.buffer);
  program.forEach(([code, ifTrue, ifFalse, k], at) => {
    view.setUint16(at * 8, code, true);
    view.setUint8(at * 8 + 2, ifTrue);
    view.setUint8(at * 8 + 3, ifFalse);
    view.setUint32(at * 8 + 4, k, true);
  });
  return bytes;
}
