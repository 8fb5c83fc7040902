// Compiles the kernels of the compute backend (src/backend/wasm/assembly) twice: with relaxed SIMD, which multiplies and adds in one
// rounding, and without. The library chooses when it runs.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'src', 'dist', 'backend', 'wasm');

const options = [
  ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--noAssert', '--runtime', 'stub'],
  // One memory for all threads: instances import it, and their static data ends below the first tensor (shared/layout.ts).
  ...['--importMemory', '--sharedMemory', '--initialMemory', '16', '--maximumMemory', '65536', '--memoryBase', '4096'],
  ...['--enable', 'simd', '--enable', 'threads'],
  // v128 never crosses to JavaScript here: the functions that exchange it are only exported between files.
  ...['--disableWarning', '112'],
];

const builds = { plain: [], relaxed: ['--enable', 'relaxed-simd'] };

mkdirSync(target, { recursive: true });
for (const [name, extra] of Object.entries(builds)) {
  let binary;
  const { error, stderr } = await main(
    ['src/backend/wasm/assembly/index.ts', '--baseDir', root, '--outFile', `${name}.wasm`, ...options, ...extra],
    {
      writeFile: (_file, contents) => {
        binary = contents;
      },
    },
  );
  const messages = stderr.toString();
  if (messages) process.stderr.write(messages);
  if (error || !binary) {
    process.stderr.write(`${error?.message ?? 'The compiler wrote nothing.'}\n`);
    process.exit(1);
  }
  const file = join(target, `${name}.wasm`);
  writeFileSync(`${file}.${process.pid}`, binary);
  renameSync(`${file}.${process.pid}`, file);
}
