import assert from 'node:assert/strict';
import { hasTool } from '../../scripts/tools.mjs';
import { runCommand } from '../support/command.ts';
import { type Cell, type Language, languages, lessonNames, pathOf, readCells, textOf } from './support/lessons.ts';

/** What each lesson must teach, as patterns that its prose or code has in both languages, one row for each topic of the lecture note. */
const topics: Readonly<Record<string, readonly RegExp[]>> = {
  '01-optimizers': [
    /\\frac\{x\^2\}\{20\} \+ y\^2/,
    /start = \[-7, 2\]/,
    /nn\.contour\(\{ \.\.\.valley, gradient/,
    /§1\.1\.1[\s\S]*\\alpha v - \\eta \\frac\{\\partial L\}\{\\partial W\}[\s\S]*nn\.Momentum/,
    /§1\.1\.2[\s\S]*\\frac\{1\}\{\\sqrt\{h\} \+ \\varepsilon\}[\s\S]*nn\.AdaGrad\(/,
    /§1\.1\.3[\s\S]*\\beta_2\^t[\s\S]*nn\.AdaGradMomentum[\s\S]*nn\.Adam\(/,
    /nn\.race\(/,
    /trainWith\(new nn\.SGD[\s\S]*trainWith\(new nn\.Momentum[\s\S]*trainWith\(new nn\.AdaGrad\([\s\S]*trainWith\(new nn\.AdaGradMomentum[\s\S]*trainWith\(new nn\.Adam\(/,
  ],
};

const code = (cells: readonly Cell[]) =>
  cells.filter(({ cell_type }) => cell_type === 'code').map(({ source }) => textOf(source));
const prose = (cells: readonly Cell[]) =>
  cells.filter(({ cell_type }) => cell_type === 'markdown').map(({ source }) => textOf(source));
const count = (cells: readonly Cell[], pattern: RegExp) => prose(cells).join('\n').match(pattern)?.length ?? 0;

describe('what the lessons teach', () => {
  it('have their topics listed here', () => {
    assert.deepEqual(Object.keys(topics), lessonNames());
  });

  it('are valid notebooks by nbformat', async function () {
    if (!hasTool('Jupyter')) this.skip();
    const script =
      'import sys, nbformat; [nbformat.validate(nbformat.read(path, as_version=4)) for path in sys.argv[1:]]';
    const paths = lessonNames().flatMap((lesson) => languages.map((language) => pathOf(language, lesson)));
    const { code: status, stderr } = await runCommand('/usr/bin/python3', ['-W', 'error', '-c', script, ...paths]);
    assert.equal(status, 0, stderr);
  });

  for (const lesson of lessonNames()) {
    describe(lesson, () => {
      const versions = Object.fromEntries(
        languages.map((language) => [language, readCells(pathOf(language, lesson))]),
      ) as Record<Language, Cell[]>;

      it('has as many formulas, tables, solutions, quotations and links in both languages', () => {
        for (const pattern of [/\$\$[\s\S]+?\$\$/g, /<details>/g, /^\|/gm, /```/g, /https:\/\//g, /✎/g]) {
          assert.equal(count(versions.ko, pattern), count(versions.en, pattern), String(pattern));
        }
      });

      it('speaks the language of its folder', () => {
        for (const text of prose(versions.ko)) assert.match(text, /[가-힣]/);
        for (const text of prose(versions.en)) assert.doesNotMatch(text, /[가-힣]/);
      });

      it('teaches every topic of its section of the lecture note', () => {
        for (const language of languages) {
          const whole = versions[language].map(({ source }) => textOf(source)).join('\n\n');
          for (const topic of topics[lesson]) assert.match(whole, topic, language);
        }
      });

      it('gives something to change in four experiments at least, three exercises with hidden solutions, and a quiz', () => {
        const cells = code(versions.en);
        assert.ok(cells.filter((each) => each.includes('✎')).length >= 4 + 3 + 1);
        assert.equal(count(versions.en, /<details>/g), 3);
        assert.equal(cells.filter((each) => /nn\.\w+Lesson\.exercise\d\(/.test(each)).length, 3);
        assert.equal(cells.filter((each) => /nn\.\w+Lesson\.quiz\(/.test(each)).length, 1);
      });
    });
  }
});
