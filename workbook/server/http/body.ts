import type { Context } from 'hono';
import { badRequest } from './errors.ts';

export type JsonFields = Record<string, unknown>;

export function isFields(value: unknown): value is JsonFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON object in the request's body; `{}` where there is no body. The type header is not asked for: JupyterLab sends none. */
export async function readFields(context: Context): Promise<JsonFields> {
  const text = await context.req.text();
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
