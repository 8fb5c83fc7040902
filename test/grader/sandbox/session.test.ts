import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { casesFor } from '../../../grader/cases/index.ts';
import { root } from '../../../grader/house.ts';
import { findSandbox } from '../../../grader/sandbox/host.ts';
import { usualLimits } from '../../../grader/sandbox/limits.ts';
import { runCases } from '../../../grader/sandbox/run.ts';
import { SandboxBroken, Session, SubmissionDied } from '../../../grader/sandbox/session.ts';
import type { Tools } from '../../../grader/sandbox/command.ts';
import { judge } from '../../../grader/scoring/judge.ts';
import { needsSandbox, rightSolution } from '../support/grading.ts';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    assert.equal((error as NodeJS.ErrnoException).code, 'ESRCH');
    return false;
  }
};

describe('a session in the sandbox', function () {
  before(needsSandbox);

  let tools: Tools;
  let helper: string;
  let right: string;
  before(async () => {
    tools = await findSandbox();
    helper = await readFile(`${root}/assignments/ndarray.ts`, 'utf8');
    right = await rightSolution();
  });

  const program = (cell: string) => ({ className: 'Convolution', helper, kind: 'module' as const, cells: [cell] });
  const cases = casesFor({
    secret: '',
    seed: 'session',
    assignment: 'convolution',
    graderVersion: '1',
    submission: Uint8Array.of(1),
  });

  it('answers each case with what it asked for', async () => {
    const session = await Session.start(tools, usualLimits);
    try {
      assert.equal((await session.load(program(right))).kind, 'ready');
      for (const each of cases.slice(0, 4)) {
        assert.equal(judge(each.expected, await session.perform(each.steps, 5)).verdict, 'passed', each.id);
      }
    } finally {
      await session.close();
    }
  });

  it('leaves no process behind, however it ends', async () => {
    for (const source of [right, 'for (;;);', 'process.kill(process.pid, "SIGSTOP");']) {
      const session = await Session.start(tools, { ...usualLimits, loadSeconds: 1 });
      const pid = session.innerPid as number;
      assert.ok(isAlive(pid));
      await session.load(program(source)).catch((error: unknown) => {
        assert.ok(error instanceof SubmissionDied);
        assert.equal(error.death, 'timeout');
      });
      await session.close();
      assert.ok(!isAlive(pid), source);
    }
  });

  it('takes a process that was killed from outside for an end that the submission did not survive', async () => {
    const session = await Session.start(tools, usualLimits);
    await session.load(program(right));
    process.kill(session.innerPid as number, 'SIGKILL');
    await assert.rejects(session.perform(cases[0].steps, 5), SubmissionDied);
    await session.close();
  });

  it('blames itself, not the submission, when the sandbox does not come up', async () => {
    const broken = { ...tools, runner: '/nowhere' };
    await assert.rejects(Session.start(broken, usualLimits), (error) => {
      assert.ok(error instanceof SandboxBroken);
      assert.match(error.message, /nowhere/);
      return true;
    });
  });

  it('gives a submission that killed its sandbox another one, a few times', async () => {
    const dying = right.replace('const x = this.x;', 'process.exit(0); const x = this.x;');
    const run = await runCases(program(dying), cases, { tools, limits: usualLimits });
    assert.ok(run.kind === 'ran');
    assert.equal(run.outcomes.length, cases.length);
    const observed = run.outcomes.filter(({ kind }) => kind === 'observed').length;
    assert.ok(observed >= 12, `${observed} cases ran`);
  });

  it('shows the submission nothing but Node, TypeScript and the runner', async () => {
    const look = `
      const { readdirSync, fstatSync, readFileSync } = (process as any).getBuiltinModule('fs');
      const open: number[] = [];
      for (let descriptor = 0; descriptor < 64; descriptor += 1) {
        try { if (fstatSync(descriptor).isSocket()) open.push(descriptor); } catch { /* not open */ }
      }
      throw [readdirSync('/app').sort().join(), readdirSync('/dev').sort().join(), Object.keys(process.env).join(), open.join(), process.getuid!(), (process as any).getBuiltinModule('os').hostname()].join(' | ');`;
    const session = await Session.start(tools, usualLimits);
    const loaded = await session.load(program(look));
    await session.close();
    assert.equal(loaded.kind, 'threw');
    assert.equal(
      loaded.words,
      'node,runner.mjs,typescript.cache,typescript.js | null,urandom | PWD | 1,2,3,4 | 65534 | sandbox',
    );
  });
});
