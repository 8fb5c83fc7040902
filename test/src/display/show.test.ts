import assert from 'node:assert/strict';
import { show } from '../../../src/display/index.ts';
import { contour } from '../../../src/plots/index.ts';
import { jupyterDisplay } from '../../../src/tensor/display.ts';

interface Globals {
  display?: unknown;
  __tslab__?: unknown;
}

describe('show', () => {
  const globals = globalThis as Globals;
  const table = { [jupyterDisplay]: () => ({ 'text/plain': 'a table', 'text/html': '<table></table>' }) };
  const figure = contour({ surface: ([x, y]) => x * x + y * y, x: [-1, 1], y: [-1, 1] });

  afterEach(() => {
    delete globals.display;
    delete globals.__tslab__;
  });

  it("hands a value to the kernel's display", () => {
    const shown: unknown[] = [];
    globals.display = (value: unknown) => shown.push(value);
    show(table);
    assert.deepEqual(shown, [table]);
  });

  it('gives tslab the richest form that a value has', () => {
    const shown: unknown[][] = [];
    globals.__tslab__ = { require: () => ({ display: { raw: (...content: unknown[]) => shown.push(content) } }) };
    show(figure);
    show(table);
    show('text');
    assert.deepEqual(shown, [['application/vnd.plotly.v1+json', figure], ['text/html', '<table></table>'], ['text/plain', 'text']]); // prettier-ignore
  });

  it('prints the text form on the console where there is no notebook', () => {
    const { log } = console;
    const printed: unknown[] = [];
    console.log = (...values: unknown[]) => void printed.push(...values);
    try {
      show(table);
      show('text');
    } finally {
      console.log = log;
    }
    assert.deepEqual(printed, ['a table', 'text']);
  });
});
