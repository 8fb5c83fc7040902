import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compileFunction } from 'node:vm';
import { describe, it } from 'mocha';
import ts from 'typescript';
import { assignments } from '../../assignments/index.ts';
import * as helper from '../../assignments/ndarray.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const languages = ['ko', 'en'] as const;

/** The code of a text's fenced blocks in one fence language. */
function blocks(text: string, fence: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${fence}\\n(.*?)^\`\`\``, 'gms'))].map((match) => match[1]);
}

/** One example line, `expression; // → value`, turned into a comparison of the two. */
function comparison(line: string): string {
  const match = /^(.*); \/\/ → (.*)$/.exec(line);
  if (!match) return line;
  const [, expression, result] = match;
  if (/^\w*Error$/.test(result)) return `assert.throws(() => ${expression}, ${result}, ${JSON.stringify(line)});`;
  return `assert.deepEqual(${expression}, ${result}, ${JSON.stringify(line)}); count();`;
}

for (const assignment of assignments) {
  describe(`the text of ${assignment.name}`, () => {
    const read = (name: string) => readFileSync(join(root, assignment.folder, name), 'utf8');
    const texts = { ko: read('text.ko.md'), en: read('text.en.md') };

    it('has the same code, figures and headings levels in both languages', () => {
      const outline = (text: string) =>
        [...text.replaceAll(/^```.*?^```/gms, '').matchAll(/^#+/gm)].map(([marks]) => marks);
      assert.deepEqual(blocks(texts.ko, 'ts'), blocks(texts.en, 'ts'));
      assert.deepEqual(blocks(texts.ko, 'typescript'), blocks(texts.en, 'typescript'));
      assert.deepEqual(outline(texts.ko), outline(texts.en));
      for (const language of languages) {
        for (const [, file] of texts[language].matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)) assert.match(read(file), /^<svg /);
      }
    });

    it('gives results that a right solution gives', async () => {
      const solution = pathToFileURL(join(root, 'test', 'samples', assignment.name, 'right', 'without-helper.ts')).href;
      const loaded = (await import(solution)) as Record<string, unknown>;
      const lines = blocks(texts.en, 'ts').join('\n').split('\n').map(comparison).join('\n');
      const code = ts.transpile(lines, { target: ts.ScriptTarget.ES2022 });
      let compared = 0;
      const scope = {
        ...helper,
        assert,
        count: () => (compared += 1),
        [assignment.className]: loaded[assignment.className],
      };
      const run = compileFunction(code, Object.keys(scope)) as (...values: unknown[]) => void;
      run(...Object.values(scope));
      assert.ok(compared >= 8, `${compared} examples`);
    });

    it('names the points of every part', () => {
      for (const language of languages) {
        for (const { titles, points } of assignment.parts) {
          assert.ok(texts[language].includes(`| ${titles[language]} | ${points} |`), titles[language]);
        }
      }
    });

    it('says that the public checks are not the grade', () => {
      assert.match(texts.en, /\*\*The public checks are not the grade\.\*\*/);
      assert.match(texts.ko, /\*\*공개 검사는 성적이 아닙니다\.\*\*/);
    });
  });
}
