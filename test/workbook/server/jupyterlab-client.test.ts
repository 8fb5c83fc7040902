import assert from 'node:assert/strict';
import { realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type * as Services from '@jupyterlab/services';
import { kernelsUnderTest } from './support/kernels.ts';
import { TestWorkbook } from './support/workbook.ts';

// JupyterLab's client library is CommonJS; it takes "ws" and fetch where there is no browser.
const { ContentsManager, KernelManager, KernelSpecManager, ServerConnection, SessionManager } = createRequire(
  import.meta.url,
)('@jupyterlab/services') as typeof Services;

const lesson = 'notebooks/en/01-downhill.ipynb';

/** Text of the results, streams and errors that the cell gave, and its reply. */
interface Ran {
  readonly status: string;
  readonly result: string | undefined;
  readonly stdout: string;
  readonly error: string | undefined;
}

describe('workbook server: JupyterLab’s own client', () => {
  // The library tells the console of every connection.
  const { debug, info, warn } = console;
  before(() => Object.assign(console, { debug: () => {}, info: () => {}, warn: () => {} }));
  after(() => Object.assign(console, { debug, info, warn }));

  let served: TestWorkbook;
  let serverSettings: Services.ServerConnection.ISettings;
  before(async () => {
    served = await TestWorkbook.start();
    serverSettings = ServerConnection.makeSettings({
      baseUrl: served.origin,
      wsUrl: served.origin.replace('http', 'ws'),
      token: served.workbook.token,
    });
  });
  after(() => served.close());

  it('reads, saves, copies, renames and removes files, and validates every model', async () => {
    const contents = new ContentsManager({ serverSettings });
    const listing = await contents.get('notebooks/en', { content: true });
    assert.deepEqual(
      (listing.content as { path: string }[]).map(({ path }) => path),
      [lesson],
    );
    const notebook = await contents.get(lesson, { type: 'notebook', content: true, hash: true });
    const saved = await contents.save(lesson, {
      type: 'notebook',
      format: 'json',
      content: notebook.content as object,
    });
    assert.equal(saved.path, lesson);
    await assert.rejects(
      contents.save(lesson, {
        type: 'notebook',
        format: 'json',
        content: notebook.content as object,
        hash: notebook.hash ?? '',
      }),
      /was changed after you had opened it/,
    );
    const checkpoint = await contents.createCheckpoint(lesson);
    assert.equal((await contents.listCheckpoints(lesson)).length, 1);
    await contents.restoreCheckpoint(lesson, checkpoint.id);
    await contents.deleteCheckpoint(lesson, checkpoint.id);
    const fresh = await contents.newUntitled({ path: 'notebooks/en', type: 'file', ext: 'txt' });
    const renamed = await contents.rename(fresh.path, 'notebooks/en/내 메모 #1 100%.txt');
    assert.equal((await contents.get(renamed.path)).path, 'notebooks/en/내 메모 #1 100%.txt');
    const copy = await contents.copy(renamed.path, 'notebooks/en');
    await contents.delete(copy.path);
    await contents.delete(renamed.path);
    const url = await contents.getDownloadUrl(lesson);
    assert.equal((await fetch(url, { headers: served.headers })).status, 200);
    contents.dispose();
  });

  it('lists the kernels with their logos', async () => {
    const specs = new KernelSpecManager({ serverSettings });
    await specs.ready;
    assert.equal(specs.specs?.default, 'gradbook');
    const own = specs.specs?.kernelspecs.gradbook;
    assert.equal(own?.language, 'typescript');
    const logo = own?.resources['logo-64x64'];
    const image = await served.request(String(logo));
    assert.deepEqual([image.status, image.headers.get('content-type')], [200, 'image/png']);
    specs.dispose();
  });

  for (const kernel of kernelsUnderTest) {
    (kernel.available ? describe : describe.skip)(`with the kernel ${kernel.name}`, () => {
      let manager: Services.SessionManager;
      let kernels: Services.KernelManager;
      let session: Services.Session.ISessionConnection;
      let connection: Services.Kernel.IKernelConnection;

      const run = async (code: string, answer?: string): Promise<Ran> => {
        const future = connection.requestExecute({ code, allow_stdin: answer !== undefined });
        let [stdout, result, error] = ['', undefined as string | undefined, undefined as string | undefined];
        future.onIOPub = ({ header, content }) => {
          const fields = content as Record<string, unknown>;
          if (header.msg_type === 'stream') stdout += String(fields.text);
          if (header.msg_type === 'execute_result')
            result = String((fields.data as Record<string, unknown>)['text/plain']);
          if (header.msg_type === 'error') error = `${String(fields.ename)}: ${String(fields.evalue)}`;
        };
        future.onStdin = (message) => {
          const { header } = message;
          if (header.msg_type === 'input_request') {
            future.sendInputReply({ value: answer ?? '', status: 'ok' }, header as never);
          }
        };
        const reply = await future.done;
        return { status: reply.content.status, result, stdout, error };
      };
      /** The next time that the kernel is in this state. */
      const state = (wanted: string): Promise<void> =>
        new Promise((resolve) => {
          const listen = (_: unknown, status: string): void => {
            if (status !== wanted) return;
            connection.statusChanged.disconnect(listen);
            resolve();
          };
          connection.statusChanged.connect(listen);
        });

      before(async () => {
        kernels = new KernelManager({ serverSettings });
        manager = new SessionManager({ kernelManager: kernels, serverSettings });
        await manager.ready;
        session = await manager.startNew({
          path: lesson,
          type: 'notebook',
          name: lesson,
          kernel: { name: kernel.name },
        });
        connection = session.kernel as Services.Kernel.IKernelConnection;
        await connection.info;
      });
      after(async () => {
        await session.shutdown();
        manager.dispose();
        kernels.dispose();
      });

      it('runs cells: output, result and error', async () => {
        assert.deepEqual(await run(kernel.printAndAnswer('안녕', 42)), {
          status: 'ok',
          result: '42',
          stdout: '안녕\n',
          error: undefined,
        });
        const failed = await run(kernel.fail('no such luck'));
        assert.equal(failed.status, 'error');
        assert.match(failed.error ?? '', /no such luck/);
      });

      it('works in the learner’s copy of the notebook’s folder', async () => {
        const folder = await realpath(served.work('notebooks', 'en'));
        assert.ok((await run(kernel.workingFolder)).result?.includes(folder));
        assert.match((await run(kernel.sessionName)).result ?? '', /01-downhill\.ipynb/);
      });

      it('asks the learner for input', async () => {
        assert.match((await run(kernel.ask, 'Ada')).result ?? '', /Hello, Ada/);
      });

      it('interrupts an endless loop, and keeps what was defined', async () => {
        await run(kernel.define);
        const future = connection.requestExecute({ code: kernel.loopForEver });
        const looping = new Promise<void>((resolve) => {
          future.onIOPub = ({ header }) => void (header.msg_type === 'stream' && resolve());
        });
        await looping;
        await connection.interrupt();
        assert.equal((await future.done).content.status, 'error');
        assert.equal((await run(kernel.use)).result, '42');
      });

      it('restarts: the same connection, and nothing is defined any more', async () => {
        await run(kernel.define);
        await connection.restart();
        await connection.info;
        assert.equal((await run(kernel.use)).status, 'error');
        assert.equal((await run(kernel.printAndAnswer('again', 7))).result, '7');
      });

      it('reports a kernel that died, starts it anew, and runs the next cell', async () => {
        const restarting = state('autorestarting');
        connection.requestExecute({ code: kernel.die }).done.catch(() => undefined);
        await restarting;
        assert.equal((await run(kernel.printAndAnswer('alive', 1))).result, '1');
      });

      it('finds the running session again, as a page that is loaded anew does', async () => {
        await manager.refreshRunning();
        const models = [...manager.running()];
        assert.deepEqual(
          models.map(({ path, kernel: running }) => [path, running?.id]),
          [[lesson, connection.id]],
        );
        const again = await manager.startNew({
          path: lesson,
          type: 'notebook',
          name: lesson,
          kernel: { name: kernel.name },
        });
        assert.equal(again.kernel?.id, connection.id);
        again.dispose();
      });

      it('leaves a kernel dead that dies again and again, and says why', async () => {
        const dead = new Promise<void>((resolve) => {
          connection.statusChanged.connect((_, status) => void (status === 'dead' && resolve()));
        });
        const { id } = connection;
        for (let attempt = 0; attempt < 3 && !connection.isDisposed; attempt += 1) {
          const restarted = Promise.race([state('autorestarting'), dead]);
          connection.requestExecute({ code: kernel.die }).done.catch(() => undefined);
          await restarted;
          if (!connection.isDisposed) await Promise.race([connection.info, dead]);
        }
        await dead;
        const model = await served.json<{ execution_state: string; reason: string }>('GET', `/api/kernels/${id}`);
        assert.equal(model.execution_state, 'dead');
        assert.match(model.reason, /SIGKILL/);
      });
    });
  }
});
