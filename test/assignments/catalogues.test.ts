import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders = ['checking/messages', 'convolution/checks/messages', 'pooling/checks/messages'];

type Catalogue = { [key: string]: string | Catalogue };

function read(folder: string, language: string): Catalogue {
  return JSON.parse(readFileSync(join(root, 'assignments', folder, `${language}.json`), 'utf8')) as Catalogue;
}

function entries(catalogue: Catalogue, path = ''): [string, string][] {
  return Object.entries(catalogue).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : entries(value, `${path}${key}.`),
  );
}

const placeholders = (text: string): string[] => [...new Set(text.match(/\{\{\w+\}\}/g))].sort();

describe('message catalogues of the assignments', () => {
  for (const folder of folders) {
    const english = new Map(entries(read(folder, 'en')));
    const korean = new Map(entries(read(folder, 'ko')));

    it(`${folder}: Korean and English have the same entries with the same placeholders`, () => {
      assert.deepEqual([...korean.keys()], [...english.keys()]);
      for (const [key, text] of english) assert.deepEqual(placeholders(korean.get(key) ?? ''), placeholders(text), key);
    });

    it(`${folder}: Korean entries are Korean`, () => {
      for (const [key, text] of korean) {
        const translatable = text.replaceAll(/\{\{\w+\}\}|`[^`]*`/g, '');
        if (/[a-z]{4}/i.test(translatable)) assert.match(translatable, /[가-힣]/, key);
      }
    });
  }

  it('every check, group, cause and refusal that a specification names has a message, and every message is used', () => {
    for (const assignment of ['convolution', 'pooling']) {
      const folder = join(root, 'assignments', assignment, 'checks');
      const sources = readdirSync(folder).filter((name) => name.endsWith('.ts'));
      const source = sources.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
      const catalogue = read(`${assignment}/checks/messages`, 'en') as Record<string, Catalogue>;
      const named = (pattern: RegExp) => new Set([...source.matchAll(pattern)].map((match) => match[1]));
      const suspects = new Set(
        [...source.matchAll(/suspects: \{(.*?)\n? *\}/gs)].flatMap(([, body]) =>
          [...body.matchAll(/(\w+):/g)].map((match) => match[1]),
        ),
      );
      const usual = named(/usually(?:: | = )'(\w+)'/g);
      assert.deepEqual(named(/ check\('(\w+)'/g), new Set(Object.keys(catalogue.checks)));
      assert.deepEqual(named(/ group\('(\w+)'/g), new Set(Object.keys(catalogue.groups)));
      assert.deepEqual(named(/what\('(\w+)'/g), new Set(Object.keys(catalogue.refusals)));
      assert.deepEqual(new Set([...usual, ...suspects]), new Set(Object.keys(catalogue.causes)));
    }
  });
});
