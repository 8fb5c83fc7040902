import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';

const elsewhere = /^([a-z][a-z0-9+.-]*:|\/|#)/i;

/** The address on the server of what a text at `path` names relative to itself; other addresses stay as they are. */
export function addressBeside(path: string, url: string): string {
  if (elsewhere.test(url)) return url;
  // Paths of the contents API begin at a root of their own, so nothing can climb out of `files`.
  const { pathname } = new URL(url, new URL(path, 'http://contents/'));
  return new URL(`files${pathname}`, location.href).pathname;
}

/** Lets JupyterLab's renderers find what a text names relative to itself. */
export function addressesBeside(path: string): IRenderMime.IResolver {
  return {
    isLocal: (url) => !elsewhere.test(url),
    resolveUrl: (url) => Promise.resolve(url),
    getDownloadUrl: (url) => Promise.resolve(addressBeside(path, url)),
  };
}
