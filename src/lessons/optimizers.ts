import { Momentum } from '../optimizers/momentum.ts';
import { Nesterov } from '../optimizers/nesterov.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { SGD } from '../optimizers/sgd.ts';
import { tracePath } from '../optimizers/trace-path.ts';
import { checkQuiz, type Question } from './quiz.ts';
import { right, showVerdicts, type Verdict, wrong } from './verdict.ts';

const best = 20 / 21;

/** Exercise 1: the learning rate at which SGD shrinks both coordinates of x²/20 + y² equally fast. */
export function judgeLearningRate(answer: number): Verdict {
  if (!Number.isFinite(answer) || answer <= 0) {
    return wrong({ ko: 'η는 0보다 큰 수여야 합니다.', en: 'η must be a number above 0.' });
  }
  const [x, y] = [Math.abs(1 - answer / 10), Math.abs(1 - 2 * answer)];
  const factors = `|1 − η/10| = ${x.toFixed(4)}, |1 − 2η| = ${y.toFixed(4)}`;
  if (Math.abs(answer - best) < 5e-4) {
    return right({
      ko: `맞습니다. ${factors}. 그림 1의 0.95는 거의 최선이었습니다. 그런데도 한 번에 10 %도 줄지 않습니다.`,
      en: `Right. ${factors}. The 0.95 of figure 1 was nearly the best there is, and yet it shrinks by less than 10 % per update.`,
    });
  }
  if (y >= 1) {
    return wrong({
      ko: `${factors}. y가 줄지 않습니다. η를 줄여야 합니다.`,
      en: `${factors}. y does not shrink at all: η is too large.`,
    });
  }
  return x > y
    ? wrong({
        ko: `${factors}. x가 더 느립니다. η를 키우면 x가 빨라집니다.`,
        en: `${factors}. x is the slower one; a larger η makes it faster.`,
      })
    : wrong({
        ko: `${factors}. y가 더 느립니다. η를 조금 줄이면 y가 빨라집니다.`,
        en: `${factors}. y is the slower one; a slightly smaller η makes it faster.`,
      });
}

const gradient = ([x, y]: number[]) => [x / 10, 2 * y];
const path = (optimizer: Optimizer): number[][] => tracePath({ optimizer, gradient, start: [-7, 2], steps: 12 });
const print = (point: readonly number[]): string => `(${point.map((value) => value.toPrecision(6)).join(', ')})`;

function firstDifference(a: readonly number[][], b: readonly number[][]): number {
  return a.findIndex((point, index) => point.some((value, axis) => !(Math.abs(value - b[index][axis]) <= 1e-9)));
}

/** Exercise 2: Nesterov's rule, written as an optimizer with learning rate 0.1 and momentum 0.9. */
export function judgeNesterov(answer: new () => Optimizer): Verdict {
  const points = path(new answer());
  const expected = path(new Nesterov({ learningRate: 0.1 }));
  const different = firstDifference(points, expected);
  if (different < 0) {
    return right({ ko: '맞습니다. nn.Nesterov와 같은 길을 갑니다.', en: 'Right: it takes the way of nn.Nesterov.' });
  }
  if (points.flat().some((value) => !Number.isFinite(value))) {
    return wrong({
      ko: '좌표가 NaN이나 무한대가 되었습니다. 정의하지 않은 값을 읽지 않았는지 보세요.',
      en: 'A coordinate became NaN or infinite. Is a value read that was never defined?',
    });
  }
  if (
    firstDifference(
      points,
      points.map(() => points[0]),
    ) < 0
  ) {
    return wrong({ ko: 'w가 바뀌지 않았습니다. w[i]에 더해야 합니다.', en: 'w did not change: add to w[i].' });
  }
  if (points[1][1] > points[0][1]) {
    return wrong({
      ko: '비탈을 거꾸로 올라갑니다. g 앞의 부호를 보세요.',
      en: 'It walks uphill: look at the sign before g.',
    });
  }
  if (firstDifference(points, path(new Momentum({ learningRate: 0.1 }))) < 0) {
    return wrong({
      ko: 'Momentum 그대로입니다. w에 v가 아니라 α·v − η·g를 더해 한 발 앞을 내다봐야 합니다.',
      en: 'This is still Momentum. Look ahead: add α·v − η·g to w instead of v.',
    });
  }
  if (firstDifference(points, path(new SGD({ learningRate: 0.1 }))) < 0) {
    return wrong({
      ko: 'SGD와 같습니다. 속도가 v[i]에 저장되지 않습니다.',
      en: 'This is SGD: the velocity is not kept in v[i].',
    });
  }
  return wrong({
    ko: `갱신 ${different}회째에 ${print(expected[different])}이어야 하는데 ${print(points[different])}입니다. v를 먼저 갱신하고, 새 v로 w를 갱신했는지 보세요.`,
    en: `After update ${different} it should be at ${print(expected[different])} but is at ${print(points[different])}. Is v updated first, and the new v used for w?`,
  });
}

