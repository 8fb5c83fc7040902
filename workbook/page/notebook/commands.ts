import type { SessionContext } from '@jupyterlab/apputils';
import { NotebookActions, type Notebook } from '@jupyterlab/notebook';
import type { ITranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';

export interface CommandTargets {
  readonly notebook: Notebook;
  readonly session: () => SessionContext;
  readonly translator: ITranslator;
  readonly interrupt: () => void;
  readonly restart: () => void;
  readonly save: () => void;
}

/** In command mode a cell is selected; in edit mode its editor has the focus. The keys are JupyterLab's. */
const anyMode = '.jp-Notebook.jp-mod-editMode, .jp-Notebook:focus-within, .jp-Notebook:focus';
const commandMode =
  '.jp-Notebook.jp-mod-commandMode:not(.jp-mod-readWrite) :focus:not(:read-write), .jp-Notebook.jp-mod-commandMode:focus';
const editMode = '.jp-Notebook.jp-mod-editMode';

type Binding = readonly [id: string, selector: string, keys: readonly string[], run: () => unknown];

/** The keyboard of the notebook. Returns what takes a key event, and stops listening when disposed. */
export function bindCommands({ notebook, session, translator, interrupt, restart, save }: CommandTargets): {
  dispose(): void;
} {
  const change = (type: 'code' | 'markdown') => NotebookActions.changeCellType(notebook, type, translator);
  const enterEditMode = () => {
    notebook.mode = 'edit';
  };
  const leaveEditMode = () => {
    notebook.mode = 'command';
  };
  const bindings: Binding[] = [
    ['run-and-advance', anyMode, ['Shift Enter'], () => NotebookActions.runAndAdvance(notebook, session())],
    ['run', anyMode, ['Accel Enter'], () => NotebookActions.run(notebook, session())],
    ['run-and-insert', anyMode, ['Alt Enter'], () => NotebookActions.runAndInsert(notebook, session())],
    ['save', 'body', ['Accel S'], save],
    ['split', editMode, ['Ctrl Shift -'], () => NotebookActions.splitCell(notebook, translator)],
    ['command-mode', editMode, ['Escape'], leaveEditMode],
    ['edit-mode', commandMode, ['Enter'], enterEditMode],
    ['above', commandMode, ['ArrowUp'], () => NotebookActions.selectAbove(notebook)],
    ['above-k', commandMode, ['K'], () => NotebookActions.selectAbove(notebook)],
    ['below', commandMode, ['ArrowDown'], () => NotebookActions.selectBelow(notebook)],
    ['below-j', commandMode, ['J'], () => NotebookActions.selectBelow(notebook)],
    ['extend-above', commandMode, ['Shift ArrowUp'], () => NotebookActions.extendSelectionAbove(notebook)],
    ['extend-below', commandMode, ['Shift ArrowDown'], () => NotebookActions.extendSelectionBelow(notebook)],
    ['insert-above', commandMode, ['A'], () => NotebookActions.insertAbove(notebook)],
    ['insert-below', commandMode, ['B'], () => NotebookActions.insertBelow(notebook)],
    ['delete', commandMode, ['D', 'D'], () => NotebookActions.deleteCells(notebook)],
    ['undo', commandMode, ['Z'], () => NotebookActions.undo(notebook)],
    ['redo', commandMode, ['Shift Z'], () => NotebookActions.redo(notebook)],
    ['cut', commandMode, ['X'], () => NotebookActions.cut(notebook)],
    ['copy', commandMode, ['C'], () => NotebookActions.copy(notebook)],
    ['paste', commandMode, ['V'], () => NotebookActions.paste(notebook)],
    ['to-code', commandMode, ['Y'], () => change('code')],
    ['to-markdown', commandMode, ['M'], () => change('markdown')],
    ['interrupt', commandMode, ['I', 'I'], interrupt],
    ['restart', commandMode, ['0', '0'], restart],
  ];
  const commands = new CommandRegistry();
  for (const [id, selector, keys, run] of bindings) {
    commands.addCommand(id, { execute: () => void run() });
    for (const each of selector.split(/,\s*(?![^(]*\))/))
      commands.addKeyBinding({ command: id, selector: each, keys: [...keys] });
  }
  const listen = (event: KeyboardEvent) => {
    // A list or tooltip in front of the cell takes the Escape that closes it.
    if (event.key === 'Escape' && document.querySelector('.cm-tooltip')) return;
    commands.processKeydownEvent(event);
  };
  document.addEventListener('keydown', listen, true);
  return { dispose: () => document.removeEventListener('keydown', listen, true) };
}
