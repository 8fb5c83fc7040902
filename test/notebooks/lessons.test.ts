import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatNotebook, languages, parseLesson, staleLessons } from '../../scripts/lessons.ts';

interface Cell {
  cell_type: string;
  id: string;
  source: string[];
  outputs?: unknown[];
  execution_count?: number | null;
}
interface Notebook {
  nbformat: number;
  nbformat_minor: number;
  metadata: { kernelspec: { name: string; display_name: string; language: string } };
  cells: Cell[];
}

const folder = fileURLToPath(new URL('../../notebooks', import.meta.url));
const read = (language: string, name: string): Notebook =>
  JSON.parse(readFileSync(join(folder, language, name), 'utf8')) as Notebook;
const names = readdirSync(join(folder, 'ko')).filter((name) => name.endsWith('.ipynb'));
const textOf = ({ cells }: Notebook): string =>
  cells
    .filter(({ cell_type: type }) => type === 'markdown')
    .map(({ source }) => source.join(''))
    .join('\n');

describe('the lessons', () => {
  it('are what their sources say', () => {
    assert.deepEqual(staleLessons(), [], 'run: npm run lessons');
  });

  it('exist in both languages', () => {
    assert.deepEqual(readdirSync(join(folder, 'en')), readdirSync(join(folder, 'ko')));
    assert.ok(names.length >= 1);
  });

  for (const name of names) {
    describe(name, () => {
      const notebooks = languages.map((language) => read(language, name));

      it('has equal cell ids, kinds and code in both languages', () => {
        const [ko, en] = notebooks.map(({ cells }) =>
          cells.map(({ id, cell_type: type, source }) => ({ id, type, code: type === 'code' ? source.join('') : '' })),
        );
        assert.deepEqual(ko, en);
      });

      it('is nbformat 4.5 for the gradbook kernel, with unique ids and without outputs', () => {
        for (const { nbformat, nbformat_minor: minor, metadata, cells } of notebooks) {
          assert.deepEqual([nbformat, minor, metadata.kernelspec.name], [4, 5, 'gradbook']);
          assert.equal(new Set(cells.map(({ id }) => id)).size, cells.length);
          for (const { id, cell_type: type, outputs, execution_count: count } of cells) {
            assert.match(id, /^[a-zA-Z0-9-_]{1,64}$/);
            if (type === 'code') assert.deepEqual([outputs, count], [[], null]);
          }
        }
      });

      it('links only to https addresses of a known form and to files that exist', () => {
        for (const [index, notebook] of notebooks.entries()) {
          for (const [, target] of textOf(notebook).matchAll(/\]\(([^)\s]+)\)/g)) {
            if (!target.startsWith('http')) {
              assert.ok(existsSync(resolve(dirname(join(folder, languages[index], name)), target)), target);
              continue;
            }
            const { protocol, hostname, pathname } = new URL(target);
            assert.equal(protocol, 'https:');
            if (hostname === 'arxiv.org') assert.match(pathname, /^\/abs\/\d{4}\.\d{4,5}$/);
            if (hostname === 'doi.org') assert.match(pathname, /^\/10\.\d{4,}\/\S+$/);
          }
        }
      });

      it('shows no picture from elsewhere and holds no plotly', () => {
        for (const notebook of notebooks) {
          const all = JSON.stringify(notebook);
          assert.doesNotMatch(all, /!\[[^\]]*\]\(|<img|<script|cdn\./i);
          assert.ok(all.length < 100_000);
        }
      });

      it('closes every emphasis so that Markdown sees it in Korean text', () => {
        // CommonMark does not end ** between punctuation and a letter.
        assert.doesNotMatch(textOf(notebooks[0]), /\*\*[^*\n]*[)\]”’.!?]\*\*[가-힣]/);
      });
    });
  }

  it('cover every part of §1.1 of the lecture note in lesson 1', () => {
    for (const language of languages) {
      const text = textOf(read(language, '01-optimizers.ipynb'));
      for (const section of ['(§1.1)', '(§1.1.1)', '(§1.1.2)', '(§1.1.3)']) {
        assert.match(text, new RegExp(`^#+ .*${section.replace(/[().]/g, '\\$&')}`, 'm'), section);
      }
    }
  });
});

describe('the source of a lesson', () => {
  const text = '<!-- text: a -->\n<!-- ko -->\n가\n<!-- en -->\nA\n';

  it('becomes one cell per language for text, and the same cell for code', () => {
    const cells = parseLesson(`${text}<!-- code: b -->\n\`\`\`ts\nlet x = 1;\nx;\n\`\`\`\n`);
    const [ko, en] = languages.map((language) => JSON.parse(formatNotebook(cells, language)) as Notebook);
    assert.deepEqual([ko.cells[0].source, en.cells[0].source], [['가'], ['A']]);
    assert.deepEqual(ko.cells[1], en.cells[1]);
    assert.deepEqual(ko.cells[1].source, ['let x = 1;\n', 'x;']);
  });

  it('is refused where a language is missing, an id stands twice, or code is no block', () => {
    assert.throws(() => parseLesson('<!-- text: a -->\n<!-- ko -->\n가\n'), /text a: .*ko and en/);
    assert.throws(() => parseLesson(text + text), /cell a stands twice/);
    assert.throws(() => parseLesson('<!-- code: b -->\nlet x = 1;\n'), /code b: .*block/);
  });
});
