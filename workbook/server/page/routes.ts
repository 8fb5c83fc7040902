import { join } from 'node:path';
import { Hono, type Context } from 'hono';
import type { TFunction } from 'i18next';
import { decodeApiPath } from '../contents/api-path.ts';
import { RequestRefused } from '../http/errors.ts';
import { pagePolicy } from '../security/headers.ts';
import { StaticFiles, type StaticFile } from './files.ts';
import { messagePage } from './message-page.ts';

/** vite puts a digest of the content into these names: such a file never changes. */
const hashedName = /^\/assets\/[^/]+-[\w-]{8}\.\w+$/;
const year = 'public, max-age=31536000, immutable';

function answer(context: Context, file: StaticFile, cacheControl: string): Response {
  context.header('ETag', file.etag);
  context.header('Cache-Control', cacheControl);
  context.header('Vary', 'Accept-Encoding');
  if (context.req.header('if-none-match') === file.etag) return context.body(null, 304);
  context.header('Content-Type', file.type);
  context.header('Content-Length', String(file.bytes.length));
  if (file.encoding !== 'identity') context.header('Content-Encoding', file.encoding);
  return context.body(file.bytes);
}

async function find(
  files: StaticFiles,
  encoded: string,
  accepted: string | undefined,
): Promise<StaticFile | undefined> {
  try {
    return await files.get(decodeApiPath(encoded), accepted);
  } catch (error) {
    if (error instanceof RequestRefused) return undefined;
    throw error;
  }
}

export interface PageOptions {
  /** The built page. */
  readonly page: string;
  /** gradbook's own folder, in whose node_modules plotly.js-dist is. */
  readonly root: string;
  readonly say: TFunction;
}

/** The page, for every URL that is nobody else's: which view to show is the page's own matter. */
export function pageRoutes({ page, root, say }: PageOptions): Hono {
  const routes = new Hono();
  const files = new StaticFiles(page);
  const plotly = new StaticFiles(join(root, 'node_modules', 'plotly.js-dist'));

  // For notebooks' HTML and for pages that are not ours: the whole of plotly.js, from this server.
  routes.get('/plotly/plotly.js', async (context) => {
    const file = await plotly.get(['plotly.js'], context.req.header('accept-encoding'));
    if (!file)
      throw new RequestRefused({ status: 404, reason: 'not found', message: 'plotly.js-dist is not installed.' });
    return answer(context, file, 'no-cache');
  });

  routes.get('/*', async (context) => {
    const { pathname } = new URL(context.req.url);
    const accepted = context.req.header('accept-encoding');
    context.header('Content-Security-Policy', pagePolicy(context.req.header('host') ?? ''));
    const file = pathname === '/' ? undefined : await find(files, pathname, accepted);
    if (file) return answer(context, file, hashedName.test(pathname) ? year : 'no-cache');
    const wantsPage = context.req.header('accept')?.includes('text/html') ?? false;
    const index = wantsPage || pathname === '/' ? await files.get(['index.html'], accepted) : undefined;
    if (index) return answer(context, index, 'no-cache');
    if (pathname === '/') return context.html(messagePage(say, 'pageMissing'), 503);
    throw new RequestRefused({ status: 404, reason: 'not found', message: `There is nothing at ${pathname}.` });
  });

  return routes;
}
