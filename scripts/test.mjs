// `npm test`, or `npm test -- test/kernel/wire/*.test.ts`: prepares the clone, names the tools this machine lacks, and runs mocha.
// With CI=true a missing tool is an error: nothing may be skipped there.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = (args, environment) =>
  spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } }).status ??
  1;

const prepared = run(['scripts/prepare.mjs']);
if (prepared !== 0) process.exit(prepared);

const { missingTools } = await import('./tools.mjs');
const missing = missingTools();
for (const tool of missing) {
  process.stderr.write(
    `${process.env.CI ? '✗' : '–'} ${tool.name} is missing: ${tool.what}. Install it with: ${tool.install}\n`,
  );
}
if (missing.length > 0 && process.env.CI) process.exit(1);

const chosen = process.argv.slice(2);
process.exit(run(['node_modules/mocha/bin/mocha.js', ...(chosen.length > 0 ? chosen : ['test/**/*.test.ts'])]));
