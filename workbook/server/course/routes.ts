import { Hono, type Context } from 'hono';
import { parseApiPath } from '../contents/api-path.ts';
import { languages, type Language } from '../course-api.ts';
import { optional, readFields, requiredText } from '../http/body.ts';
import { badRequest } from '../http/errors.ts';
import type { CourseService } from './service.ts';

function isLanguage(value: string): value is Language {
  return (languages as readonly string[]).includes(value);
}

function queryPath(context: Context): string[] {
  const path = context.req.query('path');
  if (path === undefined || path === '') throw badRequest('"path" is missing.');
  return parseApiPath(path);
}

/** `/api/course`: see course-api.ts. */
export function courseRoutes(course: CourseService): Hono {
  const routes = new Hono();

  routes.get('/', async (context) => {
    const language = context.req.query('lang') ?? course.language;
    if (!isLanguage(language)) throw badRequest(`"lang" must be ${languages.join(' or ')}; received "${language}"`);
    return context.json(await course.course(language));
  });

  routes.post('/opened', async (context) => {
    const fields = await readFields(context);
    await course.opened(parseApiPath(requiredText(fields, 'path')), optional(fields, 'cell', 'string'));
    return context.body(null, 204);
  });

  routes.get('/file', async (context) => context.json(await course.copies.state(queryPath(context))));

  routes.get('/original', async (context) => context.json(await course.copies.original(queryPath(context))));

  routes.post('/reset', async (context) => {
    const fields = await readFields(context);
    return context.json(await course.copies.reset(parseApiPath(requiredText(fields, 'path'))));
  });

  routes.post('/restore', async (context) => {
    const fields = await readFields(context);
    const segments = parseApiPath(requiredText(fields, 'path'));
    return context.json(await course.copies.restore(segments, requiredText(fields, 'backup')));
  });

  return routes;
}
