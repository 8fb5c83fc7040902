import { randomUUID } from 'node:crypto';
import type { Notebook } from './notebook.ts';

const mimeTypes = {
  javascript: 'text/javascript',
  html: 'text/html',
  markdown: 'text/markdown',
  latex: 'text/latex',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  pdf: 'application/pdf',
  text: 'text/plain',
};

/** What `import * as tslab from 'tslab'` gives here: tslab's display API on this kernel's messages. */
export function tslab(notebook: Notebook): object {
  const create = (id?: string) => {
    let shown = false;
    const raw = (contentType: string, content: string | Uint8Array) => {
      const data = typeof content === 'string' ? content : Buffer.from(content).toString('base64');
      const again = id !== undefined && shown;
      shown = true;
      notebook.send(again ? 'update_display_data' : 'display_data', id, {
        data: { [contentType]: data },
        metadata: {},
      });
    };
    const named = Object.entries(mimeTypes).map(([name, type]) => [
      name,
      (content: string | Uint8Array) => raw(type, content),
    ]);
    return { ...Object.fromEntries(named), raw } as object;
  };
  const versions = { tslab: '1.0.22', typescript: '6.0.3', node: process.version };
  const api = { display: create(), newDisplay: () => create(randomUUID()), versions };
  return { ...api, default: api };
}
