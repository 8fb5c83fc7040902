import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(new URL('.', import.meta.url)));

/** The root of gradbook: above `grader/` when the sources run, above `dist/grader/` when the built program does. */
export const root = here.endsWith('/dist') ? dirname(here) : here;
