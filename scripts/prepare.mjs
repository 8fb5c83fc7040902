// Brings a clone to the point where it runs: installs the locked packages and builds what is stale.
// Plain JavaScript without dependencies, because it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stampFile = join(root, 'node_modules', '.gradbook', 'prepared.json');
const oldest = [20, 19];

/** A step runs when the digest of its inputs differs from the one recorded at its last success, or its output is gone. */
const steps = [
  {
    name: 'install packages',
    // It holds what every package.json asks for; their scripts may change without a new installation.
    inputs: ['package-lock.json'],
    output: 'node_modules/typescript/package.json',
    command: ['npm', 'ci', '--no-audit', '--no-fund'],
  },
  {
    name: 'build the library',
    inputs: ['tsconfig.json', 'src'],
    output: 'src/dist/index.js',
    command: ['node', 'node_modules/typescript/bin/tsc', '-p', 'src/tsconfig.json'],
  },
  {
    name: 'build the compute backend',
    inputs: ['scripts/build-backend.mjs', 'src/backend/wasm/assembly', 'src/backend/wasm/shared'],
    output: 'src/dist/backend/wasm/relaxed.wasm',
    command: ['node', 'scripts/build-backend.mjs'],
  },
  {
    name: 'build the program',
    inputs: ['tsconfig.json', 'tsconfig.build.json', 'kernel', 'assignments', 'grader', 'workbook/server', 'cli'],
    output: 'dist/cli/main.js',
    command: ['node', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
  },
  {
    name: 'build the page',
    inputs: ['tsconfig.json', 'workbook/page', 'workbook/server/course-api.ts', 'package-lock.json'],
    output: 'dist/page/index.html',
    command: [
      'node',
      'node_modules/vite/bin/vite.js',
      'build',
      '--config',
      'workbook/page/vite.config.ts',
      '--logLevel',
      'warn',
    ],
  },
  {
    name: "build the grader's sandbox",
    inputs: ['scripts/build-sandbox.mjs', 'grader/sandbox', 'package-lock.json'],
    output: 'dist/sandbox/typescript.cache',
    command: ['node', 'scripts/build-sandbox.mjs'],
  },
];

function filesUnder(path) {
  const whole = join(root, path);
  if (!existsSync(whole)) return [];
  const entries = readdirSync(whole, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !/[\\/](dist|node_modules)[\\/]/.test(relative(root, file).replace(/^/, '/')))
    .sort();
}

function digest(inputs) {
  const hash = createHash('sha256').update(process.version);
  for (const input of inputs) {
    const files = /\.\w+$/.test(input) ? [join(root, input)] : filesUnder(input);
    for (const file of files) hash.update(relative(root, file)).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex');
}

function readStamps() {
  if (!existsSync(stampFile)) return {};
  return JSON.parse(readFileSync(stampFile, 'utf8'));
}

function writeStamps(stamps) {
  mkdirSync(join(stampFile, '..'), { recursive: true });
  const temporary = `${stampFile}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(stamps, null, 2));
  renameSync(temporary, stampFile);
}

function run(step) {
  const started = Date.now();
  process.stderr.write(`· ${step.name} …\n`);
  const [command, ...args] = step.command;
  const program = command === 'node' ? process.execPath : command;
  const result = spawnSync(program, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}\n`);
    process.stderr.write(
      `Could not ${step.name}: "${step.command.join(' ')}" ended with ${result.status ?? result.signal}.\n`,
    );
    process.exit(1);
  }
  process.stderr.write(`✓ ${step.name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  process.stderr.write(`gradbook needs Node ${oldest.join('.')} or newer; this is ${process.version}.\n`);
  process.exit(1);
}

for (const step of steps) {
  const wanted = digest(step.inputs);
  if (readStamps()[step.name] === wanted && existsSync(join(root, step.output))) continue;
  run(step);
  writeStamps({ ...readStamps(), [step.name]: wanted });
}
