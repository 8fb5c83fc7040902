import { existsSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { languages, type Language } from './course-api.ts';
import { loopbackHosts } from './security/origin.ts';
import { checkToken, newToken } from './security/token.ts';

export interface WorkbookOptions {
  /** gradbook's own folder: with the built page and kernel, the course, and node_modules. */
  readonly root: string;
  /** The lessons. Default: `notebooks` in `root`. */
  readonly notebooks?: string;
  /** The learner's folder, made when something is first saved. Default: `work` in `root`. */
  readonly work?: string;
  /** The built page. Default: `dist/page` in `root`. */
  readonly page?: string;
  /** A loopback address. Default 127.0.0.1. */
  readonly host?: string;
  /** Default 8888; 0 takes any free port. A port that is taken makes way for the next one. */
  readonly port?: number;
  /** The language of the first page. Default "ko". */
  readonly language?: Language;
  /** Default: a random one. */
  readonly token?: string;
  /** Told of an error that is nobody's bad request. Default: printed to stderr. */
  readonly onError?: (error: Error) => void;
  /** Milliseconds that a client may take for the headers, and for a whole request. Default 10,000 and 60,000. */
  readonly patience?: { readonly headers: number; readonly request: number };
}

export interface CheckedOptions {
  readonly root: string;
  readonly notebooks: string;
  readonly assignments: string;
  readonly work: string;
  readonly page: string;
  readonly host: string;
  readonly port: number;
  readonly language: Language;
  readonly token: string;
  readonly onError: (error: Error) => void;
  readonly patience: { readonly headers: number; readonly request: number };
}

function isInside(folder: string, outer: string): boolean {
  const path = relative(outer, folder);
  return path === '' || !(path === '..' || path.startsWith(`..${sep}`) || resolve(path) === path);
}

function printError(error: Error): void {
  process.stderr.write(`gradbook: ${error.stack ?? error.message}\n`);
}

/** Fills in the defaults. @throws {RangeError} naming the option, what is allowed, and what was received. */
export function checkOptions(options: WorkbookOptions): CheckedOptions {
  const root = resolve(options.root);
  const notebooks = resolve(options.notebooks ?? join(root, 'notebooks'));
  const assignments = join(root, 'assignments');
  const work = resolve(options.work ?? join(root, 'work'));
  const { host = '127.0.0.1', port = 8888, language = 'ko' } = options;
  if (!(loopbackHosts as readonly string[]).includes(host)) {
    throw new RangeError(
      `host must be a loopback address (${loopbackHosts.join(', ')}): who reaches the workbook can run programs here. Received "${host}".`,
    );
  }
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new RangeError(`port must be an integer from 0 to 65535. Received ${port}.`);
  }
  if (!languages.includes(language)) {
    throw new RangeError(`language must be ${languages.join(' or ')}. Received "${String(language)}".`);
  }
  if (options.notebooks !== undefined && !existsSync(notebooks)) {
    throw new RangeError(`notebooks must be a folder that exists. Received "${options.notebooks}".`);
  }
  if (existsSync(work) && !statSync(work).isDirectory()) {
    throw new RangeError(`work must be a folder, or not exist yet. Received "${work}".`);
  }
  for (const course of [notebooks, assignments]) {
    if (isInside(work, course) || isInside(course, work)) {
      throw new RangeError(`work must be a folder apart from the course's ${course}. Received "${work}".`);
    }
  }
  return {
    root,
    notebooks,
    assignments,
    work,
    page: resolve(options.page ?? join(root, 'dist', 'page')),
    host,
    port,
    language,
    token: checkToken(options.token ?? newToken()),
    onError: options.onError ?? printError,
    patience: options.patience ?? { headers: 10_000, request: 60_000 },
  };
}
