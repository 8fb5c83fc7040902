import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import type { TFunction } from 'i18next';
import { contentsRoutes } from './contents/routes.ts';
import type { Contents } from './contents/contents.ts';
import type { Language } from './course-api.ts';
import { courseRoutes } from './course/routes.ts';
import type { CourseService } from './course/service.ts';
import { fileRoutes } from './contents/file-routes.ts';
import { RequestRefused, systemRefusal } from './http/errors.ts';
import { kernelRoutes, kernelSpecRoutes, sessionRoutes } from './kernels/routes.ts';
import type { KernelManager } from './kernels/manager.ts';
import type { Sessions } from './kernels/sessions.ts';
import { preferredLanguage } from './messages/index.ts';
import { messagePage } from './page/message-page.ts';
import { pageRoutes, type PageOptions } from './page/routes.ts';
import type { Arrival, Guard } from './security/guard.ts';
import { commonHeaders, dataPolicy, pagePolicy } from './security/headers.ts';
import { statusRoutes } from './status.ts';

export interface AppParts extends PageOptions {
  readonly guard: Guard;
  readonly contents: Contents;
  readonly kernels: KernelManager;
  readonly sessions: Sessions;
  readonly course: CourseService;
  /** Told of an error that is no refusal. */
  readonly onError: (error: Error) => void;
  readonly language: Language;
  readonly messages: (language: Language) => TFunction;
}

type Environment = { Bindings: HttpBindings };

function isPage(context: Context): boolean {
  return context.req.method === 'GET' && (context.req.header('accept')?.includes('text/html') ?? false);
}

/** A link with the token, opened in a browser: the token becomes a cookie, and leaves the address bar. */
function exchangeToken(
  context: Context,
  url: URL,
  guard: Guard,
  say: TFunction,
): Response | Promise<Response> | undefined {
  if (
    !isPage(context) ||
    url.pathname.startsWith('/api/') ||
    !guard.secret.admitsToken(url.searchParams.get('token'))
  ) {
    return undefined;
  }
  url.searchParams.delete('token');
  const next = url.pathname.replace(/^\/+/, '/') + url.search;
  context.header('Set-Cookie', guard.secret.setCookie);
  context.header('Cache-Control', 'no-store');
  context.header('Content-Security-Policy', pagePolicy(url.host));
  // A redirect that answers a click on another site's page would be followed without the cookie, as it is SameSite=Strict.
  // A page of ours that goes on by itself is our own site.
  if (context.req.header('sec-fetch-site') === 'cross-site') {
    return context.html(messagePage(say, 'opening', next));
  }
  return context.redirect(next, 302);
}

/** Every route of the server behind one guard. */
export function createApp(parts: AppParts): Hono<Environment> {
  const { guard, say } = parts;
  const app = new Hono<Environment>();

  app.onError((error, context) => {
    context.header('Content-Security-Policy', dataPolicy);
    const refusal = error instanceof RequestRefused ? error : systemRefusal(error);
    const translate = parts.messages(preferredLanguage(context.req.header('accept-language')) ?? parts.language);
    const sentence = (reason: string, message: string, subject: string): string =>
      translate(`refusal.${reason}`, { defaultValue: message, subject });
    if (refusal) {
      const { status, message, reason, subject, details } = refusal;
      // What is left of a body that was refused is not read; the connection cannot go on.
      if (status === 413) context.header('Connection', 'close');
      return context.json({ message: sentence(reason, message, subject), reason, ...details }, status);
    }
    parts.onError(error);
    const message = sentence('error', `The server failed: ${error.message}`, error.message);
    return context.json({ message, reason: 'error' }, 500);
  });

  app.use(async (context, next) => {
    for (const [name, value] of Object.entries(commonHeaders)) context.header(name, value);
    // The page's own files have a policy that allows more.
    context.header('Content-Security-Policy', dataPolicy);
    const url = new URL(context.req.url);
    const arrival: Arrival = { method: context.req.method, url, headers: context.env.incoming.headers };
    const misaddressed = guard.misaddressed(arrival);
    if (misaddressed) throw new RequestRefused(misaddressed);
    const exchanged = await exchangeToken(context, url, guard, say);
    if (exchanged) return exchanged;
    const unknown = guard.unknown(arrival);
    if (unknown && isPage(context)) {
      context.header('Content-Security-Policy', pagePolicy(context.req.header('host') ?? ''));
      return context.html(messagePage(say, 'token'), 403);
    }
    if (unknown) throw new RequestRefused(unknown);
    return next();
  });

  app.use('/api/*', async (context, next) => {
    context.header('Cache-Control', 'no-store');
    await next();
  });

  app.route('/', statusRoutes(parts.kernels));
  app.route('/', kernelSpecRoutes(parts.kernels));
  app.route('/api/kernels', kernelRoutes(parts.kernels));
  app.route('/api/sessions', sessionRoutes(parts.sessions));
  app.route('/api/contents', contentsRoutes(parts.contents));
  app.route('/api/course', courseRoutes(parts.course));
  app.route('/files', fileRoutes(parts.contents));
  app.all('/api/*', (context) => {
    throw new RequestRefused({ status: 404, reason: 'not found', message: `There is no ${context.req.path} here.` });
  });
  app.route('/', pageRoutes(parts));
  return app;
}
