import assert from 'node:assert/strict';
import type { Expected } from '../../../grader/cases/index.ts';
import type { Observation } from '../../../grader/sandbox/messages.ts';
import { observed } from '../../../grader/sandbox/protocol.ts';
import { judge } from '../../../grader/scoring/judge.ts';

const value = { shape: [2], data: Float64Array.of(1, 2) };
const right: Observation = { kind: 'value', ...value };
const array: Expected = { kind: 'array', value };
const verdict = (expected: Expected[], observations: Observation[]) => judge(expected, observations).verdict;

describe('judge', () => {
  it('passes a case only when every observation is there and right', () => {
    assert.equal(verdict([array, array], [right, right]), 'passed');
    assert.equal(verdict([array, array], [right, { ...right, data: Float64Array.of(1, 3) }]), 'wrong');
  });

  it('fails closed: nothing to compare, too few or too many observations', () => {
    assert.equal(verdict([], []), 'crash');
    assert.equal(verdict([array, array], [right]), 'crash');
    assert.equal(verdict([array], [right, right]), 'crash');
  });

  it('passes no observation but a value where an array is expected', () => {
    for (const kind of Object.keys(observed) as (keyof typeof observed)[]) {
      if (kind !== 'value') assert.notEqual(verdict([array], [{ kind }]), 'passed', kind);
    }
  });

  it('wants a RangeError where one is expected, and any error where any will do', () => {
    assert.equal(verdict([{ kind: 'rangeError' }], [{ kind: 'rangeError' }]), 'passed');
    assert.equal(verdict([{ kind: 'rangeError' }], [{ kind: 'otherError' }]), 'wrong');
    assert.equal(verdict([{ kind: 'rangeError' }], [right]), 'wrong');
    assert.equal(verdict([{ kind: 'anyError' }], [{ kind: 'otherError' }]), 'passed');
    assert.equal(verdict([{ kind: 'anyError' }], [{ kind: 'rangeError' }]), 'passed');
    assert.equal(verdict([{ kind: 'anyError' }], [right]), 'wrong');
    assert.equal(verdict([{ kind: 'rangeError' }], [{ kind: 'outOfMemory' }]), 'memory');
  });
});
