import assert from 'node:assert/strict';
import { architectures, seccompFilter, verdicts } from '../../../grader/sandbox/seccomp/filter.ts';

/** Runs a filter as the kernel would: load a word, compare, jump, return. */
function decide(filter: Uint8Array, call: { audit: number; number: number; firstArgument?: number }): number {
  const program = new DataView(filter.buffer, filter.byteOffset, filter.byteLength);
  const words = new Map([
    [0, call.number],
    [4, call.audit],
    [16, call.firstArgument ?? 0],
  ]);
  let accumulator = 0;
  for (let at = 0; at < filter.length / 8; at += 1) {
    const code = program.getUint16(at * 8, true);
    const [ifTrue, ifFalse] = [program.getUint8(at * 8 + 2), program.getUint8(at * 8 + 3)];
    const k = program.getUint32(at * 8 + 4, true);
    if (code === 0x06) return k;
    if (code === 0x20) {
      const word = words.get(k);
      assert.notEqual(word, undefined, `the filter reads offset ${k}`);
      accumulator = word as number;
    } else if (code === 0x15) at += accumulator === k ? ifTrue : ifFalse;
    else if (code === 0x45) at += (accumulator & k) !== 0 ? ifTrue : ifFalse;
    else assert.fail(`instruction ${code}`);
  }
  return assert.fail('the filter ends without a verdict');
}

// [x64, arm64]; -1 where the architecture has no such call.
const forbidden: Record<string, [number, number]> = {
  socket: [41, 198],
  socketpair: [53, 199],
  connect: [42, 203],
  bind: [49, 200],
  listen: [50, 201],
  accept4: [288, 242],
  sendmsg: [46, 211],
  recvmsg: [47, 212],
  fork: [57, -1],
  vfork: [58, -1],
  clone3: [435, 435],
  execveat: [322, 281],
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  memfd_create: [319, 279],
  io_uring_setup: [425, 425],
  shmget: [29, 194],
  mount: [165, 40],
  unshare: [272, 97],
  setns: [308, 268],
  bpf: [321, 280],
  perf_event_open: [298, 241],
  userfaultfd: [323, 282],
  keyctl: [250, 219],
  unlinkat: [263, 35],
  mkdirat: [258, 34],
  renameat2: [316, 276],
  ftruncate: [77, 46],
};

const needed: Record<string, [number, number]> = {
  read: [0, 63],
  write: [1, 64],
  mmap: [9, 222],
  mprotect: [10, 226],
  futex: [202, 98],
  execve: [59, 221],
  exit_group: [231, 94],
  epoll_ctl: [233, 21],
  openat: [257, 56],
  getrandom: [318, 278],
};

const thread = 0x3d0f00; // what glibc's pthread_create asks for
const clone = [56, 220];

architectures.forEach(({ name, audit }, column) => {
  describe(`the seccomp filter for ${name}`, () => {
    const filter = seccompFilter(name);
    const decideOn = (number: number, firstArgument = 0) => decide(filter, { audit, number, firstArgument });

    for (const [call, numbers] of Object.entries(forbidden)) {
      if (numbers[column] === -1) continue;
      it(`refuses ${call}`, () => {
        assert.equal(decideOn(numbers[column]), verdicts.notThere);
      });
    }

    it('allows what Node needs', () => {
      for (const [call, numbers] of Object.entries(needed))
        assert.equal(decideOn(numbers[column]), verdicts.allow, call);
    });

    it('lets clone make threads, but no processes and no namespaces', () => {
      assert.equal(decideOn(clone[column], thread), verdicts.allow);
      for (const flags of [0, 0x11, 0x4111, thread | 0x10000000, thread | 0x20000, 0x7e020000]) {
        assert.equal(decideOn(clone[column], flags), verdicts.notPermitted, flags.toString(16));
      }
    });

    it('refuses calls that do not exist yet, and the x32 numbers', () => {
      for (const number of [1000, 0x40000000, 0x40000001]) assert.equal(decideOn(number), verdicts.notThere);
    });

    it('kills a process that calls through another architecture', () => {
      assert.equal(decide(filter, { audit: 0x40000003, number: 1 }), verdicts.killProcess);
      const other = architectures[1 - column].audit;
      assert.equal(decide(filter, { audit: other, number: 1 }), verdicts.killProcess);
    });
  });
});

describe('seccompFilter', () => {
  it('names the architectures that it knows', () => {
    assert.throws(() => seccompFilter('mips'), /architecture must be one of x64, arm64\. Received mips/);
  });
});
