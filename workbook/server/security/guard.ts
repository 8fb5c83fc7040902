import type { IncomingHttpHeaders } from 'node:http';
import type { Refusal } from '../http/errors.ts';
import { addressingFault, hostsOf } from './origin.ts';
import { Secret } from './token.ts';

/** What the guard looks at, of a plain request and of a WebSocket handshake alike. */
export interface Arrival {
  readonly method: string;
  readonly url: URL;
  readonly headers: Pick<
    IncomingHttpHeaders,
    'host' | 'origin' | 'authorization' | 'cookie' | 'sec-fetch-site' | 'sec-fetch-mode'
  >;
}

/** Decides for every request whether it may come in. */
export class Guard {
  readonly secret: Secret;
  readonly #hosts: ReadonlySet<string>;

  constructor(token: string, port: number) {
    this.secret = new Secret(token, port);
    this.#hosts = hostsOf(port);
  }

  /** Why the request does not concern us at all: foreign Host, Origin or site. */
  misaddressed({ method, headers }: Arrival): Refusal | undefined {
    const message = addressingFault(
      {
        method,
        host: headers.host,
        origin: headers.origin,
        fetchSite: headers['sec-fetch-site'],
        fetchMode: headers['sec-fetch-mode'],
      },
      this.#hosts,
    );
    return message === undefined ? undefined : { status: 403, reason: 'origin', message };
  }

  /** Why the sender is not let in: no token, or a wrong one. */
  unknown({ url, headers }: Arrival): Refusal | undefined {
    const credentials = { query: url.searchParams, authorization: headers.authorization, cookie: headers.cookie };
    if (this.secret.admits(credentials)) return undefined;
    return {
      status: 403,
      reason: 'token',
      message: 'The token is missing or wrong. Open the link that gradbook printed when it started.',
    };
  }
}
