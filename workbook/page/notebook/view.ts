import { NotebookActions, type Notebook } from '@jupyterlab/notebook';
import { signal } from '@preact/signals';
import type { Heading, Position, Progress } from './handle.ts';
import { outlineOf } from './outline.ts';

/** A heading counts as being read when its top is above this line, in pixels below the top of the notebook's window. */
const readingLine = 96;

/** What the page shows of a notebook beside the notebook itself: outline, section being read, progress, position. */
export class NotebookView {
  readonly outline = signal<readonly Heading[]>([]);
  readonly section = signal(-1);
  readonly progress = signal<Progress>({ cells: 0, executed: 0 });
  readonly #notebook: Notebook;
  #frame = 0;
  /** Cells grow while they are drawn, which moves the sections without a scroll. */
  readonly #sizes = new ResizeObserver(() => this.#scheduleSection());
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #executed = (_: unknown, { notebook }: { notebook: Notebook }) => {
    if (notebook === this.#notebook) this.#count();
  };

  constructor(notebook: Notebook) {
    this.#notebook = notebook;
    notebook.outerNode.addEventListener('scroll', () => this.#scheduleSection(), { passive: true });
    this.#sizes.observe(notebook.viewportNode);
    notebook.modelContentChanged.connect(() => this.#scheduleRead());
    NotebookActions.executed.connect(this.#executed);
  }

  /** Reads all of it again; called when the model is another one. */
  read(): void {
    const { model } = this.#notebook;
    this.outline.value = model ? outlineOf(model) : [];
    this.#count();
    this.#scheduleSection();
  }

  #scheduleRead(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.read(), 400);
  }

  #count(): void {
    let cells = 0;
    let executed = 0;
    for (const { model } of this.#notebook.widgets) {
      if (model.type !== 'code' || model.sharedModel.getSource().trim() === '') continue;
      cells++;
      if (typeof (model.sharedModel as { execution_count?: number | null }).execution_count === 'number') executed++;
    }
    this.progress.value = { cells, executed };
  }

  #scheduleSection(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#findSection();
    });
  }

  #findSection(): void {
    const top = this.#top();
    const { widgets } = this.#notebook;
    this.section.value = this.outline.value.findLastIndex(({ cell }) => {
      const node = widgets[cell]?.node;
      return node?.isConnected === true && node.getBoundingClientRect().top - top < readingLine;
    });
  }

  #top(): number {
    return this.#notebook.outerNode.getBoundingClientRect().top;
  }

  /** The topmost cell that is seen. */
  position(): Position {
    const top = this.#top();
    const { widgets } = this.#notebook;
    const cell = Math.max(
      0,
      widgets.findIndex((each) => each.node.isConnected && each.node.getBoundingClientRect().bottom > top + 8),
    );
    const widget = widgets[cell];
    return { id: widget?.model.id ?? '', cell, offset: widget ? widget.node.getBoundingClientRect().top - top : 0 };
  }

  /** Brings a cell back to where it stood. Cells above it may still grow while they are drawn, so this is repeated for a moment. */
  async restore({ id, cell, offset }: Position): Promise<void> {
    const { widgets } = this.#notebook;
    const byId = widgets.findIndex((each) => each.model.id === id);
    const index = byId >= 0 ? byId : Math.min(cell, widgets.length - 1);
    const widget = widgets[index];
    if (!widget) return;
    this.#notebook.activeCellIndex = index;
    const outer = this.#notebook.outerNode;
    let moved = false;
    const stop = () => (moved = true);
    for (const gesture of ['wheel', 'touchstart', 'keydown', 'pointerdown'] as const)
      outer.addEventListener(gesture, stop, { once: true, passive: true });
    for (let frame = 0; frame < 20 && !moved && widget.node.isConnected; frame++) {
      outer.scrollTop += widget.node.getBoundingClientRect().top - this.#top() - offset;
      await new Promise(requestAnimationFrame);
    }
  }

  goTo(cell: number): void {
    void this.restore({ id: '', cell, offset: 16 });
  }

  dispose(): void {
    this.#sizes.disconnect();
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
    NotebookActions.executed.disconnect(this.#executed);
  }
}
