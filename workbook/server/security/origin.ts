/** The headers that say whom a request is addressed to, and which page sent it. */
export interface Addressing {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly fetchMode: string | undefined;
}

export const loopbackHosts = ['127.0.0.1', 'localhost', '::1'] as const;

/** The values of the Host header that mean this server; any other was looked up under a foreign name. */
export function hostsOf(port: number): ReadonlySet<string> {
  // A browser leaves the port of http out.
  const ending = port === 80 ? '' : `:${port}`;
  return new Set(loopbackHosts.map((host) => `${host.includes(':') ? `[${host}]` : host}${ending}`));
}

/**
 * Why a request must be refused before anything else is looked at, or undefined.
 *
 * Host: a foreign name that resolves to this machine (DNS rebinding) would make a foreign page our origin.
 *
 * Origin: browsers send it with every WebSocket handshake and every request that is not GET or HEAD. The cookie alone does not tell
 * another server's page on this machine apart: "site" ignores the port, so that SameSite=Strict lets its requests carry our cookie.
 * With both checks no XSRF token is needed: a request that changes something either names our own page as its origin or comes
 * from a program that is no browser, and that one has no cookie but must show the token.
 *
 * Sec-Fetch-Site: closes the rest, such as a foreign page that loads one of our answers as its script or image.
 */
export function addressingFault(request: Addressing, hosts: ReadonlySet<string>): string | undefined {
  const { host, origin, fetchSite } = request;
  if (host === undefined || !hosts.has(host)) {
    return `The Host header must be one of ${[...hosts].join(', ')}; received ${host ?? 'none'}.`;
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    return `Requests from pages of another origin are refused: Origin must be http://${host}; received ${origin}.`;
  }
  const isNavigation = request.method === 'GET' && request.fetchMode === 'navigate';
  if (fetchSite !== undefined && !['same-origin', 'none'].includes(fetchSite) && !isNavigation) {
    return `Requests from pages of another origin are refused: Sec-Fetch-Site is ${fetchSite}.`;
  }
  return undefined;
}
