import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { getMimeType } from 'hono/utils/mime';
import { hasCode } from '../http/errors.ts';

export type Encoding = 'br' | 'gzip' | 'identity';

export interface StaticFile {
  readonly type: string;
  readonly etag: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly encoding: Encoding;
}

interface Entry {
  readonly modified: number;
  readonly type: string;
  readonly hash: string;
  readonly plain: Buffer;
  readonly compressed: Map<Encoding, Promise<Buffer>>;
}

const compressible = /^(text\/|application\/(javascript|json|manifest\+json|wasm)|image\/svg\+xml)/;
const smallest = 1024;

const compress: Record<Exclude<Encoding, 'identity'>, (bytes: Buffer) => Promise<Buffer>> = {
  // Quality 6 is within a few percent of the best, and takes a tenth of its time: nobody waits for plotly.
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 8 }),
};

/** The encoding to answer with, for what the client accepts. */
export function chooseEncoding(accepted: string | undefined): Encoding {
  const offers = (accepted ?? '').split(',').map((offer) => offer.trim().toLowerCase());
  const takes = (name: string): boolean =>
    offers.some((offer) => offer === name || (offer.startsWith(`${name};`) && !/q=0(\.0*)?$/.test(offer)));
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : 'identity';
}

/** The files of one folder, read and compressed once and then kept: a page is few files, asked for often. */
export class StaticFiles {
  readonly #folder: string;
  readonly #entries = new Map<string, Entry>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The file at this path below the folder, or undefined where there is none. */
  async get(path: readonly string[], accepted: string | undefined): Promise<StaticFile | undefined> {
    const entry = await this.#entry(join(this.#folder, ...path));
    if (!entry) return undefined;
    const wanted =
      entry.plain.length >= smallest && compressible.test(entry.type) ? chooseEncoding(accepted) : 'identity';
    const bytes = wanted === 'identity' ? entry.plain : await this.#compressed(entry, wanted);
    return { type: entry.type, etag: `"${entry.hash}-${wanted}"`, bytes: new Uint8Array(bytes), encoding: wanted };
  }

  #compressed(entry: Entry, encoding: Exclude<Encoding, 'identity'>): Promise<Buffer> {
    const known = entry.compressed.get(encoding);
    if (known) return known;
    const made = compress[encoding](entry.plain);
    entry.compressed.set(encoding, made);
    return made;
  }

  async #entry(file: string): Promise<Entry | undefined> {
    try {
      const [real, home, stats] = await Promise.all([realpath(file), realpath(this.#folder), stat(file)]);
      if (!stats.isFile() || !real.startsWith(home + sep)) return undefined;
      const known = this.#entries.get(file);
      if (known?.modified === stats.mtimeMs) return known;
      const plain = await readFile(file);
      const entry: Entry = {
        modified: stats.mtimeMs,
        type: getMimeType(file) ?? 'application/octet-stream',
        hash: createHash('sha256').update(plain).digest('hex').slice(0, 32),
        plain,
        compressed: new Map(),
      };
      this.#entries.set(file, entry);
      return entry;
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return undefined;
      throw error;
    }
  }
}
