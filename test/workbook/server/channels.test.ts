import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import WebSocket from 'ws';
import { hasTool } from '../../../scripts/tools.mjs';
import { kernelsUnderTest } from './support/kernels.ts';
import { assertSchema } from './support/schemas.ts';
import { SocketClient } from './support/socket.ts';
import { TestWorkbook } from './support/workbook.ts';

interface KernelModel {
  id: string;
  execution_state: string;
  connections: number;
}

describe('workbook server: kernels and their channels', () => {
  let served: TestWorkbook;
  before(async () => (served = await TestWorkbook.start()));
  after(() => served.close());

  it('answers /api, /api/status, /api/me, /api/kernelspecs and /api/events as published', async () => {
    assertSchema('version', await served.json('GET', '/api'));
    assertSchema('status', await served.json('GET', '/api/status'));
    const permissions = encodeURIComponent('{"contents":["read"]}');
    const me = await served.json('GET', `/api/me?permissions=${permissions}`);
    assertSchema('me', me);
    assert.deepEqual(me.permissions, { contents: ['read'] });
    assertSchema('kernelspecs', await served.json('GET', '/api/kernelspecs'));
    assert.equal((await served.send('POST', '/api/events', { schema_id: 'x' })).status, 204);
    assert.equal((await served.send('GET', '/api/terminals')).status, 404);
  });

  it('refuses kernels and sessions that there are not', async () => {
    for (const [method, path, body, status] of [
      ['POST', '/api/kernels', { name: 'no-such-kernel' }, 501],
      ['POST', '/api/sessions', { path: 'a', type: 'notebook', kernel: { name: 'no-such-kernel' } }, 501],
      ['POST', '/api/sessions', { path: 'a', type: 'notebook', kernel: { id: 'no-such-id' } }, 404],
      ['POST', '/api/sessions', { type: 'notebook' }, 400],
      ['POST', '/api/sessions', { path: 'a', type: 'notebook', kernel: 7 }, 400],
      ['GET', '/api/kernels/no-such-id', undefined, 404],
      ['DELETE', '/api/kernels/no-such-id', undefined, 404],
      ['POST', '/api/kernels/no-such-id/interrupt', undefined, 404],
      ['POST', '/api/kernels/no-such-id/restart', undefined, 404],
      ['PATCH', '/api/sessions/no-such-id', { path: 'b' }, 404],
    ] as const) {
      const response = await served.send(method, path, body);
      assert.equal(response.status, status, `${method} ${path}`);
      assertSchema('refusal', await response.json());
    }
  });

  for (const kernel of kernelsUnderTest) {
    (kernel.available ? describe : describe.skip)(`with the kernel ${kernel.name}`, () => {
      let id: string;
      const model = (): Promise<KernelModel> => served.json<KernelModel>('GET', `/api/kernels/${id}`);
      before(async () => {
        const started = await served.json<KernelModel>('POST', '/api/kernels', { name: kernel.name });
        assertSchema('kernel', started);
        id = started.id;
      });
      after(() => served.json('DELETE', `/api/kernels/${id}`));

      it('gives the answer to the one that asked, and what is published to all', async () => {
        const [first, second] = await Promise.all([
          new SocketClient(served, id).opened(),
          new SocketClient(served, id).opened(),
        ]);
        assert.equal((await model()).connections, 2);
        const request = first.execute(kernel.printAndAnswer('to all', 1));
        await first.done(request);
        await second.until(
          ({ header, parent_header }) => header.msg_type === 'execute_result' && parent_header.msg_id === request,
        );
        assert.equal(second.printed(request), 'to all\n');
        const after = second.execute(kernel.printAndAnswer('', 2));
        await second.done(after);
        assert.ok(
          !second.heard.some(({ channel, parent_header }) => channel === 'shell' && parent_header.msg_id === request),
        );
        await Promise.all([first.lose(), second.lose()]);
      });

      it('sends a client that was lost and comes back what it has missed, in order, once', async () => {
        const client = await new SocketClient(served, id).opened();
        const request = client.execute(kernel.count(30, 20));
        await client.until(({ header }) => header.msg_type === 'stream');
        await client.lose();
        // Longer than the cell runs: all of the rest, and the reply, are missed.
        const watcher = await new SocketClient(served, id).opened();
        await watcher.until(
          ({ header, content, parent_header }) =>
            header.msg_type === 'status' && parent_header.msg_id === request && content.execution_state === 'idle',
        );
        const back = await new SocketClient(served, id, client.session).opened();
        const reply = await back.done(request);
        assert.equal(reply.content.status, 'ok');
        const numbers = Array.from({ length: 30 }, (_, number) => `${number}\n`).join('');
        assert.equal(client.printed(request) + back.printed(request), numbers);
        await Promise.all([back.lose(), watcher.lose()]);
      });

      it('runs for a client that has sent its request and gone', async () => {
        const client = await new SocketClient(served, id).opened();
        const request = client.execute(kernel.printAndAnswer('while away', 5));
        client.socket.close();
        const back = await new SocketClient(served, id, client.session).opened();
        await back.done(request);
        assert.equal(client.printed(request) + back.printed(request), 'while away\n');
        await back.lose();
      });

      it('keeps a bounded part for a client that takes nothing, says so, and never loses the reply', async () => {
        const client = await new SocketClient(served, id).opened();
        const watcher = await new SocketClient(served, id).opened();
        client.socket.pause();
        const request = client.execute(kernel.flood);
        await watcher.until(
          ({ header, content, parent_header }) =>
            header.msg_type === 'status' && parent_header.msg_id === request && content.execution_state === 'idle',
        );
        client.socket.resume();
        assert.equal((await client.done(request)).content.status, 'ok');
        const printed = client.printed(request);
        assert.match(printed, /outputs are missing here/);
        assert.ok(printed.length < 120 * 500_000);
        assert.ok(printed.endsWith('last line\n'), 'the newest output is kept');
        await Promise.all([client.lose(), watcher.lose()]);
      });

      it('closes the connection of a client that sends no messages, and of it alone', async () => {
        const good = await new SocketClient(served, id).opened();
        for (const noise of ['no JSON', '[]', '{"channel":"iopub"}', Buffer.from([0, 0, 0, 9, 1])]) {
          const bad = await new SocketClient(served, id).opened();
          bad.socket.send(noise);
          assert.equal(await bad.closed(), 1003);
        }
        const loud = await new SocketClient(served, id).opened();
        loud.socket.send(Buffer.alloc(65 * 1024 * 1024));
        assert.equal(await loud.closed(), 1009, 'too large');
        await good.done(good.execute(kernel.printAndAnswer('', 3)));
        await good.lose();
      });

      if (kernel.writeGarbage !== undefined) {
        const { writeGarbage } = kernel;
        it('leaves out what a cell writes to the kernel’s own sockets', async () => {
          const client = await new SocketClient(served, id).opened();
          const reply = await client.done(client.execute(writeGarbage));
          assert.equal(reply.content.status, 'ok');
          await client.done(client.execute(kernel.printAndAnswer('', 4)));
          await client.lose();
        });
      }

      it('tells its clients when it is shut down', async () => {
        const { id: other } = await served.json<KernelModel>('POST', '/api/kernels', { name: kernel.name });
        const client = await new SocketClient(served, other).opened();
        const closed = client.closed();
        await served.json('DELETE', `/api/kernels/${other}`);
        assert.equal(await closed, 1001);
        assert.ok(client.heard.some(({ content }) => content.execution_state === 'dead'));
        assert.equal((await served.send('GET', `/api/kernels/${other}`)).status, 404);
      });

      it('keeps one session for each notebook, also when two tabs ask at once', async () => {
        const ask = (): Promise<{ id: string; kernel: KernelModel }> =>
          served.json('POST', '/api/sessions', {
            path: 'notebooks/ko/01-downhill.ipynb',
            type: 'notebook',
            name: '',
            kernel: { name: kernel.name },
          });
        const [one, two] = await Promise.all([ask(), ask()]);
        assertSchema('session', one);
        assert.equal(one.id, two.id);
        const moved = await served.json<{ path: string }>('PATCH', `/api/sessions/${one.id}`, { path: 'moved.ipynb' });
        assert.equal(moved.path, 'moved.ipynb');
        const changed = await served.json<{ kernel: KernelModel }>('PATCH', `/api/sessions/${one.id}`, {
          kernel: { name: kernel.name },
        });
        assert.notEqual(changed.kernel.id, one.kernel.id);
        assert.equal((await served.send('GET', `/api/kernels/${one.kernel.id}`)).status, 404);
        await served.json('DELETE', `/api/sessions/${one.id}`);
        assert.deepEqual(await served.json('GET', '/api/sessions'), []);
        assert.equal((await served.send('GET', `/api/kernels/${changed.kernel.id}`)).status, 404);
      });
    });
  }

  it('lets a client of another language run a cell, in both forms of messages', async function () {
    if (!hasTool('Jupyter')) this.skip();
    const program = fileURLToPath(new URL('clients/tornado-client.py', import.meta.url));
    const { stdout } = await promisify(execFile)('/usr/bin/python3', [
      program,
      served.workbook.url,
      'gradbook',
      '6 * 7',
    ]);
    assert.deepEqual(JSON.parse(stdout), {
      json: { result: '42', status: 'ok', subprotocol: null },
      binary: { result: '42', status: 'ok', subprotocol: 'v1.kernel.websocket.jupyter.org' },
    });
  });

  it('chooses the binary form where it is offered', async () => {
    const { id } = await served.json<KernelModel>('POST', '/api/kernels', {});
    const url = `ws://127.0.0.1:${served.workbook.port}/api/kernels/${id}/channels?token=${served.workbook.token}`;
    const open = (protocols: string[]): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(url, protocols);
        socket.once('open', () => {
          resolve(socket.protocol);
          socket.terminate();
        });
        socket.once('error', reject);
      });
    assert.equal(await open(['v1.kernel.websocket.jupyter.org']), 'v1.kernel.websocket.jupyter.org');
    assert.equal(await open([]), '');
    await served.json('DELETE', `/api/kernels/${id}`);
  });
});
