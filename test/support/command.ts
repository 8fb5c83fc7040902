import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface CommandOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  /** Set in, or with undefined taken out of, the environment of this process. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** Runs a program to its end, whatever its exit status. */
export function runCommand(
  program: string,
  args: readonly string[],
  { cwd, environment = {} }: CommandOptions = {},
): Promise<CommandOutcome> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: '1', LANG: 'C.UTF-8', LC_ALL: '', ...environment };
    execFile(program, args, { cwd, env, maxBuffer: 64 * 2 ** 20 }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') reject(new Error(error.message, { cause: error }));
      else resolve({ code: error === null ? 0 : (error.code as unknown as number), stdout, stderr });
    });
  });
}

/** Runs the `gradbook` command as a user does. */
export function gradbook(args: readonly string[], options?: CommandOptions): Promise<CommandOutcome> {
  return runCommand(process.execPath, [`${root}/cli/gradbook.mjs`, ...args], options);
}
