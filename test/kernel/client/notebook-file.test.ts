import assert from 'node:assert/strict';
import {
  formatNotebook,
  kernelNameOf,
  NotebookFormatError,
  parseNotebook,
  sourceOf,
} from '../../../kernel/client/notebook-file.ts';

const code = { cell_type: 'code', source: ['let a = 1;\n', 'a'], metadata: {}, outputs: [], execution_count: null };
const notebook = (changes: object = {}): string =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells: [code], ...changes });

describe('a notebook file', () => {
  it('is brought to nbformat 4.5, with the same cell ids each time', () => {
    const [first, second] = [parseNotebook(notebook(), 'a.ipynb'), parseNotebook(notebook(), 'a.ipynb')];
    assert.equal(first.nbformat_minor, 5);
    assert.match(first.cells[0]?.id ?? '', /^[a-zA-Z0-9_-]{1,64}$/);
    assert.deepEqual(first, second);
  });

  it('keeps the ids that are there, and gives repeated cells different ones', () => {
    const parsed = parseNotebook(notebook({ cells: [code, code, { ...code, id: 'mine' }] }), 'a.ipynb');
    assert.equal(new Set(parsed.cells.map((cell) => cell.id)).size, 3);
    assert.equal(parsed.cells[2]?.id, 'mine');
  });

  it('names its kernel, and joins the lines of a cell', () => {
    const parsed = parseNotebook(notebook({ metadata: { kernelspec: { name: 'tslab' } } }), 'a.ipynb');
    assert.equal(kernelNameOf(parsed), 'tslab');
    assert.equal(kernelNameOf(parseNotebook(notebook(), 'a.ipynb')), undefined);
    assert.equal(sourceOf(parsed.cells[0] as { source: string[] }), 'let a = 1;\na');
  });

  it('is written as Jupyter writes it, and read back the same', () => {
    const parsed = parseNotebook(notebook(), 'a.ipynb');
    const text = formatNotebook(parsed);
    assert.match(text, /^\{\n "cells": \[\n {2}\{\n {3}"cell_type"/);
    assert.ok(text.endsWith('}\n'));
    assert.deepEqual(parseNotebook(text, 'a.ipynb'), parsed);
  });

  const broken: [string, string, RegExp][] = [
    ['text that is not JSON', '{', /a\.ipynb is not JSON/],
    ['a list', '[]', /must be a JSON object/],
    ['an old format', notebook({ nbformat: 3 }), /nbformat must be 4; received 3/],
    ['cells that are no list', notebook({ cells: {} }), /cells must be a list/],
    [
      'an unknown kind of cell',
      notebook({ cells: [{ ...code, cell_type: 'heading' }] }),
      /cells\[0\]\.cell_type must be one of code, markdown, raw; received "heading"/,
    ],
    ['a cell without text', notebook({ cells: [{ ...code, source: 1 }] }), /cells\[0\]\.source/],
    [
      'a code cell without outputs',
      notebook({ cells: [{ ...code, outputs: undefined }] }),
      /cells\[0\]\.outputs must be a list/,
    ],
  ];
  for (const [what, text, message] of broken) {
    it(`refuses ${what} and says what is wrong`, () => {
      assert.throws(
        () => parseNotebook(text, 'a.ipynb'),
        (error: unknown) => error instanceof NotebookFormatError && message.test(error.message),
      );
    });
  }
});
