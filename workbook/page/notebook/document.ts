import type { INotebookContent } from '@jupyterlab/nbformat';
import { NotebookModel } from '@jupyterlab/notebook';
import { ServerConnection, type Contents, type ContentsManager } from '@jupyterlab/services';
import { signal } from '@preact/signals';
import type { SaveState } from './handle.ts';

/** Saved this long after the last change, and at the latest this long after the first, in milliseconds. */
const restBeforeSaving = 1500;
const longestUnsaved = 10_000;
const retryAfter = 5000;

/** A notebook file: its model, which saves itself without writing over what another tab wrote. */
export class NotebookDocument {
  readonly model = new NotebookModel({ disableDocumentWideUndoRedo: true });
  readonly saving = signal<SaveState>('saved');
  readonly path: string;
  readonly #contents: ContentsManager;
  /** The digest of the file that the model was read from or written to. */
  #hash: string | undefined;
  #changes = 0;
  #firstChange = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(contents: ContentsManager, path: string) {
    this.#contents = contents;
    this.path = path;
  }

  async load(): Promise<void> {
    const file = await this.#contents.get(this.path, { type: 'notebook', format: 'json', content: true, hash: true });
    // What the file says of its own trust was removed by the server: outputs are sanitised until their cell has run here.
    this.model.fromJSON(file.content as INotebookContent);
    this.#hash = file.hash;
    this.model.contentChanged.connect(this.#changed, this);
  }

  #changed(): void {
    if (this.#closed) return;
    if (this.#changes++ === 0) this.#firstChange = Date.now();
    if (this.saving.value === 'conflict') return;
    if (this.saving.value !== 'saving') this.saving.value = 'unsaved';
    this.#schedule(Math.min(restBeforeSaving, Math.max(0, this.#firstChange + longestUnsaved - Date.now())));
  }

  #schedule(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), delay);
  }

  /** Writes the notebook if it changed. A failure shows in `saving` and is tried again. */
  save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    if (this.#changes === 0 || this.saving.value === 'conflict') return;
    const changes = this.#changes;
    this.saving.value = 'saving';
    try {
      await this.#put({ hash: this.#hash });
    } catch (error) {
      if (error instanceof ServerConnection.ResponseError && error.response.status === 409) {
        this.saving.value = 'conflict';
        return;
      }
      console.warn(`${this.path} could not be saved:`, error);
      this.saving.value = 'failed';
      if (!this.#closed) this.#schedule(retryAfter);
      return;
    }
    this.#changes -= changes;
    this.saving.value = this.#changes === 0 ? 'saved' : 'unsaved';
    if (this.#changes === 0 || this.#closed) return;
    this.#firstChange = Date.now();
    this.#schedule(restBeforeSaving);
  }

  async #put(guard: { hash: string | undefined } | { force: true }): Promise<void> {
    const request: Partial<Contents.IModel> & { force?: true } = {
      type: 'notebook',
      format: 'json',
      content: this.model.toJSON(),
    };
    Object.assign(request, guard);
    const file = await this.#contents.save(this.path, request);
    this.#hash = file.hash;
  }

  /** Writes over whatever the file has become. */
  async overwrite(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#writing;
    await this.#put({ force: true });
    this.#changes = 0;
    this.saving.value = 'saved';
  }

  get unsaved(): boolean {
    return this.#changes > 0;
  }

  dispose(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.model.dispose();
  }
}
