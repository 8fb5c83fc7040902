import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startWorkbook } from '../../../workbook/server/index.ts';
import { SocketClient } from './support/socket.ts';
import { root, TestWorkbook } from './support/workbook.ts';

/** Whether a process runs; one that has ended, but that nobody has collected, does not. */
function isAlive(pid: number): boolean {
  try {
    if (existsSync('/proc/self/stat')) return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    process.kill(pid, 0);
    return true;
  } catch (error) {
    assert.ok(['ESRCH', 'ENOENT'].includes(String((error as NodeJS.ErrnoException).code)));
    return false;
  }
}

describe('workbook server: start and stop', () => {
  it('takes the next port when one is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const workbook = await startWorkbook({ root, port });
    try {
      assert.ok(workbook.port > port);
      assert.equal(workbook.url, `http://127.0.0.1:${workbook.port}/?token=${workbook.token}`);
      assert.equal((await fetch(`${workbook.url.replace('/?', '/api/status?')}`)).status, 200);
    } finally {
      await workbook.close();
      taken.close();
    }
  });

  it('gives every workbook a token of its own, unless it is told one', async () => {
    const token = 'a-token-of-my-own-0123';
    const workbooks = await Promise.all(
      [{}, {}, { token }].map((options) => startWorkbook({ root, port: 0, ...options })),
    );
    const [one, two, three] = workbooks.map((workbook) => workbook.token);
    await Promise.all(workbooks.map((workbook) => workbook.close()));
    assert.match(one ?? '', /^[0-9a-f]{48}$/);
    assert.notEqual(one, two);
    assert.equal(three, token);
  });

  it('ends kernels, sockets and connections when it is closed, and frees the port', async () => {
    const served = await TestWorkbook.start();
    const { id } = await served.json<{ id: string }>('POST', '/api/kernels', {});
    const client = await new SocketClient(served, id).opened();
    await client.done(client.execute('process.pid'));
    const { content } = await client.until(({ header }) => header.msg_type === 'execute_result');
    const pid = Number((content.data as Record<string, string>)['text/plain']);
    assert.ok(isAlive(pid));
    const closed = client.closed();
    await Promise.all([served.workbook.close(), served.workbook.close()]);
    assert.equal(await closed, 1001);
    assert.equal(isAlive(pid), false);
    await assert.rejects(fetch(served.origin), /fetch failed/);
    await served.close();
  });

  it('ends its kernels though they are in an endless loop', async () => {
    const served = await TestWorkbook.start();
    const { id } = await served.json<{ id: string }>('POST', '/api/kernels', {});
    const client = await new SocketClient(served, id).opened();
    client.execute('console.log(process.pid); for (;;) {}');
    const { content } = await client.until(({ header }) => header.msg_type === 'stream');
    await served.close();
    assert.equal(isAlive(Number(content.text)), false);
  });

  it('ends a kernel that is just starting', async () => {
    const served = await TestWorkbook.start();
    const starting = served.send('POST', '/api/kernels', {});
    starting.catch(() => undefined);
    // Until the server knows of it: from then on it must end it.
    while ((await served.json<unknown[]>('GET', '/api/kernels')).length === 0);
    await served.close();
    await starting.then(
      (response) => assert.notEqual(response.status, 200),
      () => undefined,
    );
  });

  it('does not wait for a kernel that never answers', async () => {
    const served = await TestWorkbook.start();
    const folder = join(served.folder, 'jupyter', 'kernels', 'silent');
    await mkdir(folder, { recursive: true });
    const argv = [process.execPath, '-e', 'setInterval(() => {}, 1000)', '{connection_file}'];
    await writeFile(join(folder, 'kernel.json'), JSON.stringify({ argv, display_name: 'Silent', language: 'none' }));
    const { JUPYTER_PATH } = process.env;
    process.env.JUPYTER_PATH = join(served.folder, 'jupyter');
    try {
      const starting = served.send('POST', '/api/kernels', { name: 'silent' });
      starting.catch(() => undefined);
      while ((await served.json<unknown[]>('GET', '/api/kernels')).length === 0);
      // Without an end of the start it would wait for a minute, which is this test's own limit.
      await served.close();
    } finally {
      if (JUPYTER_PATH === undefined) delete process.env.JUPYTER_PATH;
      else process.env.JUPYTER_PATH = JUPYTER_PATH;
    }
  });

  it('leaves no kernel behind when its own process is killed', async () => {
    const program =
      `const { startWorkbook } = await import(${JSON.stringify(pathToFileURL(join(root, 'workbook/server/index.ts')).href)});` +
      `const workbook = await startWorkbook({ root: ${JSON.stringify(root)}, port: 0 });` +
      `console.log(JSON.stringify({ port: workbook.port, token: workbook.token }));`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await Promise.race([
      once(child.stdout, 'data'),
      once(child, 'exit').then(([code]) => assert.fail(`the server ended with ${code} before it could be reached`)),
    ])) as [Buffer];
    const { port, token } = JSON.parse(line.toString('utf8')) as { port: number; token: string };
    const response = await fetch(`http://127.0.0.1:${port}/api/kernels`, {
      method: 'POST',
      headers: { authorization: `token ${token}` },
    });
    const { id } = (await response.json()) as { id: string };
    const served = { workbook: { port }, headers: { authorization: `token ${token}` } } as unknown as TestWorkbook;
    const client = await new SocketClient(served, id).opened();
    await client.done(client.execute('process.pid'));
    const { content } = await client.until(({ header }) => header.msg_type === 'execute_result');
    const pid = Number((content.data as Record<string, string>)['text/plain']);
    child.kill('SIGKILL');
    await once(child, 'exit');
    // The kernel looks for its parent every now and then; the test's own time limit is the bound.
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 50));
  });
});

