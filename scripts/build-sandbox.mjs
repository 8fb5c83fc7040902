// Makes what the grader's sandbox shows of this house: the runner as one file, TypeScript without its comments, and V8's code
// cache of it, which must come from the Node and the flags that will read it.
import { build } from 'esbuild';
import { Buffer } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'dist', 'sandbox');
mkdirSync(folder, { recursive: true });

const common = { bundle: true, platform: 'node', target: 'node20', charset: 'ascii', logLevel: 'error', write: false };

function write(name, contents) {
  const temporary = join(folder, `${name}.${process.pid}`);
  writeFileSync(temporary, contents);
  renameSync(temporary, join(folder, name));
}

const runner = await build({ ...common, entryPoints: [join(root, 'grader/sandbox/inside/main.ts')], format: 'esm' });
write('runner.mjs', runner.outputFiles[0].contents);

const typescript = await build({
  ...common,
  entryPoints: [join(root, 'node_modules/typescript/lib/typescript.js')],
  format: 'cjs',
  minifyWhitespace: true,
  minifySyntax: true,
});
write('typescript.js', typescript.outputFiles[0].contents);

// The cache is taken after some work, so that it holds the functions that a submission will need.
const warmUp = `
  const { readFileSync, writeFileSync } = require('node:fs');
  const { Module } = require('node:module');
  const { Script } = require('node:vm');
  const [filename, target] = process.argv.slice(1);
  const script = new Script(Module.wrap(readFileSync(filename, 'latin1')), { filename: '/app/typescript.js' });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, filename, '');
  const ts = module.exports;
  const source = 'import { type A, b } from "./b.ts"; export class C<T> { #x = 1; constructor(private y: T) {} f(a: number[]): number { for (const i of a) return i as number; return b(\`\${this.#x}\`) ?? 0; } }';
  for (const kind of [ts.ModuleKind.CommonJS, ts.ModuleKind.ESNext]) {
    const { outputText } = ts.transpileModule(source, { reportDiagnostics: true, compilerOptions: { module: kind, target: ts.ScriptTarget.ES2022, isolatedModules: true } });
    ts.createSourceFile('a.js', outputText, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  }
  writeFileSync(target, script.createCachedData());
`;
const limits = await build({ ...common, entryPoints: [join(root, 'grader/sandbox/limits.ts')], format: 'esm' });
const { usualLimits } = await import(
  `data:text/javascript;base64,${Buffer.from(limits.outputFiles[0].contents).toString('base64')}`
);

const target = join(folder, 'typescript.cache');
const made = spawnSync(
  process.execPath,
  [
    `--max-old-space-size=${usualLimits.heapMegabytes}`,
    '-e',
    warmUp,
    join(folder, 'typescript.js'),
    `${target}.${process.pid}`,
  ],
  { encoding: 'utf8' },
);
if (made.status !== 0) throw new Error(`The code cache of TypeScript could not be made: ${made.stderr}`);
renameSync(`${target}.${process.pid}`, target);
