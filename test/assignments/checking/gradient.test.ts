import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { gradientText, heatText, numericGradient, requireGradient } from '../../../assignments/checking/gradient.ts';
import { gradientFigure } from '../../../assignments/checking/gradient-figure.ts';
import { messages } from '../../../assignments/checking/language.ts';
import { fromNested, toNested } from '../../../assignments/ndarray.ts';

const t = messages('en');

describe('the gradient check', () => {
  it('differentiates a quadratic function exactly and leaves its argument as it was', () => {
    const x = fromNested([
      [1, -2],
      [0.5, 3],
    ]);
    const gradient = numericGradient(() => x.data.reduce((sum, value) => sum + value ** 2, 0), x, 0.25);
    assert.deepEqual(toNested(gradient), [
      [2, -4],
      [1, 6],
    ]);
    assert.deepEqual(toNested(x), [
      [1, -2],
      [0.5, 3],
    ]);
  });

  const numeric = fromNested([
    [
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      [
        [7, 8, 9],
        [10, 11, 12],
      ],
    ],
  ]);
  const wrong = {
    name: 'dx',
    numeric,
    yours: fromNested([
      [
        [
          [1, 2, 3],
          [4, 5.5, 6],
        ],
        [
          [7, 8, 9],
          [10, 11, -12],
        ],
      ],
    ]),
  };

  it('shows where a gradient is wrong, the furthest number first', () => {
    assert.equal(heatText(wrong), '    [0, 0]\n      · · ·\n      · █ ·\n    [0, 1]\n      · · ·\n      · · █');
    const { agrees, text } = gradientText(wrong, t);
    assert.equal(agrees, false);
    assert.match(
      text,
      /^dx is furthest off at \[0, 1, 1, 2\]: yours -12, by finite differences 12. 2 of 12 numbers are wrong.\n/,
    );
    assert.throws(() => requireGradient(wrong, t), { name: 'CheckFailure' });
  });

  it('counts NaN as wrong, and rounding as right', () => {
    const withNaN = { name: 'dx', numeric: fromNested([1, 2]), yours: fromNested([1, NaN]) };
    assert.match(gradientText(withNaN, t).text, /^dx is furthest off at \[1\]: yours NaN/);
    const rounded = { name: 'dx', numeric: fromNested([1 + 1e-9]), yours: fromNested([1]) };
    assert.deepEqual(gradientText(rounded, t), {
      agrees: true,
      text: 'dx: all 1 numbers agree with finite differences.',
    });
  });

  it('draws a heat map for each gradient, with an empty row between blocks', () => {
    const bias = { name: 'dBias', numeric: fromNested([1, 2]), yours: fromNested([1, 2]) };
    const { data, layout } = gradientFigure([wrong, bias], 'Convolution', t);
    assert.deepEqual(
      data.map(({ type, name, xaxis, yaxis }) => [type, name, xaxis, yaxis]),
      [
        ['heatmap', 'dx', 'x', 'y'],
        ['heatmap', 'dBias', 'x2', 'y2'],
      ],
    );
    assert.deepEqual(data[0].z, [
      [0, 0, 0],
      [0, 0.5, 0],
      [null, null, null],
      [0, 0, 0],
      [0, 0, 24],
    ]);
    assert.equal((data[0].text as string[][])[4][2], '[0, 1, 1, 2] -12 / 12');
    assert.deepEqual(Object.keys(layout), ['title', 'height', 'xaxis', 'yaxis', 'xaxis2', 'yaxis2']);
  });
});
