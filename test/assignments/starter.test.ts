import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import { assignments } from '../../assignments/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Notebook {
  nbformat: number;
  nbformat_minor: number;
  metadata: { kernelspec: { name: string; language: string } };
  cells: { cell_type: string; id: string; source: string[]; outputs?: unknown[]; execution_count?: number | null }[];
}

for (const assignment of assignments) {
  describe(`the starter of ${assignment.name}`, () => {
    const read = (name: string) => readFileSync(join(root, assignment.folder, name), 'utf8');
    const [korean, english] = ['ko', 'en'].map((language) => JSON.parse(read(`starter.${language}.ipynb`)) as Notebook);
    const code = ({ cells }: Notebook) =>
      cells.filter((cell) => cell.cell_type === 'code').map(({ source }) => source.join(''));

    it('is a clean notebook of format 4.5 for our kernel', () => {
      for (const notebook of [korean, english]) {
        assert.deepEqual([notebook.nbformat, notebook.nbformat_minor], [4, 5]);
        assert.equal(notebook.metadata.kernelspec.name, 'gradbook');
        const ids = notebook.cells.map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length);
        assert.ok(ids.every((id) => /^[\w-]{1,64}$/.test(id)));
        for (const cell of notebook.cells.filter(({ cell_type }) => cell_type === 'code')) {
          assert.deepEqual([cell.outputs, cell.execution_count], [[], null]);
        }
      }
    });

    it('has the same code cells in both languages, and text in its own', () => {
      assert.deepEqual(code(korean), code(english));
      for (const { cell_type, source } of korean.cells)
        if (cell_type === 'markdown') assert.match(source.join(''), /[가-힣]{2}/);
      for (const { cell_type, source } of english.cells)
        if (cell_type === 'markdown') assert.doesNotMatch(source.join(''), /[가-힣]/);
    });

    it('has the same class as the starter file', () => {
      const file = read(`${assignment.name}.ts`);
      const start = file.indexOf('\n\n') + 2;
      assert.ok(code(korean).includes(file.slice(start).replace('export class', 'class').trimEnd()));
    });
  });
}
