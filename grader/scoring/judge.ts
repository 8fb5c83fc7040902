import type { Expected } from '../cases/index.ts';
import type { Text } from '../language.ts';
import { text } from '../language.ts';
import type { Verdict } from '../results.ts';
import type { Observation } from '../sandbox/messages.ts';
import type { Death } from '../sandbox/session.ts';
import { compare } from './compare.ts';

/** A verdict, with a sentence about what was seen where there is more to say than the case's own hint. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly note?: Text;
}

const notes = {
  otherShape: text('결과의 형상이 다릅니다.', 'The result has another shape.'),
  otherNumbers: text('결과의 값이 다릅니다.', 'The result has other numbers.'),
  nothing: text(
    '결과가 없습니다. return을 빠뜨리지 않았는지 확인하십시오.',
    'There is no result. Is a return missing?',
  ),
  promise: text(
    '결과가 Promise입니다. 메서드에 async를 쓰지 마십시오.',
    'The result is a Promise. The methods must not be async.',
  ),
  notAnArray: text('결과가 shape와 data를 가진 배열이 아닙니다.', 'The result is not an array with a shape and data.'),
  badShape: text(
    '결과의 shape가 data의 길이와 맞지 않거나, 0 이상의 정수로 된 배열이 아닙니다.',
    'The shape of the result does not fit the length of its data, or is not a list of integers ≥ 0.',
  ),
  badData: text('결과의 data가 Float64Array가 아닙니다.', 'The data of the result is not a Float64Array.'),
  tooLarge: text('결과가 너무 큽니다.', 'The result is far too large.'),
  threw: text('오류를 던졌습니다.', 'It threw an error.'),
  noError: text('오류를 던져야 할 곳에서 던지지 않았습니다.', 'It threw no error where it must.'),
  otherError: text('RangeError가 아닌 오류를 던졌습니다.', 'It threw an error that is not a RangeError.'),
} as const;

const deaths: Readonly<Record<Death, Text>> = {
  timeout: text('제한 시간을 넘었습니다.', 'It took longer than the time limit.'),
  memory: text('제한된 메모리를 넘었습니다.', 'It took more memory than the limit.'),
  crash: text('프로그램이 결과를 내기 전에 끝났습니다.', 'The program ended before it gave a result.'),
  output: text(
    '화면 출력이 한도를 넘었거나, 결과가 아닌 것이 결과 자리에 쓰였습니다.',
    'It printed more than the limit, or wrote something else where results are expected.',
  ),
};

const passed: Judgement = { verdict: 'passed' };

/** The verdict on a case whose sandbox the submission has ended. */
export function judgeDeath(death: Death): Judgement {
  return { verdict: death, note: deaths[death] };
}

/** The verdict on a case: passed only when every observation is there and is what it must be. */
export function judge(expected: readonly Expected[], observations: readonly Observation[]): Judgement {
  if (expected.length === 0 || observations.length !== expected.length) return judgeDeath('crash');
  for (const [at, each] of expected.entries()) {
    const judgement = judgeOne(each, observations[at]);
    if (judgement.verdict !== 'passed') return judgement;
  }
  return passed;
}

function judgeOne(expected: Expected, observation: Observation): Judgement {
  if (observation.kind === 'outOfMemory') return judgeDeath('memory');
  if (expected.kind === 'array') return judgeArray(expected.value, observation);
  if (observation.kind === 'rangeError') return passed;
  if (observation.kind !== 'otherError') return { verdict: 'wrong', note: notes.noError };
  return expected.kind === 'anyError' ? passed : { verdict: 'wrong', note: notes.otherError };
}

function judgeArray(expected: (Expected & { kind: 'array' })['value'], observation: Observation): Judgement {
  switch (observation.kind) {
    case 'value': {
      const comparison = compare(observation, expected);
      return comparison === 'same' ? passed : { verdict: 'wrong', note: notes[comparison] };
    }
    case 'rangeError':
    case 'otherError':
      return { verdict: 'error', note: notes.threw };
    case 'outOfMemory':
      return judgeDeath('memory');
    case 'nothing':
    case 'promise':
    case 'notAnArray':
    case 'badShape':
    case 'badData':
    case 'tooLarge':
      return { verdict: 'wrong', note: notes[observation.kind] };
  }
}
