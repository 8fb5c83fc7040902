import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';

const elsewhere = /^([a-z][a-z0-9+.-]*:|\/|#)/i;

/** The path of `url` as seen from `folder`, without `.` and `..`. */
function pathFrom(folder: string, url: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${url}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** Finds the pictures and files that a text names relative to itself; `path` is where the text is on the server. */
export function addressesBeside(path: string): IRenderMime.IResolver {
  const folder = path.split('/').slice(0, -1).join('/');
  return {
    isLocal: (url) => !elsewhere.test(url),
    resolveUrl: (url) => Promise.resolve(elsewhere.test(url) ? url : pathFrom(folder, url)),
    getDownloadUrl: (url) => Promise.resolve(elsewhere.test(url) ? url : `files/${url}`),
  };
}
