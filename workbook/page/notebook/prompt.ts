import type { CodeCell, IInputPrompt, MarkdownCell, RawCell } from '@jupyterlab/cells';
import { Notebook } from '@jupyterlab/notebook';
import { Widget } from '@lumino/widgets';
import { t } from '../text/index.ts';

const running = '*';

/** The place left of a code cell: a button that runs the cell, with its execution count below. */
class RunPrompt extends Widget implements IInputPrompt {
  readonly #button = document.createElement('button');
  readonly #count = document.createElement('span');
  #executionCount: string | null = null;

  constructor() {
    super();
    this.addClass('jp-InputPrompt');
    this.#button.type = 'button';
    this.#button.className = 'run-cell';
    // The cell is reached with the keyboard and run with Shift+Enter; a tab stop for each would double the way through a lesson.
    this.#button.tabIndex = -1;
    this.#count.className = 'execution-count';
    this.#describe();
  }

  get executionCount(): string | null {
    return this.#executionCount;
  }

  /** `null` for cells without code, `''` before the first run, `'*'` while it runs. */
  set executionCount(value: string | null) {
    this.#executionCount = value;
    if (value === null) {
      this.node.replaceChildren();
      return;
    }
    if (!this.#button.isConnected) this.node.replaceChildren(this.#button, this.#count);
    this.node.classList.toggle('is-running', value === running);
    this.#count.textContent = value === running ? '' : value;
    this.#describe();
  }

  #describe(): void {
    const label = this.#executionCount === running ? t('lesson.cellRuns') : t('lesson.runCell');
    this.#button.setAttribute('aria-label', label);
    this.#button.title = label;
  }
}

/** JupyterLab calls the notebook a feed; what stands in a feed are articles. */
function asArticle<Any extends Widget>(cell: Any): Any {
  cell.node.setAttribute('role', 'article');
  return cell;
}

export class ContentFactory extends Notebook.ContentFactory {
  override createInputPrompt(): IInputPrompt {
    return new RunPrompt();
  }

  override createCodeCell(options: CodeCell.IOptions): CodeCell {
    return asArticle(super.createCodeCell(options));
  }

  override createMarkdownCell(options: MarkdownCell.IOptions): MarkdownCell {
    return asArticle(super.createMarkdownCell(options));
  }

  override createRawCell(options: RawCell.IOptions): RawCell {
    return asArticle(super.createRawCell(options));
  }
}

/** Calls back when the run button of a cell is pressed. */
export function onRunButton(notebook: Notebook, run: () => void): void {
  notebook.node.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('.run-cell') : null;
    const cell = button?.closest('.jp-Cell');
    const index = notebook.widgets.findIndex((each) => each.node === cell);
    if (index < 0) return;
    notebook.deselectAll();
    notebook.activeCellIndex = index;
    run();
  });
}
