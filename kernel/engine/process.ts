import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Engine } from './engine.ts';

/** A cell asked to end the process, which would take the whole notebook with it. */
class ExitRefused extends Error {
  override readonly name = 'ExitRefused';
}

/** Makes the process a place for cells: they have `require`, cannot end it, and stray errors are shown, not fatal. */
export function prepareProcess(engine: Engine, directory: string): void {
  const cellFile = join(directory, 'cell.ts');
  Object.assign(globalThis, { require: createRequire(cellFile), __dirname: directory, __filename: cellFile });
  process.exit = (code) => {
    const shown = code === undefined ? '' : String(code);
    throw new ExitRefused(
      `process.exit(${shown}) ended the cell but not the kernel; to end it, restart or shut it down`,
    );
  };
  process.abort = () => {
    throw new ExitRefused('process.abort() ended the cell but not the kernel');
  };
  const warn = process.emitWarning.bind(process) as (...args: unknown[]) => void;
  process.emitWarning = (...args: unknown[]) => {
    // Node calls the loader option experimental on which imports of cells rest; that is no news for a notebook.
    if (!String(args[0]).includes('USE_MAIN_CONTEXT_DEFAULT_LOADER')) warn(...args);
  };
  process.on('SIGINT', () => {
    // Ctrl+C in the terminal of a Jupyter server reaches its kernels too; they are stopped by messages only.
  });
  process.on('uncaughtException', (error) => {
    engine.reportStray(error, 'An error that nothing caught, in a timer or an event handler:');
  });
  process.on('unhandledRejection', (reason) => {
    engine.reportStray(reason, 'A promise failed and nothing was awaiting it:');
  });
}
