#!/usr/bin/env node
// The `gradbook` command. On a fresh clone it first prepares what it needs, then hands over to the built program.
import { existsSync } from 'node:fs';

const program = new URL('../dist/cli/main.js', import.meta.url);

if (!existsSync(program)) await import('../scripts/prepare.mjs');
await import(program.href);
