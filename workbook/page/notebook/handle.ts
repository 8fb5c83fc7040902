import type { ReadonlySignal } from '@preact/signals';

export type KernelState = 'starting' | 'idle' | 'busy' | 'restarting' | 'disconnected' | 'dead';
export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed' | 'conflict';

export interface Heading {
  /** The index of its cell in the notebook. */
  readonly cell: number;
  readonly level: number;
  readonly text: string;
}

/** Where a reader is. Both languages of a lesson have the same cells. */
export interface Position {
  /** The cell's id; empty where only its index is known. */
  readonly id: string;
  readonly cell: number;
  /** How far the cell's top stands below the top of the notebook's window, in pixels. */
  readonly offset: number;
}

export interface Progress {
  readonly cells: number;
  readonly executed: number;
}

/** An open notebook, as the page sees it. Nothing of JupyterLab shows through. */
export interface NotebookHandle {
  readonly kernel: ReadonlySignal<KernelState>;
  readonly saving: ReadonlySignal<SaveState>;
  readonly outline: ReadonlySignal<readonly Heading[]>;
  /** The index in the outline of the section that is being read; -1 above the first. */
  readonly section: ReadonlySignal<number>;
  readonly progress: ReadonlySignal<Progress>;
  /** Runs the selected cells and selects the next one. */
  run(): Promise<void>;
  runAll(): Promise<void>;
  interrupt(): Promise<void>;
  restart(): Promise<void>;
  save(): Promise<void>;
  /** Leaves this tab's changes and takes the file as it now is on the server. */
  reload(): Promise<void>;
  /** Writes this tab's notebook over the file, whatever changed there. */
  overwrite(): Promise<void>;
  /** Shows another notebook in place of this one, at the same position and with the same kernel. */
  move(path: string): Promise<void>;
  goTo(cell: number): void;
  position(): Position;
  focus(): void;
  /** Saves what is unsaved and closes; the kernel keeps running. */
  close(): Promise<void>;
}

export interface NotebookOptions {
  readonly host: HTMLElement;
  readonly path: string;
  /** The id of the cell to begin at. */
  readonly cell: string | null;
  /** Called when something cannot be done, with the server's or the kernel's sentence. */
  readonly onError: (error: unknown) => void;
}
