import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import WebSocket from 'ws';
import { startWorkbook } from '../../../workbook/server/index.ts';
import { assertSchema } from './support/schemas.ts';
import { root, TestWorkbook } from './support/workbook.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

interface Call {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** A request as any program can send it: the path untouched, and only the headers given here. */
async function call(port: number, { path = '/api/status', method = 'GET', headers = {}, body }: Call): Promise<Answer> {
  const sent = request({ host: '127.0.0.1', port, path, method, headers });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString('utf8') };
}

/** The status with which a WebSocket handshake is refused; 101 when it is let in. */
async function handshake(url: string, options: WebSocket.ClientOptions): Promise<number> {
  const socket = new WebSocket(url, options);
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.once('unexpected-response', (_, response: IncomingMessage) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.once('error', reject);
  });
}

describe('workbook server: security', () => {
  let served: TestWorkbook;
  let port: number;
  let token: Record<string, string>;
  before(async () => {
    served = await TestWorkbook.start();
    port = served.workbook.port;
    token = served.headers;
  });
  after(() => served.close());
  // Whatever a test did, the server answers.
  afterEach(async () => assert.equal((await call(port, { headers: token })).status, 200));

  const refused = async (attack: Call, status: number, reason: string): Promise<void> => {
    const answer = await call(port, attack);
    assert.equal(answer.status, status, answer.body);
    const refusal = JSON.parse(answer.body) as { reason: string };
    assertSchema('refusal', refusal);
    assert.equal(refusal.reason, reason);
  };

  describe('token', () => {
    it('is needed by every URL, the page and its files included', async () => {
      for (const path of [
        '/',
        '/api',
        '/api/status',
        '/api/contents',
        '/files/x',
        '/plotly/plotly.js',
        '/assets/x.js',
      ]) {
        await refused({ path }, 403, 'token');
      }
    });

    it('is accepted in a header and in the query, and nowhere when it is wrong', async () => {
      const { token: secret } = served.workbook;
      const wrong = `${secret.slice(0, -1)}${secret.endsWith('0') ? '1' : '0'}`;
      assert.equal((await call(port, { headers: { authorization: `Bearer ${secret}` } })).status, 200);
      assert.equal((await call(port, { path: `/api/status?token=${secret}` })).status, 200);
      for (const guess of [wrong, '', secret.slice(1), `${secret}0`, 'undefined']) {
        await refused({ path: `/api/status?token=${guess}` }, 403, 'token');
        await refused({ headers: { authorization: `token ${guess}` } }, 403, 'token');
        await refused({ headers: { cookie: `gradbook-${port}=${guess}` } }, 403, 'token');
      }
    });

    it('is exchanged for a cookie that scripts and other sites cannot use, and leaves the address', async () => {
      const path = `/?token=${served.workbook.token}&lang=ko`;
      const answer = await call(port, { path, headers: { accept: 'text/html' } });
      assert.deepEqual([answer.status, answer.headers.location], [302, '/?lang=ko']);
      const [cookie = ''] = answer.headers['set-cookie'] ?? [];
      assert.match(cookie, /; Path=\/; HttpOnly; SameSite=Strict$/);
      assert.ok(!cookie.includes(served.workbook.token), 'the cookie does not give the token away');
      const [pair = ''] = cookie.split(';');
      assert.equal((await call(port, { headers: { cookie: `other=1; ${pair}` } })).status, 200);
    });

    it('goes on by a page of its own where the link was clicked on another site', async () => {
      const headers = { accept: 'text/html', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
      const answer = await call(port, { path: `/?token=${served.workbook.token}`, headers });
      assert.equal(answer.status, 200);
      assert.match(answer.body, /http-equiv="refresh" content="0; url=\/"/);
    });

    it('never sends the browser to another site', async () => {
      const path = `//evil.example/?token=${served.workbook.token}`;
      const { headers } = await call(port, { path, headers: { accept: 'text/html' } });
      assert.match(headers.location ?? '/', /^\/(?!\/)/);
    });

    it('shows a person who comes without it what to do', async () => {
      const answer = await call(port, { path: '/', headers: { accept: 'text/html' } });
      assert.equal(answer.status, 403);
      assert.match(answer.body, /Open the link that gradbook printed/);
    });
  });

  describe('foreign pages', () => {
    it('are refused by Host, as under a name that was made to mean this machine', async () => {
      for (const host of [
        'evil.example',
        `evil.example:${port}`,
        '127.0.0.1',
        `127.0.0.1:${port + 1}`,
        `localhost.evil.example:${port}`,
      ]) {
        await refused({ headers: { ...token, host } }, 403, 'origin');
      }
      assert.equal((await call(port, { headers: { ...token, host: `localhost:${port}` } })).status, 200);
    });

    it('are refused by Origin, whatever they know', async () => {
      const foreign = [
        'http://evil.example',
        'null',
        `https://127.0.0.1:${port}`,
        `http://127.0.0.1:${port + 1}`,
        `http://localhost:${port}`,
      ];
      for (const origin of foreign) await refused({ headers: { ...token, origin } }, 403, 'origin');
      assert.equal((await call(port, { headers: { ...token, origin: served.origin } })).status, 200);
    });

    it('cannot load our answers as their scripts or pictures', async () => {
      for (const site of ['cross-site', 'same-site']) {
        await refused({ headers: { ...token, 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' } }, 403, 'origin');
        await refused(
          { method: 'POST', headers: { ...token, 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate' } },
          403,
          'origin',
        );
      }
    });
  });

  describe('WebSocket', () => {
    const url = (path = '/api/events/subscribe'): string => `ws://127.0.0.1:${port}${path}`;

    it('needs the token', async () => {
      assert.equal(await handshake(url(), {}), 403);
      assert.equal(await handshake(url('/api/events/subscribe?token=wrong'), {}), 403);
      assert.equal(await handshake(url(), { headers: token }), 101);
    });

    it('is refused to foreign pages, the cookie notwithstanding', async () => {
      for (const headers of [
        { origin: 'http://evil.example' },
        { host: 'evil.example' },
        { origin: `http://127.0.0.1:${port + 1}` },
      ]) {
        assert.equal(await handshake(url(), { headers: { ...token, ...headers } }), 403);
      }
      assert.equal(await handshake(url(), { headers: { ...token, origin: served.origin } }), 101);
    });

    it('is refused where there is none', async () => {
      assert.equal(await handshake(url('/api/status'), { headers: token }), 404);
      assert.equal(await handshake(url('/api/kernels/no-such-kernel/channels'), { headers: token }), 404);
    });

    it('closes a connection that upgrades to something else', async () => {
      const headers = { ...token, connection: 'Upgrade', upgrade: 'h2c' };
      assert.equal((await call(port, { headers })).status, 400);
    });
  });

  describe('paths', () => {
    const attempts = [
      '/api/contents/../package.json',
      '/api/contents/%2e%2e/package.json',
      '/api/contents/..%2fpackage.json',
      '/api/contents/%2e%2e%2fpackage.json',
      '/api/contents/notebooks/..%2f..%2f..%2fetc%2fpasswd',
      '/api/contents/notebooks/%2e%2e/%2e%2e/package.json',
      '/api/contents/..%5cpackage.json',
      '/api/contents/%252e%252e%252fpackage.json',
      '/api/contents//etc/passwd',
      '/api/contents/%2fetc%2fpasswd',
      '/api/contents/notebooks%00.txt',
      '/api/contents/C:%5cWindows',
      '/api/contents/%ff%fe',
      '/files/..%2f..%2fpackage.json',
      '/files/%2e%2e/%2e%2e/etc/passwd',
      '/assets/..%2f..%2fpackage.json',
      '/kernelspecs/python3/..%2fkernel.json',
      '/kernelspecs/..%2f../logo-64x64.png',
    ];
    for (const path of attempts) {
      it(`never lead out of the course and the work folder: ${path}`, async () => {
        const answer = await call(port, { path, headers: token });
        assert.ok([400, 403, 404].includes(answer.status), `answered ${answer.status}: ${answer.body}`);
        assert.doesNotMatch(answer.body, /"dependencies"|root:/);
      });
    }

    it('are checked where they stand in a body, too', async () => {
      await served.json('PUT', '/api/contents/mine.txt', { type: 'file', format: 'text', content: 'x' });
      const outside = '../../outside.txt';
      for (const [method, path, body] of [
        ['PATCH', '/api/contents/mine.txt', { path: outside }],
        ['POST', '/api/contents', { copy_from: '../course/en/01-downhill.ipynb' }],
        ['POST', '/api/course/reset', { path: outside }],
        ['POST', '/api/course/opened', { path: outside }],
        ['POST', '/api/course/restore', { path: 'mine.txt', backup: '../../../outside.txt' }],
        ['POST', '/api/kernels', { name: 'gradbook', path: outside }],
      ] as const) {
        const { status } = await served.send(method, path, body);
        assert.ok([400, 404].includes(status), `${method} ${path} answered ${status}`);
      }
      assert.ok(!(await readdir(served.folder)).includes('outside.txt'));
    });

    it('do not follow links out of the folders', async () => {
      await mkdir(served.work(), { recursive: true });
      await writeFile(join(served.folder, 'secret.txt'), 'secret');
      await symlink(join(served.folder, 'secret.txt'), served.work('link.txt'));
      await symlink(served.folder, served.work('linked'));
      await symlink(served.work('loop'), served.work('loop'));
      await symlink(join(served.folder, 'new.txt'), served.work('dangling.txt'));
      for (const path of [
        '/api/contents/link.txt',
        '/files/link.txt',
        '/api/contents/linked/secret.txt',
        '/api/contents/loop',
      ]) {
        await refused({ path, headers: token }, 403, 'outside');
      }
      const body = JSON.stringify({ type: 'file', format: 'text', content: 'x' });
      for (const name of ['link.txt', 'linked/new.txt']) {
        await refused({ method: 'PUT', path: `/api/contents/${name}`, headers: token, body }, 403, 'outside');
      }
      await call(port, { method: 'PUT', path: '/api/contents/dangling.txt', headers: token, body });
      assert.ok(!(await readdir(served.folder)).includes('new.txt'), 'a dangling link is not written through');
      const listing = await served.json<{ content: { name: string }[] }>('GET', '/api/contents');
      assert.ok(!listing.content.some(({ name }) => ['link.txt', 'linked', 'loop'].includes(name)));
    });
  });

  describe('bodies and slow clients', () => {
    it('refuses a body that is declared too large without reading it', async () => {
      const socket = connect(port, '127.0.0.1');
      socket.write(
        `PUT /api/contents/big.txt HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: ${token.authorization}\r\n` +
          `Content-Length: ${65 * 1024 * 1024}\r\n\r\n{`,
      );
      assert.match(await readAll(socket), /^HTTP\/1\.1 413 .*"reason":"too large"/s);
    });

    it('refuses a body that grows too large', async () => {
      const sent = request({ host: '127.0.0.1', port, path: '/api/sessions', method: 'POST', headers: token });
      // The server stops reading: the rest of the body finds the connection closed.
      sent.on('error', () => undefined);
      const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
      for (let sentBytes = 0; sentBytes < 2 * 1024 * 1024; sentBytes += 65_536) sent.write(' '.repeat(65_536));
      const [response] = await answered;
      assert.equal(response.statusCode, 413);
      sent.destroy();
    });

    it('cuts off clients that do not finish their request', async () => {
      const impatient = await TestWorkbook.start({ patience: { headers: 300, request: 600 } });
      try {
        const head = `GET /api/status HTTP/1.1\r\nHost: 127.0.0.1:${impatient.workbook.port}\r\n`;
        const slowHead = connect(impatient.workbook.port, '127.0.0.1');
        slowHead.write(head);
        const slowBody = connect(impatient.workbook.port, '127.0.0.1');
        const { authorization } = impatient.headers;
        slowBody.write(
          `POST ${head.slice(4)}Authorization: ${authorization}\r\nContent-Length: 100\r\n\r\n{`.replace(
            'status',
            'sessions',
          ),
        );
        // Both end because the server ends them; a server that waited would let the test run into its time limit.
        assert.match(await readAll(slowHead), /^(HTTP\/1\.1 408 |$)/);
        assert.match(await readAll(slowBody), /^(HTTP\/1\.1 408 |$)/);
        assert.equal((await impatient.request('/api/status')).status, 200);
      } finally {
        await impatient.close();
      }
    });

    it('survives what is not HTTP', async () => {
      const socket = connect(port, '127.0.0.1');
      socket.write('\x16\x03\x01 this is no HTTP\r\n\r\n');
      assert.match(await readAll(socket), /^HTTP\/1\.1 400 /);
    });
  });

  describe('answers', () => {
    it('carry the headers that keep browsers from guessing, framing and telling', async () => {
      for (const path of ['/api/status', '/api/contents', '/nowhere']) {
        const { headers } = await call(port, { path, headers: token });
        assert.equal(headers['x-content-type-options'], 'nosniff');
        assert.equal(headers['x-frame-options'], 'DENY');
        assert.equal(headers['referrer-policy'], 'no-referrer');
        assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
        assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/);
        assert.equal(headers['access-control-allow-origin'], undefined);
      }
    });

    it('allow the page no script but the server’s own', async () => {
      await mkdir(served.page(), { recursive: true });
      await writeFile(served.page('index.html'), '<!doctype html><title>page</title>');
      const { headers, body } = await call(port, { path: '/', headers: token });
      const policy = String(headers['content-security-policy']);
      assert.match(body, /<title>page/);
      assert.match(policy, /default-src 'none'/);
      assert.match(policy, /script-src 'self';/);
      assert.match(policy, new RegExp(`connect-src 'self' ws://127\\.0\\.0\\.1:${port};`));
      assert.doesNotMatch(policy, /unsafe-eval|https?:/);
    });
  });

  describe('options', () => {
    it('refuse a host that others can reach, and a work folder inside the course', async () => {
      for (const host of ['0.0.0.0', '::', '192.168.0.7', 'example.org', '']) {
        await assert.rejects(startWorkbook({ root, host, port: 0 }), /host must be a loopback address/);
      }
      await assert.rejects(
        startWorkbook({ root, work: join(root, 'notebooks', 'mine'), port: 0 }),
        /work must be a folder apart/,
      );
      await assert.rejects(
        startWorkbook({ root, work: join(root, 'assignments'), port: 0 }),
        /work must be a folder apart/,
      );
      await assert.rejects(startWorkbook({ root, work: join(root, 'package.json'), port: 0 }), /work must be a folder/);
      await assert.rejects(startWorkbook({ root, port: 70_000 }), /port must be an integer from 0 to 65535/);
      await assert.rejects(startWorkbook({ root, port: 0, token: 'short' }), /token must have 16 to 256/);
    });
  });
});

async function readAll(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  // A connection that is reset is as closed as one that is ended.
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => chunks.push(chunk));
  await new Promise((resolve) => socket.once('close', resolve));
  return Buffer.concat(chunks).toString('utf8');
}
