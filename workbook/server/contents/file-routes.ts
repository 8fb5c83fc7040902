import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { getMimeType } from 'hono/utils/mime';
import { badRequest } from '../http/errors.ts';
import { decodeApiPath } from './api-path.ts';
import type { Contents } from './contents.ts';

/** Shown in place, as notebooks show pictures and link to sources; everything else is downloaded. */
const shown = /^(image|audio|video)\/|^text\/plain;/;

/**
 * `/files/…`: the bytes of a file of the tree, for pictures that notebooks refer to and for downloads. A file may be a hostile page or
 * drawing; the policy of all answers that are data gives it neither scripts nor our origin.
 */
export function fileRoutes(contents: Contents): Hono {
  const routes = new Hono();

  routes.get('/*', async (context) => {
    const segments = decodeApiPath(new URL(context.req.url).pathname.slice('/files'.length));
    const { file, stats } = await contents.tree.require(segments);
    if (!stats.isFile()) throw badRequest(`"${segments.join('/')}" is not a file.`);
    const type =
      getMimeType(file)?.replace(/^(video\/mp2t|text\/plain).*/, 'text/plain; charset=utf-8') ??
      'application/octet-stream';
    context.header('Content-Type', type);
    context.header('Content-Length', String(stats.size));
    context.header('Cache-Control', 'no-cache');
    const wanted = context.req.query('download') !== undefined || !shown.test(type);
    const name = encodeURIComponent(segments.at(-1) ?? 'file');
    context.header('Content-Disposition', `${wanted ? 'attachment' : 'inline'}; filename*=UTF-8''${name}`);
    if (context.req.method === 'HEAD') return context.body(null);
    return context.body(Readable.toWeb(createReadStream(file)) as ReadableStream);
  });

  return routes;
}
