import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { isFields } from '../http/body.ts';
import { hasCode } from '../http/errors.ts';

export interface Opening {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The id of the cell that the learner was at. */
  readonly cell?: string;
}

/** What the workbook remembers beside the learner's files. */
export interface WorkState {
  readonly version: 1;
  /** For each copied file the SHA-256 of the course's file when it was copied: tells a changed course from a changed copy. */
  readonly origins: Record<string, string>;
  readonly opened: Record<string, Opening>;
}

/** The folder in the work folder in which the workbook keeps state, checkpoints and backups; hidden from the contents API. */
export const stateFolder = '.gradbook';

function empty(): WorkState {
  return { version: 1, origins: {}, opened: {} };
}

function parse(text: string, file: string): WorkState {
  const remedy = 'Delete it to begin anew: your notebooks are not in it.';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}. ${remedy}`, { cause: error });
  }
  if (!isFields(value) || value.version !== 1 || !isFields(value.origins) || !isFields(value.opened)) {
    throw new Error(`${file} is not a state file of version 1. ${remedy}`);
  }
  return value as unknown as WorkState;
}

/** Reads and writes `.gradbook/state.json`; changes are applied one after the other. */
export class WorkStateStore {
  readonly #file: string;
  readonly #folder: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(work: string) {
    this.#folder = join(work, stateFolder);
    this.#file = join(this.#folder, 'state.json');
  }

  async read(): Promise<WorkState> {
    try {
      return parse(await readFile(this.#file, 'utf8'), this.#file);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return empty();
      throw error;
    }
  }

  /** Applies a change to the newest state and writes it. */
  update(change: (state: WorkState) => void): Promise<void> {
    const run = async (): Promise<void> => {
      const state = await this.read();
      change(state);
      await mkdir(this.#folder, { recursive: true });
      await writeFileAtomic(this.#file, `${JSON.stringify(state, null, 2)}\n`);
    };
    const done = this.#last.then(run);
    // The caller hears of a failure; it does not keep later changes from being tried.
    this.#last = done.catch(() => undefined);
    return done;
  }
}
