// The only folder that imports JupyterLab. It is loaded when the first notebook is opened.
import { MessageLoop } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import { Notebook, NotebookActions, runCell, setCellExecutor, StaticNotebook } from '@jupyterlab/notebook';
import { markdownRendererFactory, RenderMimeRegistry, standardRendererFactories } from '@jupyterlab/rendermime';
import { effect, signal } from '@preact/signals';
import { jupyterWord, language } from '../text/index.ts';
import { addressesBeside } from './addresses.ts';
import { bindCommands } from './commands.ts';
import { NotebookDocument } from './document.ts';
import { createEditing } from './editing.ts';
import { figureFactory } from './figure.ts';
import type { NotebookHandle, NotebookOptions, SaveState } from './handle.ts';
import { kernelHelp } from './kernel-help.ts';
import { LessonKernel } from './kernel.ts';
import { followLinks } from './links.ts';
import { createMarkdownParser } from './markdown.ts';
import { Mathematics } from './mathematics.ts';
import { ContentFactory, onRunButton } from './prompt.ts';
import { connectServices, type Services } from './services.ts';
import './styles/index.css';
import { createTranslator } from './translator.ts';
import { NotebookView } from './view.ts';

let services: Services | undefined;

setCellExecutor({ runCell });

const notebookConfig: StaticNotebook.INotebookConfig = {
  ...StaticNotebook.defaultNotebookConfig,
  scrollPastEnd: false,
  showHiddenCellsButton: false,
  windowingMode: 'contentVisibility',
};

const editorConfig: StaticNotebook.IEditorConfig = {
  ...StaticNotebook.defaultEditorConfig,
  code: { ...StaticNotebook.defaultEditorConfig.code, autoClosingBrackets: true, tabSize: 2, indentUnit: '2' },
};

/** Draws the Markdown of the file at `path` as the notebooks do: sanitised, with formulas and highlighted code. */
export async function renderText(source: string, path: string): Promise<HTMLElement> {
  const translator = createTranslator(jupyterWord, () => language.value);
  const { languages } = createEditing(translator, () => []);
  const mathematics = new Mathematics();
  const rendermime = new RenderMimeRegistry({
    initialFactories: [markdownRendererFactory],
    latexTypesetter: mathematics,
    markdownParser: createMarkdownParser(languages, path),
    resolver: addressesBeside(path),
    translator,
  });
  const renderer = rendermime.createRenderer('text/markdown');
  await renderer.renderModel(rendermime.createModel({ data: { 'text/markdown': source }, trusted: false }));
  // A renderer leaves formulas alone until it is attached as a widget, which this one never is.
  await mathematics.typeset(renderer.node);
  return renderer.node;
}

/** Opens a notebook in `host`, with its kernel. Resolves when its cells are there; the kernel may still be starting. */
export async function openNotebook({ host, path, cell, onError }: NotebookOptions): Promise<NotebookHandle> {
  services ??= connectServices();
  const { contents } = services;
  const translator = createTranslator(jupyterWord, () => language.value);
  const kernel = new LessonKernel(services, translator, path);
  const rendermime = new RenderMimeRegistry({
    initialFactories: [...standardRendererFactories, figureFactory],
    latexTypesetter: new Mathematics(),
    resolver: addressesBeside(path),
    translator,
  });
  const editing = createEditing(translator, () =>
    kernelHelp({
      kernel: () => kernel.context.session?.kernel ?? null,
      async draw(data, into) {
        const model = rendermime.createModel({ data: data as Record<string, string>, trusted: false });
        const mimeType = rendermime.preferredMimeType(model.data, 'ensure') ?? 'text/plain';
        const renderer = rendermime.createRenderer(mimeType);
        await renderer.renderModel(model);
        into.append(renderer.node);
      },
    }),
  );
  Object.assign(rendermime, { markdownParser: createMarkdownParser(editing.languages, path) });
  const notebook = new Notebook({
    rendermime,
    contentFactory: new ContentFactory({ editorFactory: editing.factory.newInlineEditor }),
    mimeTypeService: editing.mimeTypes,
    notebookConfig,
    editorConfig,
    translator,
  });
  const view = new NotebookView(notebook);
  const saving = signal<SaveState>('saved');
  let document_ = new NotebookDocument(contents, path);
  let stopSaving = () => {};

  const guard = async (action: () => unknown): Promise<void> => {
    try {
      await action();
    } catch (error) {
      onError(error);
    }
  };

  /** Puts a file that was read into the widget. */
  async function show(next: NotebookDocument): Promise<void> {
    await next.load();
    stopSaving();
    const previous = document_;
    document_ = next;
    stopSaving = effect(() => {
      saving.value = next.saving.value;
    });
    notebook.model = next.model;
    notebook.mode = 'command';
    if (previous !== next) previous.dispose();
    view.read();
  }

  const run = () => guard(() => NotebookActions.runAndAdvance(notebook, kernel.context));
  const handle: NotebookHandle = {
    kernel: kernel.state,
    saving,
    outline: view.outline,
    section: view.section,
    progress: view.progress,
    run,
    runAll: () => guard(() => NotebookActions.runAll(notebook, kernel.context)),
    interrupt: () => guard(() => kernel.interrupt()),
    restart: () => guard(() => kernel.restart()),
    save: () => document_.save(),
    overwrite: () => guard(() => document_.overwrite()),
    reload: () =>
      guard(async () => {
        const position = view.position();
        await show(new NotebookDocument(contents, document_.path));
        await view.restore(position);
      }),
    move: (to) =>
      guard(async () => {
        const position = view.position();
        await document_.save();
        const moved = kernel.move(to);
        await show(new NotebookDocument(contents, to));
        await view.restore(position);
        await moved;
      }),
    goTo: (index) => view.goTo(index),
    position: () => view.position(),
    focus: () => notebook.activate(),
    async close() {
      removeEventListener('pagehide', saveNow);
      document.removeEventListener('visibilitychange', saveNow);
      removeEventListener('beforeunload', warn);
      sizes.disconnect();
      commands.dispose();
      await document_.save();
      stopSaving();
      view.dispose();
      notebook.dispose();
      document_.dispose();
      kernel.dispose();
    },
  };

  const commands = bindCommands({
    notebook,
    translator,
    session: () => kernel.context,
    interrupt: () => void handle.interrupt(),
    restart: () => void handle.restart(),
    save: () => void handle.save(),
  });
  const saveNow = () => {
    if (document.visibilityState === 'hidden') void handle.save();
  };
  const warn = (event: BeforeUnloadEvent) => {
    if (!document_.unsaved) return;
    void handle.save();
    event.preventDefault();
  };
  const sizes = new ResizeObserver(() => MessageLoop.postMessage(notebook, Widget.ResizeMessage.UnknownSize));
  onRunButton(notebook, () => void run());
  followLinks(notebook, (index) => view.goTo(index));

  await show(document_);
  host.classList.add('jp-ThemedContainer');
  Widget.attach(notebook, host);
  sizes.observe(host);
  addEventListener('pagehide', saveNow);
  document.addEventListener('visibilitychange', saveNow);
  addEventListener('beforeunload', warn);
  if (cell !== null) await view.restore({ id: cell, cell: 0, offset: 16 });
  void guard(() => services!.specs.ready.then(() => kernel.start()));
  return handle;
}
