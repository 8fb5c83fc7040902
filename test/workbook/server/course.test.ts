import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Course, FileState, LessonVersion } from '../../../workbook/server/course-api.ts';
import { assertSchema } from './support/schemas.ts';
import { lesson, notebookText, root, TestWorkbook } from './support/workbook.ts';

const path = 'notebooks/en/01-downhill.ipynb';

describe('workbook server: course and copies', () => {
  let served: TestWorkbook;
  beforeEach(async () => (served = await TestWorkbook.start()));
  afterEach(() => served.close());

  const course = (language?: string): Promise<Course> =>
    served.json<Course>('GET', `/api/course${language === undefined ? '' : `?lang=${language}`}`);
  const version = async (): Promise<LessonVersion> => {
    const found = (await course('en')).lessons[0]?.versions.en;
    assert.ok(found);
    return found;
  };
  const fileState = (): Promise<FileState> => served.json<FileState>('GET', `/api/course/file?path=${path}`);
  const save = (source: string): Promise<unknown> =>
    served.json('PUT', `/api/contents/${path}`, {
      type: 'notebook',
      format: 'json',
      content: JSON.parse(notebookText({ cells: [{ type: 'code', source }] })) as object,
    });
  const saved = async (): Promise<string> => {
    const model = await served.json<{ content: { cells: { source: string }[] } }>('GET', `/api/contents/${path}`);
    return model.content.cells.at(-1)?.source ?? '';
  };

  it('lists lessons in their languages, with title, summary and progress', async () => {
    await writeFile(served.course('ko', '02-later.ipynb'), notebookText({ cells: [] }));
    await writeFile(served.course('en', 'notes.ipynb'), lesson);
    const { lessons, language } = await course('en');
    assert.equal(language, 'en');
    assert.deepEqual(
      lessons.map(({ id, number, language: shown, versions }) => [id, number, shown, Object.keys(versions)]),
      [
        ['01-downhill', 1, 'en', ['ko', 'en']],
        ['02-later', 2, 'ko', ['ko']],
      ],
    );
    assert.deepEqual(lessons[0]?.versions.en, {
      path,
      title: 'Going downhill',
      summary: 'What SGD does, in one picture.',
      copy: 'none',
      courseChanged: false,
      progress: { cells: 2, executed: 0, failed: 0 },
      openedAt: null,
      cell: null,
    });
    assert.equal(lessons[1]?.versions.ko?.title, '02-later', 'a lesson without a heading is called as its file');
    assert.equal((await course()).language, 'en', 'the language that the workbook was started with');
    assert.equal((await served.send('GET', '/api/course?lang=fr')).status, 400);
  });

  it('counts what was run and what failed in the learner’s copy', async () => {
    const notebook = JSON.parse(lesson) as { cells: { execution_count?: number; outputs?: object[] }[] };
    Object.assign(notebook.cells[1] as object, { execution_count: 1 });
    const error = { output_type: 'error', ename: 'E', evalue: 'v', traceback: [] };
    Object.assign(notebook.cells[2] as object, { execution_count: 2, outputs: [error] });
    await served.json('PUT', `/api/contents/${path}`, { type: 'notebook', format: 'json', content: notebook });
    assert.deepEqual((await version()).progress, { cells: 2, executed: 2, failed: 1 });
  });

  it('lists assignments with their texts and files', async () => {
    const { assignments } = await course('ko');
    const convolution = assignments.find(({ name }) => name === 'convolution');
    assert.equal(convolution?.className, 'Convolution');
    assert.equal(
      convolution?.parts.reduce((sum, { points }) => sum + points, 0),
      100,
    );
    assert.deepEqual(convolution?.texts, {
      ko: 'assignments/convolution/text.ko.md',
      en: 'assignments/convolution/text.en.md',
    });
    const text = await served.json<{ content: string }>('GET', `/api/contents/${convolution?.texts.en}`);
    assert.equal(text.content, await readFile(join(root, 'assignments', 'convolution', 'text.en.md'), 'utf8'));
    assert.ok(convolution?.files.some(({ name, copy }) => name === 'convolution.ts' && copy === 'none'));
    assert.ok(!convolution?.files.some(({ name }) => name === 'ndarray.ts'));
    const names = await served.json<{ content: { name: string }[] }>('GET', '/api/contents/assignments');
    assert.deepEqual(
      names.content.map(({ name }) => name).filter((name) => ['index.ts', 'checking'].includes(name)),
      [],
    );
  });

  it('remembers what was opened last, and at which cell', async () => {
    assert.equal((await course('en')).lastOpened, null);
    await served.json('POST', '/api/course/opened', { path: 'notebooks/ko/01-downhill.ipynb' });
    await served.json('POST', '/api/course/opened', { path, cell: 'cell-1' });
    assert.equal((await course('en')).lastOpened, path);
    const { cell, openedAt } = await version();
    assert.equal(cell, 'cell-1');
    assert.ok(Date.parse(openedAt ?? '') > 0);
    assert.equal((await served.send('POST', '/api/course/opened', { path: 'notebooks/en/none.ipynb' })).status, 404);
  });

  it('makes no folder before something is saved', async () => {
    await course('en');
    await served.json('GET', `/api/contents/${path}`);
    assert.equal(existsSync(served.work()), false);
  });

  it('tells a copy that is as the course’s from one that is changed', async () => {
    assert.equal((await version()).copy, 'none');
    await served.json('PUT', `/api/contents/${path}`, { type: 'file', format: 'text', content: lesson });
    assert.equal((await version()).copy, 'same');
    await save('const mine = 1;');
    assert.equal((await version()).copy, 'changed');
  });

  it('tells when the course has changed since the copy was made', async () => {
    await save('const mine = 1;');
    assert.equal((await version()).courseChanged, false);
    await writeFile(served.course('en', '01-downhill.ipynb'), notebookText({ cells: [] }));
    assert.equal((await version()).courseChanged, true);
    assert.equal(await saved(), 'const mine = 1;', 'an update of the course leaves the work as it is');
  });

  it('shows the course’s own file beside the copy', async () => {
    await save('const mine = 1;');
    const original = await served.json<{ content: { cells: unknown[] }; hash: string }>(
      'GET',
      `/api/course/original?path=${path}`,
    );
    assertSchema('contents', original);
    assert.equal(original.content.cells.length, 3);
    await served.json('PUT', '/api/contents/own.txt', { type: 'file', format: 'text', content: 'x' });
    assert.equal((await served.send('GET', '/api/course/original?path=own.txt')).status, 404);
    assert.equal((await served.send('POST', '/api/course/reset', { path: 'own.txt' })).status, 404);
  });

  it('resets a copy and keeps it as a backup that can be brought back', async () => {
    await save('first');
    const afterReset = await served.json<FileState>('POST', '/api/course/reset', { path });
    assert.deepEqual([afterReset.copy, afterReset.inCourse, afterReset.backups.length], ['none', true, 1]);
    assert.equal(await saved(), 'a + 1');
    await save('second');
    await served.json('POST', '/api/course/reset', { path });
    const { backups } = await fileState();
    assert.equal(backups.length, 2);
    assert.ok(backups.every(({ at, size }) => Date.parse(at) > 0 && size > 0));
    await save('third');
    const restored = await served.json<FileState>('POST', '/api/course/restore', { path, backup: backups[1]?.id });
    assert.deepEqual([restored.copy, restored.backups.length], ['changed', 3]);
    assert.equal(await saved(), 'first');
    assert.equal((await served.send('POST', '/api/course/restore', { path, backup: 'none' })).status, 404);
    assert.equal(await saved(), 'first');
  });

  it('never writes to the course', async () => {
    const before = await readdir(served.course(), { recursive: true });
    await save('x');
    await served.json('POST', `/api/contents/${path}/checkpoints`);
    await served.json('POST', '/api/course/reset', { path });
    await served.json('POST', '/api/contents/notebooks/en', { type: 'notebook' });
    const { id } = await served.json<{ id: string }>('POST', '/api/kernels', { path });
    await served.json('DELETE', `/api/kernels/${id}`);
    assert.deepEqual(await readdir(served.course(), { recursive: true }), before);
    assert.equal(await readFile(served.course('en', '01-downhill.ipynb'), 'utf8'), lesson);
  });

  it('says which file is broken when its own notes are', async () => {
    await served.json('POST', '/api/course/opened', { path });
    await writeFile(served.work('.gradbook', 'state.json'), '{"version": 2}');
    const quiet = await TestWorkbook.start({ work: served.work(), onError: () => {} });
    const response = await quiet.request('/api/course');
    assert.equal(response.status, 500);
    assert.match(
      ((await response.json()) as { message: string }).message,
      /state\.json is not a state file of version 1/,
    );
    await quiet.close();
  });
});
