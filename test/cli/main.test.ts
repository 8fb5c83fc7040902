import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gradbook, root } from '../support/command.ts';

describe('gradbook', () => {
  it('shows its verbs in English, and in Korean where the terminal is Korean', async () => {
    const english = await gradbook(['--help']);
    assert.equal(english.code, 0);
    for (const verb of ['start', 'kernel', 'run', 'check', 'grade'])
      assert.match(english.stdout, new RegExp(`^  ${verb}\\b`, 'm'));
    const korean = await gradbook(['--help'], { environment: { LANG: 'ko_KR.UTF-8' } });
    assert.match(korean.stdout, /^사용법: gradbook/);
    assert.match(korean.stdout, /제출물을 비공개 사례로 채점합니다/);
    assert.equal((await gradbook(['grade', '--lang', 'ko', '--help'])).stdout.startsWith('사용법:'), true);
  });

  it('prints the version of the package', async () => {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    assert.deepEqual(await gradbook(['--version']), { code: 0, stdout: `${version}\n`, stderr: '' });
  });

  const wrong: [string[], RegExp][] = [
    [['learn'], /unknown command 'learn'/],
    [['run'], /missing required argument 'notebook'/],
    [['run', 'a.ipynb', '--timeout', '0'], /must be a number above 0/],
    [['start', '--port', '70000'], /must be a whole number from 0 to 65535/],
    [['start', '--host', '0.0.0.0'], /host must be a loopback address/],
    [['grade', 'x', '--assignment', 'convolution', '--jobs', '1.5'], /must be a whole number from 1/],
    [['grade', 'x'], /required option '--assignment <name>' not specified/],
    [['check', 'a.ts', '--lang', 'fr'], /Allowed choices are ko, en/],
  ];
  for (const [args, message] of wrong) {
    it(`answers "${args.join(' ')}" with exit status 2 and what is allowed`, async () => {
      const { code, stderr } = await gradbook(args);
      assert.equal(code, 2);
      assert.match(stderr, message);
    });
  }

  it('says the same things in both languages', async () => {
    const keys = (value: object, path = ''): string[] =>
      Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
        typeof inner === 'object' && inner !== null
          ? keys(inner, `${path}${key}.`)
          : [`${path}${key.replace(/_(one|other|zero)$/, '')}`],
      );
    const read = async (language: string): Promise<string[]> => {
      const text = await readFile(join(root, 'cli', 'messages', `${language}.json`), 'utf8');
      return [...new Set(keys(JSON.parse(text) as object))].sort();
    };
    assert.deepEqual(await read('ko'), await read('en'));
  });
});