/** Exercise 3: the first step of Adam without bias correction, in multiples of η (β₁ = 0.9, β₂ = 0.999). */
export function judgeFirstStep(answer: number): Verdict {
  const close = (value: number) => Math.abs(answer - value) < 0.005 * value;
  if (close(Math.sqrt(10))) {
    return right({ ko: '맞습니다. 0.1 ÷ √0.001 = √10 ≈ 3.16입니다.', en: 'Right: 0.1 ÷ √0.001 = √10 ≈ 3.16.' });
  }
  if (close(1)) {
    return wrong({ ko: '1은 편향을 보정했을 때의 값입니다.', en: '1 is what the corrected Adam does.' });
  }
  if (close(0.1)) {
    return wrong({
      ko: 'm은 맞게 구했습니다. 이제 √v로 나누어야 하는데, v도 작습니다.',
      en: 'You have m right. Now divide by √v, which is small as well.',
    });
  }
  if (close(100)) {
    return wrong({
      ko: '제곱근을 잊었습니다. v가 아니라 √v로 나눕니다.',
      en: 'The root is missing: divide by √v, not by v.',
    });
  }
  return wrong({
    ko: 'm = 0에서 출발하면 첫 m은 (1 − β₁)·g, 첫 v는 (1 − β₂)·g²입니다. m ÷ √v를 계산해 보세요.',
    en: 'Starting from 0, the first m is (1 − β₁)·g and the first v is (1 − β₂)·g². Compute m ÷ √v.',
  });
}

export const optimizerQuestions: readonly Question[] = [
  {
    answer: 'b',
    choices: ['a', 'b', 'c'],
    why: { ko: '가파른 방향이 학습률의 상한을 정합니다.', en: 'The steep direction caps the learning rate.' },
    hint: { ko: '2절의 두 비율을 보세요.', en: 'Look at the two factors in section 2.' },
  },
  {
    answer: 'c',
    choices: ['a', 'b', 'c'],
    why: { ko: 'v는 −η·g/(1 − α)에 가까워집니다.', en: 'v approaches −η·g/(1 − α).' },
    hint: { ko: '3절에서 v가 어디로 가까워지는지 보세요.', en: 'See in section 3 what v approaches.' },
  },
  {
    answer: 'a',
    choices: ['a', 'b', 'c'],
    why: { ko: '합은 줄지 않지만 평균은 줄어듭니다.', en: 'A sum cannot shrink; an average can.' },
    hint: { ko: '그림 9의 두 곡선을 다시 보세요.', en: 'Look at the two curves of figure 9 again.' },
  },
  {
    answer: 'b',
    choices: ['a', 'b', 'c'],
    why: {
      ko: '노트의 h는 합이고 편향 보정이 없습니다.',
      en: "The note's h is a sum, and there is no bias correction.",
    },
    hint: { ko: '6절의 표에서 두 열을 비교해 보세요.', en: 'Compare the two columns of the table in section 6.' },
  },
];

/** The self-checks of lesson 1. */
export const optimizersLesson = {
  exercise1: (answer: number): void => showVerdicts([judgeLearningRate(answer)]),
  exercise2: (answer: new () => Optimizer): void => showVerdicts([judgeNesterov(answer)]),
  exercise3: (answer: number): void => showVerdicts([judgeFirstStep(answer)]),
  quiz: (answers: readonly string[]): void => checkQuiz(optimizerQuestions, answers),
};
