import { escapeHtml, jupyterDisplay } from '../tensor/display.ts';

export interface ProgressState {
  done: number;
  total: number;
  /** `epoch 2/5`. */
  title: string;
  measures: Readonly<Record<string, number>>;
}

/** Somewhere to show how far a long computation is. */
export interface ProgressDisplay {
  show(text: string, share: number): void;
  finish(): void;
}

/** The part of a notebook kernel's `display` that is used: it returns a handle that changes what was shown. */
type NotebookDisplay = (value: object) => { update?: (value: object) => void } | undefined;

const interval = 100;
const barWidth = 24;

/** Shows progress at most ten times a second: as a bar in a notebook whose kernel has `display`, as one changing line of text elsewhere. */
export class Progress {
  readonly #display: ProgressDisplay;
  readonly #started = performance.now();
  #shown = -Infinity;

  constructor(display: ProgressDisplay = findDisplay()) {
    this.#display = display;
  }

  get seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  /** Whether enough time has passed to show something again. */
  get due(): boolean {
    return performance.now() - this.#shown >= interval;
  }

  show(state: ProgressState): void {
    this.#shown = performance.now();
    this.#display.show(this.#describe(state), state.done / state.total);
  }

  finish(state: ProgressState): void {
    this.show(state);
    this.#display.finish();
  }

  #describe({ done, total, title, measures }: ProgressState): string {
    const left = done === total || done === 0 ? '' : `, ${(this.seconds * (total / done - 1)).toFixed(0)} s left`;
    const values = Object.entries(measures).map(([name, value]) => `${name} ${value.toFixed(4)}`);
    return [title, `${done}/${total}`, ...values, `${this.seconds.toFixed(1)} s${left}`].join(' · ');
  }
}

/** For those who want silence. */
export const noDisplay: ProgressDisplay = { show: () => undefined, finish: () => undefined };

function findDisplay(): ProgressDisplay {
  const { display } = globalThis as { display?: unknown };
  return typeof display === 'function' ? notebookDisplay(display as NotebookDisplay) : textDisplay();
}

function notebookDisplay(display: NotebookDisplay): ProgressDisplay {
  let handle: ReturnType<NotebookDisplay>;
  let text: ProgressDisplay | undefined;
  return {
    show(line, share) {
      const html = `<div><progress max="1" value="${share.toFixed(4)}"></progress> ${escapeHtml(line)}</div>`;
      const bundle = { [jupyterDisplay]: () => ({ 'text/plain': line, 'text/html': html }) };
      if (text) text.show(line, share);
      else if (handle) handle.update?.(bundle);
      else {
        handle = display(bundle);
        // Some other function of this name, which cannot change what it has shown.
        if (typeof handle?.update !== 'function') text = textDisplay();
      }
    },
    finish: () => text?.finish(),
  };
}

function textDisplay(): ProgressDisplay {
  let width = 0;
  return {
    show(line, share) {
      const filled = Math.round(share * barWidth);
      const bar = `${'━'.repeat(filled)}${'╌'.repeat(barWidth - filled)} ${line}`;
      process.stdout.write(`\r${bar.padEnd(width)}`);
      width = bar.length;
    },
    finish: () => void process.stdout.write('\n'),
  };
}
