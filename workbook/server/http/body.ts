import type { Context } from 'hono';
import { badRequest, hasCode, RequestRefused } from './errors.ts';

export type JsonFields = Record<string, unknown>;

export function isFields(value: unknown): value is JsonFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Bytes that the body of a request may have, but for one that saves a file. */
const largestBody = 1024 * 1024;

function tooLarge(limit: number): RequestRefused {
  const message = `The body may have at most ${limit} bytes.`;
  return new RequestRefused({ status: 413, reason: 'too large', message, subject: String(limit) });
}

/** The bytes of the body; refused at once where its declared length is too large, otherwise as soon as too much has come. */
async function readBytes({ req }: Context, limit: number): Promise<Buffer> {
  if (Number(req.header('content-length') ?? 0) > limit) throw tooLarge(limit);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of (req.raw.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > limit) throw tooLarge(limit);
      chunks.push(chunk);
    }
  } catch (error) {
    if (hasCode(error, 'ECONNRESET')) throw badRequest('The connection ended before the body was whole.');
    throw error;
  }
  return Buffer.concat(chunks);
}

/** The JSON object in the request's body; `{}` where there is no body. The type header is not asked for: JupyterLab sends none. */
export async function readFields(context: Context, limit = largestBody): Promise<JsonFields> {
  const text = (await readBytes(context, limit)).toString('utf8');
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw badRequest(`The body must be JSON: ${(error as Error).message}`);
  }
  if (!isFields(value)) throw badRequest('The body must be a JSON object.');
  return value;
}

/** A field that may be left out, but is of this type where it is given. */
export function optional(fields: JsonFields, name: string, type: 'string'): string | undefined;
export function optional(fields: JsonFields, name: string, type: 'boolean'): boolean | undefined;
export function optional(fields: JsonFields, name: string, type: string): unknown {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === type) return value;
  throw badRequest(`"${name}" must be a ${type}; received ${JSON.stringify(value)}`);
}

export function requiredText(fields: JsonFields, name: string): string {
  const value = optional(fields, name, 'string');
  if (value === undefined || value === '') throw badRequest(`"${name}" must be a string that is not empty`);
  return value;
}
