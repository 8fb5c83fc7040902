import { inspect } from 'node:util';
import type { InspectOptions } from 'node:util';

/** Long things are shortened so that a result fits a screen; nothing is coloured, because text/plain is text. */
const options: InspectOptions = {
  colors: false,
  depth: 4,
  maxArrayLength: 60,
  maxStringLength: 5000,
  breakLength: 100,
  compact: 3,
  numericSeparator: false,
};

/** The text form of any value. */
export function plainText(value: unknown): string {
  if (value instanceof Error) return value.stack ?? String(value);
  return inspect(value, options);
}
