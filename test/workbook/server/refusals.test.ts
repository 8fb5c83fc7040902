import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemRefusal } from '../../../workbook/server/http/errors.ts';
import { preferredLanguage } from '../../../workbook/server/messages/index.ts';
import english from '../../../workbook/server/messages/en.json' with { type: 'json' };
import korean from '../../../workbook/server/messages/ko.json' with { type: 'json' };
import { root, TestWorkbook } from './support/workbook.ts';

describe('workbook server: what it says', () => {
  let served: TestWorkbook;
  before(async () => (served = await TestWorkbook.start({ language: 'ko' })));
  after(() => served.close());

  const refusal = async (language: string): Promise<string> => {
    const response = await served.request('/api/contents/none.txt', { headers: { 'accept-language': language } });
    return ((await response.json()) as { message: string }).message;
  };

  it('is in the language that is asked for, or in the workbook’s', async () => {
    assert.equal(await refusal('en-GB,en;q=0.9,ko;q=0.8'), 'There is no file or folder "none.txt".');
    assert.equal(await refusal('ko-KR,ko;q=0.9,en-US;q=0.8'), '찾을 수 없습니다: none.txt');
    assert.equal(await refusal('fr'), '찾을 수 없습니다: none.txt');
    assert.deepEqual(['fr, en;q=0.5', '*', undefined].map(preferredLanguage), ['en', undefined, undefined]);
    const locked = await fetch(served.origin, { headers: { accept: 'text/html' } });
    assert.match(await locked.text(), /<html lang="ko">.*잠긴 학습장입니다/s);
  });

  it('exists in Korean for every reason to refuse', async () => {
    const folder = join(root, 'workbook', 'server');
    const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'));
    const sources = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
    // "conflict" also stands in a type, and is a reason all the same.
    const reasons = new Set(
      sources.flatMap((source) => [...source.matchAll(/reason: '([^']+)'/g)].map(([, reason]) => reason)),
    );
    assert.ok(reasons.size > 15);
    assert.deepEqual([...reasons].sort(), Object.keys(korean.refusal).sort());
  });

  it('has the same pages in both languages', () => {
    const pages = (catalogue: object): string[] =>
      Object.keys(catalogue)
        .filter((key) => key !== 'refusal' && !key.startsWith('dropped'))
        .sort();
    assert.deepEqual(pages(korean), pages(english));
  });

  it('names what only the learner can mend: a full disk and a folder without permission', () => {
    const failure = (code: string): Error => Object.assign(new Error(`${code}: open '/x'`), { code });
    assert.equal(systemRefusal(failure('ENOSPC'))?.status, 507);
    assert.equal(systemRefusal(failure('EROFS'))?.reason, 'no permission');
    assert.equal(systemRefusal(failure('EBADF')), undefined);
  });
});
