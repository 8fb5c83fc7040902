import assert from 'node:assert/strict';
import { join } from 'node:path';
import { gradbook, root } from '../support/command.ts';

const sample = (name: string): string => join(root, 'test', 'samples', 'convolution', name);

describe('gradbook check', () => {
  it('passes a right solution and says that this is not the grade', async () => {
    const { code, stdout } = await gradbook(['check', sample('right/loops.ts')]);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^Implement a convolution layer\n/);
    const [, passed, all] = /Public checks passed: (\d+) of (\d+)\./.exec(stdout) ?? [];
    assert.ok(Number(all) >= 10 && passed === all, stdout);
    assert.match(stdout, /Public checks are not the grade/);
  });

  it('shows a wrong one where it differs, and a likely cause', async () => {
    const { code, stdout } = await gradbook(['check', sample('wrong/flipped-kernel.ts')]);
    assert.equal(code, 1);
    assert.match(stdout, /^✗ /m);
    assert.match(stdout, /expected/i);
    assert.match(stdout, /turned by 180°/);
  });

  it('speaks Korean', async () => {
    const { code, stdout } = await gradbook(['check', sample('wrong/flipped-kernel.ts'), '--lang', 'ko']);
    assert.equal(code, 1);
    assert.match(stdout, /^합성곱 계층 구현하기\n/);
    assert.match(stdout, /공개 검사는 점수가 아닙니다/);
  });

  it('names a file that is not there', async () => {
    const { code, stderr } = await gradbook(['check', 'nothing.ts']);
    assert.deepEqual([code, stderr], [2, 'check: there is no file nothing.ts\n']);
  });
});
