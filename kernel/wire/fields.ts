import type { JsonObject } from './message.ts';

/** A field of a request that should be a string; anything else counts as the fallback. */
export function textField(content: JsonObject, name: string, fallback = ''): string {
  const value = content[name];
  return typeof value === 'string' ? value : fallback;
}
