import assert from 'node:assert/strict';
import { format, formatNow, formatResult } from '../../../kernel/display/index.ts';
import { tensorText } from '../../../kernel/display/tensor.ts';

const bundleText = (value: unknown, type: string) => formatNow(value)!.data[type] as string;
const text = (value: unknown) => bundleText(value, 'text/plain');

describe('display', () => {
  it('shortens tensors in the middle of long axes', () => {
    const shown = tensorText({ shape: [2, 100], data: Float32Array.from({ length: 200 }, (_, i) => i) });
    assert.equal(shown, '2×100 float32\n[[  0,   1,   2, …,  97,  98,  99],\n [100, 101, 102, …, 197, 198, 199]]');
    assert.equal(tensorText({ shape: [], data: new Float64Array([2]) }), 'scalar float64\n2');
    assert.equal(tensorText({ shape: [0, 3], data: new Float32Array(0) }), '0×3 float32\n[]');
  });

  it('takes for a tensor only what has as many numbers as its shape says', () => {
    assert.match(text({ shape: [3], data: new Float32Array(2) }), /shape: \[ 3 \]/);
  });

  it('has no colours', () =>
    assert.equal(text({ a: 'x', b: 1n, c: null, d: Symbol('e') }), "{ a: 'x', b: 1n, c: null, d: Symbol(e) }"));

  it('shows elements as HTML and escapes nothing twice', () => {
    assert.deepEqual(formatNow({ outerHTML: '<b>1</b>' })!.data, { 'text/html': '<b>1</b>', 'text/plain': '<b>1</b>' });
  });

  it('refuses a bundle that is none, and names what it got', async () => {
    const wrong = { [Symbol.for('Jupyter.display')]: () => 'text' };
    await assert.rejects(format(wrong), /must return a MIME bundle, an object; received string/);
  });

  it('gives no result for undefined, and one for null', async () => {
    assert.equal(await formatResult(undefined), undefined);
    assert.equal((await formatResult(null))!.data['text/plain'], 'null');
  });

  it('keeps what a figure says from becoming markup', () => {
    const html = bundleText(
      { data: [{ y: [1, 2], name: '<script>' }], layout: { title: '<b>', xaxis: { title: '"' } } },
      'text/html',
    );
    assert.doesNotMatch(html, /<script|<b>/);
  });

  it('shows a long table from both ends', () => {
    class DataFrame {
      shape = [100, 1];
      columns = ['n'];
      index = Array.from({ length: 100 }, (_, i) => i);
      values = this.index.map((i) => [i]);
    }
    const shown = text(new DataFrame());
    assert.equal(shown.split('\n').length, 1 + 21 + 1);
    assert.match(shown, /\n99 {2}99\n100 rows × 1 columns$/);
  });
});
