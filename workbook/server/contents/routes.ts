import { Hono, type Context } from 'hono';
import { optional, readFields, requiredText } from '../http/body.ts';
import { badRequest } from '../http/errors.ts';
import { decodeApiPath, parseApiPath } from './api-path.ts';
import type { Contents } from './contents.ts';
import type { ContentsModel, ContentsType, ReadOptions } from './model.ts';

const prefix = '/api/contents';
/** Bytes that a file to save may have, as JSON. */
const largestFile = 64 * 1024 * 1024;

interface Target {
  readonly segments: string[];
  readonly checkpoints: boolean;
  readonly checkpoint: string | undefined;
}

/** The path is taken from the URL as it was sent: Hono's own decoding leaves some characters encoded. */
function target(context: Context): Target {
  const encoded = new URL(context.req.url).pathname.slice(prefix.length);
  const checkpoint = /^(.*?)\/checkpoints(?:\/([^/]+))?$/.exec(encoded);
  return {
    segments: decodeApiPath(checkpoint?.[1] ?? encoded),
    checkpoints: checkpoint !== null,
    checkpoint: checkpoint?.[2],
  };
}

function flag(context: Context, name: string, otherwise: boolean): boolean {
  const value = context.req.query(name);
  if (value === undefined) return otherwise;
  if (value === '0' || value === '1') return value === '1';
  throw badRequest(`"${name}" must be 0 or 1; received "${value}"`);
}

function readOptions(context: Context): ReadOptions {
  const type = context.req.query('type');
  const format = context.req.query('format');
  if (format !== undefined && format !== 'text' && format !== 'base64') {
    throw badRequest(`"format" must be "text" or "base64"; received "${format}"`);
  }
  return {
    type: type === undefined ? undefined : toType(type),
    format,
    content: flag(context, 'content', true),
    hash: flag(context, 'hash', false),
  };
}

/** Clients may ask for types of their own; as in Jupyter's server those are files. */
function toType(type: string): ContentsType {
  return type === 'notebook' || type === 'directory' ? type : 'file';
}

function describe(context: Context, model: ContentsModel): void {
  context.header('Last-Modified', new Date(model.last_modified).toUTCString());
}

function locate(context: Context, model: ContentsModel): void {
  describe(context, model);
  context.header('Location', `${prefix}/${model.path.split('/').map(encodeURIComponent).join('/')}`);
}

/** The REST service of https://jupyter-server.readthedocs.io/en/latest/developers/contents.html. */
export function contentsRoutes(contents: Contents): Hono {
  const routes = new Hono();

  routes.get('/*', async (context) => {
    const { segments, checkpoints } = target(context);
    if (checkpoints) return context.json(await contents.checkpoints.list(segments));
    const model = await contents.read(segments, readOptions(context));
    describe(context, model);
    return context.json(model);
  });

  routes.put('/*', async (context) => {
    const { model, created } = await contents.save(target(context).segments, await readFields(context, largestFile));
    locate(context, model);
    return context.json(model, created ? 201 : 200);
  });

  routes.post('/*', async (context) => {
    const { segments, checkpoints, checkpoint } = target(context);
    if (checkpoint !== undefined) {
      await contents.exclusively(segments, () => contents.checkpoints.restore(segments, checkpoint));
      return context.body(null, 204);
    }
    if (checkpoints) return context.json(await contents.checkpoints.create(segments), 201);
    const fields = await readFields(context);
    const from = optional(fields, 'copy_from', 'string');
    const model =
      from === undefined
        ? await contents.create(segments, toType(optional(fields, 'type', 'string') ?? 'file'), extension(fields))
        : await contents.copy(parseApiPath(from), segments);
    locate(context, model);
    return context.json(model, 201);
  });

  routes.patch('/*', async (context) => {
    const to = parseApiPath(requiredText(await readFields(context), 'path'));
    const model = await contents.rename(target(context).segments, to);
    locate(context, model);
    return context.json(model);
  });

  routes.delete('/*', async (context) => {
    const { segments, checkpoint } = target(context);
    if (checkpoint === undefined) await contents.remove(segments);
    else await contents.checkpoints.delete(segments, checkpoint);
    return context.body(null, 204);
  });

  return routes;
}

function extension(fields: Record<string, unknown>): string {
  const ext = optional(fields, 'ext', 'string') ?? '.txt';
  if (!/^(\.[A-Za-z0-9]{1,16})?$/.test(ext)) throw badRequest(`"ext" must be like ".txt"; received "${ext}"`);
  return ext;
}
