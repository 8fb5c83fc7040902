import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

function childrenOf(parent: number): number[] {
  if (process.platform === 'win32') return [];
  if (process.platform !== 'linux') {
    const { stdout, pid } = spawnSync('pgrep', ['-P', String(parent)], { encoding: 'utf8' });
    return numbers(stdout ?? '').filter((each) => each !== pid);
  }
  try {
    return readdirSync(`/proc/${parent}/task`).flatMap((task) =>
      numbers(readFileSync(`/proc/${parent}/task/${task}/children`, 'utf8')),
    );
  } catch (error) {
    // A thread or process that ends while it is read has no children that matter.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

const numbers = (text: string) => text.split(/\s+/).filter(Boolean).map(Number);

/** What this process started, and what that started in turn: a shell's command outlives its shell. */
function descendants(parent: number): number[] {
  return childrenOf(parent).flatMap((child) => [child, ...descendants(child)]);
}

/** Ends child processes for which the main thread blocks (execSync), which no JavaScript can interrupt. */
export function endChildren(signal: NodeJS.Signals): void {
  for (const child of descendants(process.pid)) {
    try {
      process.kill(child, signal);
    } catch (error) {
      // It ended by itself in the meantime.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
