import assert from 'node:assert/strict';
import { setLanguage } from '../../../src/language/index.ts';
import {
  judgeFirstStep,
  judgeLearningRate,
  judgeNesterov,
  optimizerQuestions,
} from '../../../src/lessons/optimizers.ts';
import { judge } from '../../../src/lessons/quiz.ts';
import { Optimizer, type Update } from '../../../src/optimizers/optimizer.ts';

type Rule = (update: Update<'v'>) => void;

/** An answer to exercise 2: a class whose update is the given loop. */
const answer = (rule: Rule) =>
  class extends Optimizer<'v'> {
    constructor() {
      super('answer', ['v'], { learningRate: 0.1 });
    }
    update(update: Update<'v'>): void {
      rule(update);
    }
  };

const each =
  (step: (w: Update['w'], g: Update['g'], v: Update['w'], i: number) => void): Rule =>
  ({ w, g, state: { v } }) => {
    for (let i = 0; i < w.length; i++) step(w, g, v, i);
  };

describe('the self-checks of lesson 1', () => {
  before(() => setLanguage('en'));
  after(() => setLanguage(null));

  it('accept 20/21 and say for other learning rates which coordinate is slow', () => {
    assert.equal(judgeLearningRate(0.952).right, true);
    for (const [value, says] of [
      [0.5, /x is the slower/],
      [0.97, /y is the slower/],
      [1, /does not shrink/],
      [-1, /above 0/],
      [NaN, /above 0/],
    ] as const) {
      const { right, message } = judgeLearningRate(value);
      assert.equal(right, false);
      assert.match(message, says);
    }
  });

  it("accept Nesterov's rule and name the usual mistakes", () => {
    const nesterov = each((w, g, v, i) => {
      v[i] = 0.9 * v[i] - 0.1 * g[i];
      w[i] += 0.9 * v[i] - 0.1 * g[i];
    });
    assert.equal(judgeNesterov(answer(nesterov)).right, true);
    const momentum = each((w, g, v, i) => {
      v[i] = 0.9 * v[i] - 0.1 * g[i];
      w[i] += v[i];
    });
    const nothing = each((_w, g, v, i) => void (v[i] = 0.9 * v[i] - 0.1 * g[i]));
    const uphill = each((w, g, _v, i) => void (w[i] += 0.1 * g[i]));
    const sgd = each((w, g, _v, i) => void (w[i] -= 0.1 * g[i]));
    const undefinedValue = each((w, _g, _v, i) => void (w[i] = NaN));
    const other = each((w, g, v, i) => {
      w[i] += 0.9 * v[i] - 0.1 * g[i];
      v[i] = 0.5 * v[i] - 0.1 * g[i];
    });
    for (const [rule, says] of [
      [momentum, /still Momentum/],
      [nothing, /did not change/],
      [uphill, /uphill/],
      [sgd, /This is SGD/],
      [undefinedValue, /NaN/],
      [other, /After update 1 it should be at \(/],
    ] as const) {
      const { right, message } = judgeNesterov(answer(rule));
      assert.equal(right, false);
      assert.match(message, says);
    }
  });

  it('accept √10 and recognise the values of typical mistakes', () => {
    assert.equal(judgeFirstStep(3.162).right, true);
    for (const [value, says] of [
      [1, /corrected/],
      [0.1, /√v/],
      [100, /root/],
      [7, /Compute/],
    ] as const) {
      assert.match(judgeFirstStep(value).message, says);
      assert.equal(judgeFirstStep(value).right, false);
    }
  });

  it('judge the quiz: right, wrong with a hint, and not answered', () => {
    for (const [index, question] of optimizerQuestions.entries()) {
      const wrong = question.choices.find((choice) => choice !== question.answer) ?? '';
      assert.equal(judge(index + 1, question, question.answer.toUpperCase()).right, true);
      assert.match(judge(index + 1, question, wrong).message, /Not quite/);
      assert.match(judge(index + 1, question, '').message, /write one of a, b, c/);
    }
  });
});
