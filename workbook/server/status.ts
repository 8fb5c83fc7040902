import { userInfo } from 'node:os';
import { Hono } from 'hono';
import { badRequest } from './http/errors.ts';
import { isFields } from './http/body.ts';
import type { KernelManager } from './kernels/manager.ts';

/** The release of Jupyter Server whose REST services these are; clients choose by it what they may ask for. */
const protocolRelease = '2.14.0';

/** The permissions that were asked for: here there is one user, who may do everything. */
function grant(asked: string | undefined): object {
  if (asked === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(asked);
  } catch (error) {
    throw badRequest(`"permissions" must be JSON: ${(error as Error).message}`);
  }
  if (!isFields(value)) throw badRequest('"permissions" must be an object of lists of actions');
  return value;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch (error) {
    // A user id without an entry in the system's table, as in some containers.
    if (error instanceof Error && error.name === 'SystemError') return 'learner';
    throw error;
  }
}

/** `/api`, `/api/status`, `/api/me` and `/api/events`. */
export function statusRoutes(kernels: KernelManager): Hono {
  const routes = new Hono();
  const startedAt = new Date();

  routes.get('/api', (context) => context.json({ version: protocolRelease }));
  routes.get('/api/', (context) => context.json({ version: protocolRelease }));

  routes.get('/api/status', (context) => {
    const { all } = kernels;
    const lastActivity = Math.max(startedAt.getTime(), ...all.map((kernel) => kernel.lastActivity.getTime()));
    return context.json({
      started: startedAt.toISOString(),
      last_activity: new Date(lastActivity).toISOString(),
      connections: all.reduce((sum, kernel) => sum + kernel.audience.connections, 0),
      kernels: all.length,
    });
  });

  routes.get('/api/me', (context) => {
    const name = userName();
    return context.json({
      identity: {
        username: name,
        name,
        display_name: name,
        initials: name.slice(0, 1).toUpperCase(),
        avatar_url: null,
        color: null,
      },
      permissions: grant(context.req.query('permissions')),
    });
  });

  // Events that clients report are taken and not kept: nobody reads them.
  routes.post('/api/events', (context) => context.body(null, 204));

  return routes;
}
