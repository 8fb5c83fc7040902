import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startWorkbook, type Workbook, type WorkbookOptions } from '../../../../workbook/server/index.ts';

/** gradbook's own folder: with its built kernel and its packages. */
export const root = fileURLToPath(new URL('../../../..', import.meta.url));

export interface NotebookDraft {
  readonly cells: readonly { readonly type: 'markdown' | 'code'; readonly source: string }[];
}

export function notebookText({ cells }: NotebookDraft): string {
  const all = cells.map(({ type, source }, index) => ({
    id: `cell-${index}`,
    cell_type: type,
    metadata: {},
    source,
    ...(type === 'code' ? { execution_count: null, outputs: [] } : {}),
  }));
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: all });
}

export const lesson = notebookText({
  cells: [
    { type: 'markdown', source: '# Going **down**hill\n\nWhat `SGD` does, in [one](x) picture.\n\n## First' },
    { type: 'code', source: 'const a = 1;' },
    { type: 'code', source: 'a + 1' },
  ],
});

/** A workbook on a free port of this machine, with a small course and an empty work folder, both temporary. */
export class TestWorkbook {
  readonly workbook: Workbook;
  readonly folder: string;

  private constructor(workbook: Workbook, folder: string) {
    this.workbook = workbook;
    this.folder = folder;
  }

  static async start(options: Partial<WorkbookOptions> = {}): Promise<TestWorkbook> {
    const folder = await mkdtemp(join(tmpdir(), 'gradbook-workbook-'));
    for (const language of ['ko', 'en']) {
      await mkdir(join(folder, 'course', language), { recursive: true });
      await writeFile(join(folder, 'course', language, '01-downhill.ipynb'), lesson);
    }
    const workbook = await startWorkbook({
      root,
      notebooks: join(folder, 'course'),
      work: join(folder, 'work'),
      page: join(folder, 'page'),
      port: 0,
      language: 'en',
      ...options,
    });
    return new TestWorkbook(workbook, folder);
  }

  get origin(): string {
    return `http://127.0.0.1:${this.workbook.port}`;
  }

  get headers(): Record<string, string> {
    return { authorization: `token ${this.workbook.token}` };
  }

  course(...path: string[]): string {
    return join(this.folder, 'course', ...path);
  }

  work(...path: string[]): string {
    return join(this.folder, 'work', ...path);
  }

  page(...path: string[]): string {
    return join(this.folder, 'page', ...path);
  }

  request(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.origin + path, { ...init, headers: { ...this.headers, ...(init.headers as object) } });
  }

  send(method: string, path: string, body?: unknown): Promise<Response> {
    return this.request(path, body === undefined ? { method } : { method, body: JSON.stringify(body) });
  }

  /** The JSON of an answer with status 200 to 299; anything else fails the test with what the server said. */
  async json<Value = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Value> {
    const response = await this.send(method, path, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Value;
  }

  /** Ends the server and removes its folders. */
  async close(): Promise<void> {
    await this.workbook.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
