import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { KernelDiedError } from '../../../kernel/client/index.ts';
import { optional, readFields } from '../http/body.ts';
import { notFound, RequestRefused } from '../http/errors.ts';
import type { KernelManager } from './manager.ts';
import type { Sessions } from './sessions.ts';
import type { InstalledSpec } from './specs.ts';

const logoTypes: Readonly<Record<string, string>> = { '.png': 'image/png', '.svg': 'image/svg+xml' };

async function logos(name: string, folder: string | undefined): Promise<Record<string, string>> {
  if (folder === undefined) return {};
  const files = (await readdir(folder)).filter((file) => /^logo-[\w.-]+$/.test(file) && extname(file) in logoTypes);
  return Object.fromEntries(files.map((file) => [file.replace(/\.\w+$/, ''), `/kernelspecs/${name}/${file}`]));
}

async function specModel(name: string, { spec, folder }: InstalledSpec): Promise<object> {
  return {
    name,
    // Clients expect each of these, where a kernel.json may leave some out.
    spec: { interrupt_mode: 'signal', env: {}, metadata: {}, ...spec },
    resources: await logos(name, folder),
  };
}

/** What a kernel printed before it died belongs into the answer: only there can the learner see why it does not start. */
async function started<Value>(task: () => Promise<Value>): Promise<Value> {
  try {
    return await task();
  } catch (error) {
    if (!(error instanceof KernelDiedError)) throw error;
    throw new RequestRefused({ status: 500, reason: 'kernel died', message: error.message });
  }
}

/** `/api/kernelspecs` and the logos it names. */
export function kernelSpecRoutes(kernels: KernelManager): Hono {
  const routes = new Hono();

  routes.get('/api/kernelspecs', async (context) => {
    const specs = await kernels.specs();
    const models = await Promise.all(
      [...specs].map(async ([name, spec]) => [name, await specModel(name, spec)] as const),
    );
    return context.json({ default: kernels.defaultName, kernelspecs: Object.fromEntries(models) });
  });

  routes.get('/api/kernelspecs/:name', async (context) => {
    const name = context.req.param('name');
    const spec = (await kernels.specs()).get(name);
    if (!spec) throw notFound(`There is no kernel "${name}".`, name);
    return context.json(await specModel(name, spec));
  });

  routes.get('/kernelspecs/:name/:file', async (context) => {
    const { name, file } = context.req.param();
    const installed = (await kernels.specs()).get(name);
    // Only a name from the folder's own list is opened, so that the URL is never a path.
    const known = Object.values(await logos(name, installed?.folder));
    if (!installed?.folder || !known.includes(`/kernelspecs/${name}/${file}`))
      throw notFound(`There is no logo "${file}".`, file);
    const path = join(installed.folder, file);
    context.header('Content-Type', logoTypes[extname(file)]);
    context.header('Content-Length', String((await stat(path)).size));
    return context.body(Readable.toWeb(createReadStream(path)) as ReadableStream);
  });

  return routes;
}

/** `/api/kernels`; the channels of a kernel are a WebSocket and not here. */
export function kernelRoutes(kernels: KernelManager): Hono {
  const routes = new Hono();

  routes.get('/', (context) => context.json(kernels.all.map(({ model }) => model)));

  routes.post('/', async (context) => {
    const fields = await readFields(context);
    const [name, path] = [optional(fields, 'name', 'string'), optional(fields, 'path', 'string')];
    const { model } = await started(() => kernels.start(name, path));
    context.header('Location', `/api/kernels/${model.id}`);
    return context.json(model, 201);
  });

  routes.get('/:id', (context) => context.json(kernels.get(context.req.param('id')).model));

  routes.delete('/:id', async (context) => {
    await kernels.shutdown(context.req.param('id'));
    return context.body(null, 204);
  });

  routes.post('/:id/interrupt', async (context) => {
    await kernels.get(context.req.param('id')).interrupt();
    return context.body(null, 204);
  });

  routes.post('/:id/restart', async (context) => {
    const kernel = kernels.get(context.req.param('id'));
    await started(() => kernel.restart());
    context.header('Location', `/api/kernels/${kernel.id}`);
    return context.json(kernel.model);
  });

  return routes;
}

/** `/api/sessions`. */
export function sessionRoutes(sessions: Sessions): Hono {
  const routes = new Hono();

  routes.get('/', (context) => context.json(sessions.list()));

  routes.post('/', async (context) => {
    const fields = await readFields(context);
    const session = await started(() => sessions.create(fields));
    context.header('Location', `/api/sessions/${session.id}`);
    return context.json(session, 201);
  });

  routes.get('/:id', (context) => context.json(sessions.get(context.req.param('id'))));

  routes.patch('/:id', async (context) => {
    const fields = await readFields(context);
    return context.json(await started(() => sessions.update(context.req.param('id'), fields)));
  });

  routes.delete('/:id', async (context) => {
    await sessions.delete(context.req.param('id'));
    return context.body(null, 204);
  });

  return routes;
}