describe('workbook server: the work folder', () => {
  it('outside gradbook still finds its packages, by a link', async () => {
    const served = await TestWorkbook.start();
    try {
      const { id } = await served.json<{ id: string }>('POST', '/api/kernels', {
        path: 'notebooks/en/01-downhill.ipynb',
      });
      assert.equal(await readlink(served.work('node_modules')), join(root, 'node_modules'));
      const client = await new SocketClient(served, id).opened();
      const request = client.execute("import { SGD } from '@gradbook/nn'; SGD.name");
      const reply = await client.done(request);
      assert.equal(reply.content.status, 'ok', JSON.stringify(reply.content));
    } finally {
      await served.close();
    }
  });

  it('gets the modules that an assignment’s notebook imports', async () => {
    const served = await TestWorkbook.start();
    try {
      const path = 'assignments/convolution/starter.en.ipynb';
      const { id } = await served.json<{ id: string }>('POST', '/api/kernels', { path });
      const client = await new SocketClient(served, id).opened();
      for (const code of [
        "import { zeros } from './ndarray.ts'; zeros([2, 3]).shape",
        "import { check } from './checks/notebook.ts'; typeof check",
      ]) {
        const reply = await client.done(client.execute(code));
        assert.equal(reply.content.status, 'ok', JSON.stringify(reply.content));
      }
      const { content } = await served.json<{ content: { name: string }[] }>('GET', '/api/contents/assignments');
      const names = content.map(({ name }) => name);
      assert.ok(names.includes('convolution'));
      assert.ok(!names.includes('checking') && !names.includes('index.ts'), 'what runs the checks stays out of sight');
      const hidden = { type: 'file', format: 'text', content: '' };
      assert.equal((await served.send('PUT', '/api/contents/assignments/index.ts', hidden)).status, 404);
    } finally {
      await served.close();
    }
  });

  it('gets a newer module of the course only where the learner has not changed the old one', async () => {
    const served = await TestWorkbook.start();
    try {
      for (const name of ['kept.ts', 'mine.ts']) await writeFile(served.course('en', name), '// first');
      const start = async (): Promise<void> => {
        const { id } = await served.json<{ id: string }>('POST', '/api/kernels', {
          path: 'notebooks/en/01-downhill.ipynb',
        });
        await served.json('DELETE', `/api/kernels/${id}`);
      };
      await start();
      await writeFile(served.work('notebooks', 'en', 'mine.ts'), '// my own');
      for (const name of ['kept.ts', 'mine.ts']) await writeFile(served.course('en', name), '// second');
      await start();
      const texts = ['kept.ts', 'mine.ts'].map((name) => readFile(served.work('notebooks', 'en', name), 'utf8'));
      assert.deepEqual(await Promise.all(texts), ['// second', '// my own']);
    } finally {
      await served.close();
    }
  });
});

describe('workbook server: the page', () => {
  let served: TestWorkbook;
  before(async () => {
    served = await TestWorkbook.start();
  });
  after(() => served.close());

  it('says what to do when it has not been built', async () => {
    const response = await served.request('/');
    assert.equal(response.status, 503);
    assert.match(await response.text(), /npm run build/);
  });

  it('is compressed, and its hashed files are kept for ever', async () => {
    await mkdir(served.page('assets'), { recursive: true });
    await writeFile(served.page('index.html'), '<!doctype html><title>page</title>');
    const script = `export const text = ${JSON.stringify('abc'.repeat(5_000))};`;
    await writeFile(served.page('assets', 'index-Ab3_d-9Z.js'), script);
    await writeFile(served.page('icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    for (const encoding of ['br', 'gzip']) {
      const response = await served.request('/assets/index-Ab3_d-9Z.js', { headers: { 'accept-encoding': encoding } });
      assert.equal(response.headers.get('content-encoding'), encoding);
      assert.ok(Number(response.headers.get('content-length')) < script.length / 10);
      assert.equal(await response.text(), script);
      assert.equal(response.headers.get('cache-control'), 'public, max-age=31536000, immutable');
      assert.match(response.headers.get('content-type') ?? '', /^text\/javascript/);
      const etag = response.headers.get('etag') ?? '';
      const again = await served.request('/assets/index-Ab3_d-9Z.js', {
        headers: { 'accept-encoding': encoding, 'if-none-match': etag },
      });
      assert.equal(again.status, 304);
    }
    const icon = await served.request('/icon.svg');
    assert.deepEqual([icon.status, icon.headers.get('cache-control')], [200, 'no-cache']);
    const html = { headers: { accept: 'text/html' } };
    assert.match(await (await served.request('/lesson/01-downhill', html)).text(), /<title>page/);
    assert.equal((await served.request('/assets/none.js')).status, 404);
  });

  it('has plotly.js from this server', async () => {
    const response = await served.request('/plotly/plotly.js', { method: 'HEAD' });
    assert.equal(response.status, 200);
    assert.ok(Number(response.headers.get('content-length')) > 500_000);
  });
});
