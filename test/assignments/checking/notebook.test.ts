import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { usualLanguage } from '../../../assignments/checking/language.ts';
import type { Shown } from '../../../assignments/checking/notebook.ts';
import { check, gradientCheck } from '../../../assignments/convolution/checks/notebook.ts';
import type { ConvolutionClass } from '../../../assignments/convolution/checks/types.ts';
import { Convolution as Starter } from '../../../assignments/convolution/convolution.ts';
import { type NdArray, zeros } from '../../../assignments/ndarray.ts';

/** Right shapes, wrong numbers, and a message that would be markup if nobody escaped it. */
class Wrong {
  dWeight: NdArray;
  dBias: NdArray;
  #shape: readonly number[] = [];

  constructor(
    readonly weight: NdArray,
    bias: NdArray,
  ) {
    this.dWeight = zeros(weight.shape);
    this.dBias = zeros(bias.shape);
  }

  forward(x: NdArray): NdArray {
    this.#shape = x.shape;
    if (x.shape[0] !== 2 || x.shape[1] !== 2) throw new RangeError('<img src=x onerror=alert(1)>');
    return zeros([2, 3, 2, 4]);
  }

  backward(): NdArray {
    return zeros(this.#shape);
  }
}

const bundle = (shown: Shown) => shown[Symbol.for('Jupyter.display') as keyof Shown]() as Record<string, string>;

describe('checks in a notebook', () => {
  it('shows a table as text and as HTML, in which nothing of the learner is markup', async () => {
    const shown = await check(Wrong, 'ko');
    const { 'text/plain': text, 'text/html': html } = bundle(shown);
    assert.match(text, /^공개 검사: 합성곱 계층 구현하기\n✗ 윈도우 하나를/);
    assert.match(text, /공개 검사 27개 가운데 \d+개를 통과했습니다\.\n공개 검사는 성적이 아닙니다\./);
    assert.match(html, /&lt;img src=x onerror=alert\(1\)&gt;/);
    assert.doesNotMatch(html, /<img/);
    assert.equal(shown.results.length, 27);
  });

  it('says in one sentence that the starter is not filled in', async () => {
    assert.match(bundle(await check(Starter, 'en'))['text/plain'], /^This is still the starter\. [^\n]+$/);
  });

  it('shows the gradient check as a figure and as text', () => {
    const shown = gradientCheck(Wrong, 'en');
    const { 'application/vnd.plotly.v1+json': figure, 'text/plain': text } = bundle(shown);
    assert.deepEqual(figure, { data: shown.data, layout: shown.layout });
    // The forward of this class is constant: by finite differences of itself every gradient is 0.
    assert.match(text, /^dx: all 80 numbers agree with finite differences\.\ndWeight: all 36/);
  });

  it('says why there is no figure', () => {
    const shown = gradientCheck(Starter, 'ko');
    assert.equal(shown.data, undefined);
    assert.match(bundle(shown)['text/plain'], /^Convolution\.forward 부분을 아직 채우지 않았습니다/);
  });

  it("names the cell and line of our kernel's notebooks", async () => {
    const error = new TypeError('no');
    error.stack = 'TypeError: no\n    at Convolution.forward (Cell [7]:3:14)\n    at Cell [9]:1:1';
    const Broken = function Broken() {
      throw error;
    } as unknown as ConvolutionClass;
    const { results } = await check(Broken, 'en');
    assert.equal(results[0].message, 'Your code threw TypeError: no\n  at cell [7], line 3, column 14');
  });

  it('finds the language where nobody names one', () => {
    const { LANG, LC_ALL } = { LANG: 'ko_KR.UTF-8', LC_ALL: 'en_US.UTF-8' };
    assert.equal(usualLanguage({ GRADBOOK_LANGUAGE: 'ko', LC_ALL }), 'ko');
    assert.equal(
      usualLanguage({ JPY_SESSION_NAME: '/home/me/assignments/convolution/starter.ko.ipynb', LC_ALL }),
      'ko',
    );
    assert.equal(usualLanguage({ JPY_SESSION_NAME: 'starter.en.ipynb', LANG }), 'en');
    assert.equal(usualLanguage({ JPY_SESSION_NAME: '/kodak/mine.ipynb', LANG }), 'ko');
    assert.equal(usualLanguage({ LANG, LC_ALL }), 'en');
    assert.equal(usualLanguage({}), 'en');
  });
});
