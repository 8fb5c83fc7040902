import assert from 'node:assert/strict';
import { codeFrame } from '../../../kernel/engine/code-frame.ts';
import { Scripts } from '../../../kernel/engine/scripts.ts';
import { describeFailure } from '../../../kernel/engine/traceback.ts';

// eslint-disable-next-line no-control-regex
const plain = (text: string) => text.replace(/\u001b\[\d+m/g, '');

describe('tracebacks', () => {
  const scripts = new Scripts();
  scripts.add('cell-1', 'Cell [1]', 'const a = 1\nthrow a', '{"version":3,"sources":["x"],"names":[],"mappings":""}');

  it('frame the first place that is known', () => {
    const error = new RangeError('low');
    error.stack = 'RangeError: low\n    at Array.map (<anonymous>)\n    at async f (Cell [1]:2:1)\n    at Cell [9]:1:1';
    const { ename, evalue, traceback } = describeFailure(error, scripts);
    assert.deepEqual([ename, evalue], ['RangeError', 'low']);
    assert.match(plain(traceback[1]), /> 2 \| throw a\n {4}\| \^/);
  });

  it('shorten a long chain of causes and a long stack', () => {
    let error = new Error('deepest');
    for (let depth = 0; depth < 20; depth++) error = new Error(`level ${depth}`, { cause: error });
    const text = describeFailure(error, scripts).traceback.join('\n');
    assert.equal(text.match(/Caused by/g)!.length, 4);
    const long = new Error('long');
    long.stack = `Error: long\n${'    at f (Cell [1]:1:1)\n'.repeat(50)}`;
    assert.match(describeFailure(long, scripts).traceback.join('\n'), /… 30 more/);
  });

  it('survive values that refuse to be shown', () => {
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error('no');
        },
      },
    );
    assert.equal(describeFailure(hostile, scripts).ename, 'Uncaught');
    assert.equal(
      describeFailure(Object.create(Error.prototype, { stack: { value: 5 }, name: { value: 6 } }), scripts).ename,
      'Error',
    );
  });
});

describe('code frame', () => {
  it('keeps tabs, so that the mark stands under its place', () => {
    assert.equal(plain(codeFrame('\tfail()', { line: 1, column: 2, length: 4 })), '> 1 | \tfail()\n    | \t^^^^');
  });
  it('shows two lines around and stays inside the text', () => {
    const frame = plain(codeFrame('a\nb\nc\nd\ne\nf', { line: 6, column: 1 }));
    assert.deepEqual(frame.split('\n'), ['  4 | d', '  5 | e', '> 6 | f', '    | ^']);
  });
});
