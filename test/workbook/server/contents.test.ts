import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { assertSchema } from './support/schemas.ts';
import { lesson, TestWorkbook } from './support/workbook.ts';

interface Model {
  name: string;
  path: string;
  type: string;
  format: string | null;
  content: unknown;
  mimetype: string | null;
  hash: string | null;
  last_modified: string;
}

const notebook = '/api/contents/notebooks/en/01-downhill.ipynb';
const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('workbook server: contents', () => {
  let served: TestWorkbook;
  before(async () => (served = await TestWorkbook.start()));
  after(() => served.close());

  const get = async (path: string): Promise<Model> => {
    const model = await served.json<Model>('GET', path);
    assertSchema('contents', model);
    return model;
  };
  const refused = async (method: string, path: string, body: unknown, status: number): Promise<string> => {
    const response = await served.send(method, path, body);
    const answer = (await response.json()) as { message: string; reason: string };
    assert.equal(response.status, status, answer.message);
    assertSchema('refusal', answer);
    return answer.reason;
  };

  describe('reading', () => {
    it('lists course and work as one tree', async () => {
      await mkdir(served.work('notebooks', 'en'), { recursive: true });
      await writeFile(served.work('notebooks', 'en', 'mine.txt'), 'my notes');
      const folder = await get('/api/contents/notebooks/en');
      assert.deepEqual(
        (folder.content as Model[]).map(({ name, type }) => [name, type]),
        [
          ['01-downhill.ipynb', 'notebook'],
          ['mine.txt', 'file'],
        ],
      );
      const names = ((await get('/api/contents')).content as Model[]).map(({ name }) => name);
      assert.deepEqual(names, ['assignments', 'notebooks', 'src']);
    });

    it('shows the library that lessons link to as plain text, without what is built', async () => {
      const response = await served.request('/files/src/optimizers/sgd.ts');
      assert.equal(response.status, 200);
      assert.match(response.headers.get('content-type') ?? '', /^text\/plain; charset=utf-8/);
      assert.match(response.headers.get('content-disposition') ?? '', /^inline/);
      assert.match(await response.text(), /class SGD/);
      assert.equal((await served.request('/files/src/dist/index.js')).status, 404);
    });

    it('gives a notebook as JSON, with the hash of its bytes where asked', async () => {
      const model = await get(`${notebook}?hash=1`);
      assert.deepEqual([model.type, model.format, model.mimetype], ['notebook', 'json', null]);
      assert.equal(model.hash, sha256(lesson));
      assert.equal((model.content as { cells: unknown[] }).cells.length, 3);
    });

    it('leaves content out where asked', async () => {
      const model = await get(`${notebook}?content=0`);
      assert.deepEqual([model.content, model.format, model.hash], [null, null, null]);
    });

    it('gives text as text and other bytes as base64', async () => {
      await writeFile(served.work('bytes.bin'), Buffer.from([0xff, 0xfe, 0, 1]));
      await writeFile(served.work('module.ts'), '\ufeffexport const 값 = 1;\n');
      const bytes = await get('/api/contents/bytes.bin');
      assert.deepEqual([bytes.format, bytes.content], ['base64', '//4AAQ==']);
      const text = await get('/api/contents/module.ts');
      assert.deepEqual(
        [text.format, text.content, text.mimetype],
        ['text', '\ufeffexport const 값 = 1;\n', 'text/typescript'],
      );
      assert.equal(await refused('GET', '/api/contents/bytes.bin?format=text', undefined, 400), 'bad format');
      assert.equal((await get(`${notebook}?type=file`)).content, lesson);
    });

    it('refuses a type that the path has not, and options that do not exist', async () => {
      assert.equal(await refused('GET', `${notebook}?type=directory`, undefined, 400), 'bad type');
      assert.equal(await refused('GET', '/api/contents/notebooks?type=file', undefined, 400), 'bad type');
      assert.equal(await refused('GET', `${notebook}?content=2`, undefined, 400), 'bad request');
      assert.equal(await refused('GET', `${notebook}?format=xml`, undefined, 400), 'bad request');
    });

    it('says that a broken notebook is none', async () => {
      await writeFile(served.work('broken.ipynb'), '{"nbformat": 3}');
      assert.equal(await refused('GET', '/api/contents/broken.ipynb', undefined, 400), 'bad notebook');
    });

    it('hides dependencies, builds, samples and dot files', async () => {
      await writeFile(served.work('.secret'), 'x');
      for (const path of ['.secret', '.gradbook/state.json', 'node_modules', 'assignments/convolution/samples']) {
        assert.equal(await refused('GET', `/api/contents/${path}`, undefined, 404), 'not found');
      }
    });
  });

  describe('saving', () => {
    it('writes to the work folder alone, with long text as lists of lines', async () => {
      const model = await get(notebook);
      const content = model.content as { cells: { source: string; metadata: object }[] };
      content.cells[1] = { ...content.cells[1], source: 'const a = 2;\nconst b = 3;', metadata: { trusted: true } };
      const saved = await served.json<Model>('PUT', notebook, { type: 'notebook', format: 'json', content });
      assertSchema('contents', saved);
      assert.equal(await readFile(served.course('en', '01-downhill.ipynb'), 'utf8'), lesson);
      const text = await readFile(served.work('notebooks', 'en', '01-downhill.ipynb'), 'utf8');
      assert.equal(saved.hash, sha256(text));
      const cell = (JSON.parse(text) as { cells: { source: string[]; metadata: object }[] }).cells[1];
      assert.deepEqual(cell?.source, ['const a = 2;\n', 'const b = 3;']);
      assert.deepEqual(cell?.metadata, {}, 'trust is nothing that a file says about itself');
      assert.ok(text.endsWith('}\n'));
    });

    it('answers 201 for what is new and 200 for what is there', async () => {
      const body = { type: 'file', format: 'text', content: 'a' };
      assert.equal((await served.send('PUT', '/api/contents/new.txt', body)).status, 201);
      assert.equal((await served.send('PUT', '/api/contents/new.txt', body)).status, 200);
    });

    it('answers 409 to a tab that had read another version, and saves when forced', async () => {
      const path = '/api/contents/tabs.txt';
      await served.json('PUT', path, { type: 'file', format: 'text', content: 'zero' });
      const first = await get(`${path}?hash=1`);
      const body = { type: 'file', format: 'text', content: 'one', hash: first.hash };
      const saved = await served.json<Model>('PUT', path, body);
      const response = await served.send('PUT', path, { ...body, content: 'two' });
      assert.equal(response.status, 409);
      const conflict = (await response.json()) as { reason: string; model: Model };
      assert.deepEqual([conflict.reason, conflict.model.hash], ['conflict', saved.hash]);
      assert.equal(await readFile(served.work('tabs.txt'), 'utf8'), 'one');
      await served.json('PUT', path, { ...body, content: 'two', force: true });
      assert.equal(await readFile(served.work('tabs.txt'), 'utf8'), 'two');
      const stale = new Date(Date.parse(saved.last_modified) - 5_000).toISOString();
      const old = { type: 'file', format: 'text', content: 'three', last_modified: stale };
      assert.equal(await refused('PUT', path, old, 409), 'conflict');
    });

    it('lets exactly one of many writers with the same version win', async () => {
      const path = '/api/contents/race.txt';
      const { hash } = await served.json<Model>('PUT', path, { type: 'file', format: 'text', content: '' });
      const writers = Array.from({ length: 12 }, (_, index) =>
        served.send('PUT', path, { type: 'file', format: 'text', content: `writer ${index}`, hash }),
      );
      const statuses = (await Promise.all(writers)).map(({ status }) => status).sort();
      assert.deepEqual(statuses, [200, ...Array.from({ length: 11 }, () => 409)]);
      const leftovers = (await readdir(served.work())).filter((name) => name.startsWith('race.txt.'));
      assert.deepEqual(leftovers, [], 'temporary files are gone');
    });

    it('refuses what it could not save as it was meant', async () => {
      const file = { type: 'file', format: 'text', content: 'x' };
      assert.equal(await refused('PUT', '/api/contents/nowhere/x.txt', file, 404), 'not found');
      assert.equal(await refused('PUT', '/api/contents/x.txt', { ...file, chunk: 1 }, 400), 'chunks');
      assert.equal(await refused('PUT', '/api/contents/x.txt', { ...file, format: 'xml' }, 400), 'bad request');
      assert.equal(await refused('PUT', '/api/contents/x.txt', { ...file, content: 5 }, 400), 'bad request');
      assert.equal(
        await refused('PUT', '/api/contents/x.txt', { ...file, format: 'base64', content: '%' }, 400),
        'bad request',
      );
      assert.equal(await refused('PUT', '/api/contents/notebooks', file, 400), 'bad request');
      const broken = { type: 'notebook', content: { nbformat: 4, metadata: {}, cells: [{ cell_type: 'poem' }] } };
      assert.equal(await refused('PUT', '/api/contents/x.ipynb', broken, 400), 'bad notebook');
      assert.equal(existsSync(served.work('x.ipynb')), false);
      const response = await served.request('/api/contents/x.txt', { method: 'PUT', body: '{"type":' });
      assert.equal(response.status, 400);
    });
  });

  describe('trust', () => {
    const path = '/api/contents/trust.ipynb';
    const output = { output_type: 'display_data', data: { 'text/html': '<b>hi</b>' }, metadata: {} };
    const cell = (metadata: object, outputs: object[] = [output]): object => ({
      id: 'a',
      cell_type: 'code',
      source: 'x',
      execution_count: 1,
      metadata,
      outputs,
    });
    const save = (...cells: object[]): Promise<unknown> =>
      served.json('PUT', path, {
        type: 'notebook',
        format: 'json',
        content: { nbformat: 4, nbformat_minor: 5, metadata: {}, cells },
      });
    const trusted = async (): Promise<boolean> => {
      const { content } = await get(path);
      return (content as { cells: { metadata: { trusted?: boolean } }[] }).cells[0]?.metadata.trusted ?? false;
    };

    it('is given to outputs that the page saw being made', async () => {
      await save(cell({ trusted: true }));
      assert.equal(await trusted(), true);
    });

    it('is not given where one output came with the file', async () => {
      await save(cell({ trusted: true }), { ...cell({}), id: 'b' });
      assert.equal(await trusted(), false);
      await save(cell({ trusted: true }), {
        ...cell({}, [{ output_type: 'stream', name: 'stdout', text: '' }]),
        id: 'b',
      });
      assert.equal(await trusted(), true, 'text is harmless');
    });

    it('ends when another program changes the file, and not when it only writes it in another form', async () => {
      await save(cell({ trusted: true }));
      const file = served.work('trust.ipynb');
      const text = await readFile(file, 'utf8');
      await writeFile(file, JSON.stringify(JSON.parse(text)));
      assert.equal(await trusted(), true);
      await writeFile(file, text.replace('<b>hi</b>', '<b onclick=evil()>hi</b>'));
      assert.equal(await trusted(), false);
      await writeFile(file, text.replace('"metadata": {}', '"metadata": {"trusted": true}').replace('hi', 'ho'));
      assert.equal(await trusted(), false, 'a file cannot say it of itself');
    });
  });

  describe('creating, copying, renaming and removing', () => {
    it('names new files so that nothing is overwritten', async () => {
      const make = async (body: unknown): Promise<string> => {
        const model = await served.json<Model>('POST', '/api/contents/notebooks/ko', body);
        assertSchema('contents', model);
        return model.name;
      };
      assert.deepEqual(await Promise.all([make({ type: 'notebook' }), make({ type: 'notebook' })]), [
        'Untitled.ipynb',
        'Untitled1.ipynb',
      ]);
      assert.equal(await make({ type: 'file', ext: '.ts' }), 'untitled.ts');
      assert.equal(await make({ type: 'directory' }), 'Untitled Folder');
      assert.equal(await make({ copy_from: 'notebooks/en/01-downhill.ipynb' }), '01-downhill-Copy1.ipynb');
      assert.equal(await make({ copy_from: 'notebooks/ko/01-downhill-Copy1.ipynb' }), '01-downhill-Copy2.ipynb');
      assert.equal(await refused('POST', '/api/contents', { ext: '/../x' }, 400), 'bad request');
    });

    it('renames what is the learner’s, and keeps what is the course’s', async () => {
      await served.json('PUT', '/api/contents/old.txt', { type: 'file', format: 'text', content: 'x' });
      await served.json('POST', '/api/contents/old.txt/checkpoints');
      const renamed = await served.json<Model>('PATCH', '/api/contents/old.txt', { path: 'notebooks/en/new.txt' });
      assert.equal(renamed.path, 'notebooks/en/new.txt');
      assert.equal((await served.json<unknown[]>('GET', '/api/contents/notebooks/en/new.txt/checkpoints')).length, 1);
      assert.equal(
        await refused('PATCH', '/api/contents/notebooks/ko/01-downhill.ipynb', { path: 'x.ipynb' }, 403),
        'course',
      );
      assert.equal(await refused('DELETE', '/api/contents/notebooks/ko/01-downhill.ipynb', undefined, 403), 'course');
      const taken = { path: 'notebooks/ko/01-downhill.ipynb' };
      assert.equal(await refused('PATCH', '/api/contents/notebooks/en/new.txt', taken, 409), 'exists');
      assert.equal(await refused('PATCH', '/api/contents/gone.txt', { path: 'x' }, 404), 'not found');
    });

    it('removes the learner’s file, and a folder only when it is empty', async () => {
      await served.json('PUT', '/api/contents/box', { type: 'directory' });
      await served.json('PUT', '/api/contents/box/thing.txt', { type: 'file', format: 'text', content: 'x' });
      assert.equal(await refused('DELETE', '/api/contents/box', undefined, 400), 'bad request');
      await served.json('DELETE', '/api/contents/box/thing.txt');
      await served.json('DELETE', '/api/contents/box');
      assert.equal(existsSync(served.work('box')), false);
      assert.equal(await refused('DELETE', '/api/contents/box', undefined, 404), 'not found');
    });
  });

  describe('checkpoints', () => {
    it('keeps one state, and brings it back', async () => {
      const path = '/api/contents/draft.txt';
      const save = (content: string): Promise<unknown> =>
        served.json('PUT', path, { type: 'file', format: 'text', content });
      await save('first');
      assert.deepEqual(await served.json('GET', `${path}/checkpoints`), []);
      const made = await served.json<{ id: string }>('POST', `${path}/checkpoints`);
      assertSchema('checkpoint', made);
      await save('second');
      await served.json('POST', `${path}/checkpoints/${made.id}`);
      assert.equal((await get(path)).content, 'first');
      await served.json('DELETE', `${path}/checkpoints/${made.id}`);
      assert.equal(await refused('POST', `${path}/checkpoints/${made.id}`, undefined, 404), 'not found');
    });
  });

  describe('/files', () => {
    it('gives bytes, and a page of the learner no rights', async () => {
      await writeFile(served.work('evil.html'), '<script>alert(1)</script>');
      const response = await served.request('/files/evil.html');
      assert.equal(await response.text(), '<script>alert(1)</script>');
      assert.match(response.headers.get('content-disposition') ?? '', /^attachment/);
      assert.match(response.headers.get('content-security-policy') ?? '', /sandbox/);
      await writeFile(served.work('그림.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
      const drawing = await served.request(`/files/${encodeURIComponent('그림.svg')}`);
      assert.match(drawing.headers.get('content-disposition') ?? '', /^inline/);
      assert.match(drawing.headers.get('content-security-policy') ?? '', /default-src 'none'.*sandbox/);
    });
  });
});
