import {
  autocompletion,
  completionStatus,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { indentLess, indentMore } from '@codemirror/commands';
import { Prec, StateEffect, StateField, type Extension } from '@codemirror/state';
import { EditorView, keymap, showTooltip, type Tooltip } from '@codemirror/view';
import type { Kernel } from '@jupyterlab/services';
import { toIndex, toOffset } from './offsets.ts';

export interface KernelHelpOptions {
  /** The kernel that answers now, if one runs. */
  readonly kernel: () => Kernel.IKernelConnection | null;
  /** Draws the answer of an inspection. */
  readonly draw: (data: Record<string, unknown>, host: HTMLElement) => Promise<void>;
}

interface TypedMatch {
  readonly text: string;
  readonly type?: string;
  readonly signature?: string;
}

/** Completion with Tab and a tooltip with Shift+Tab, answered by the kernel from the values and types that exist in it. */
export function kernelHelp(options: KernelHelpOptions): Extension {
  return [
    autocompletion({
      activateOnTyping: false,
      override: [(context) => complete(context, options)],
      icons: true,
      defaultKeymap: true,
    }),
    inspection,
    EditorView.domEventHandlers({ blur: (_, view) => void closeTooltip(view) }),
    Prec.high(
      keymap.of([
        { key: 'Tab', run: (view) => completeOrIndent(view), shift: (view) => inspectOrUnindent(view, options) },
        { key: 'Escape', run: closeTooltip },
      ]),
    ),
  ];
}

/** Tab completes after a word or a dot, and indents elsewhere, as in Jupyter. */
function completeOrIndent(view: EditorView): boolean {
  const { main } = view.state.selection;
  const line = view.state.doc.lineAt(main.head);
  const before = line.text.slice(0, main.head - line.from);
  if (!main.empty || !/\S$/.test(before) || completionStatus(view.state) === 'active') return indentMore(view);
  return startCompletion(view);
}

async function complete(context: CompletionContext, { kernel }: KernelHelpOptions): Promise<CompletionResult | null> {
  const connection = kernel();
  if (!connection) return null;
  const code = context.state.doc.toString();
  const { content } = await connection.requestComplete({ code, cursor_pos: toOffset(code, context.pos) });
  if (content.status !== 'ok' || content.matches.length === 0 || context.aborted) return null;
  const typed = typedMatches(content.metadata);
  const from = toIndex(code, content.cursor_start);
  return {
    from,
    to: toIndex(code, content.cursor_end),
    options: content.matches.map((label, index) => option(label, typed.get(label), index)),
    validFor: /^[\w$]*$/,
  };
}

function option(label: string, match: TypedMatch | undefined, index: number): Completion {
  const shown = label.slice(label.lastIndexOf('.') + 1) || label;
  return {
    label,
    displayLabel: shown,
    // The kernel's order is kept: it knows what is near.
    boost: -index / 1000,
    ...(match?.type ? { type: match.type } : {}),
    ...(match?.signature ? { detail: match.signature } : {}),
  };
}

/** The kinds of the matches, where the kernel gives them in IPython's and our kernel's experimental field. */
function typedMatches(metadata: unknown): Map<string, TypedMatch> {
  const list = (metadata as { _jupyter_types_experimental?: unknown } | undefined)?._jupyter_types_experimental;
  if (!Array.isArray(list)) return new Map();
  const matches = list.filter(
    (each: unknown): each is TypedMatch => typeof (each as TypedMatch | null)?.text === 'string',
  );
  return new Map(matches.map((each) => [each.text, each]));
}

const setTooltip = StateEffect.define<Tooltip | null>();

const inspection = StateField.define<Tooltip | null>({
  create: () => null,
  update(tooltip, transaction) {
    for (const effect of transaction.effects) if (effect.is(setTooltip)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : tooltip;
  },
  provide: (field) => showTooltip.from(field),
});

function closeTooltip(view: EditorView): boolean {
  if (!view.state.field(inspection)) return false;
  view.dispatch({ effects: setTooltip.of(null) });
  return true;
}

function inspectOrUnindent(view: EditorView, options: KernelHelpOptions): boolean {
  const { head } = view.state.selection.main;
  const line = view.state.doc.lineAt(head);
  if (!/\S/.test(line.text.slice(0, head - line.from))) return indentLess(view);
  const connection = options.kernel();
  if (connection) void inspect(view, head, connection, options);
  return true;
}

async function inspect(
  view: EditorView,
  position: number,
  connection: Kernel.IKernelConnection,
  { draw }: KernelHelpOptions,
) {
  const code = view.state.doc.toString();
  const { content } = await connection.requestInspect({ code, cursor_pos: toOffset(code, position), detail_level: 0 });
  if (content.status !== 'ok' || !content.found || view.state.selection.main.head !== position) return;
  const host = document.createElement('div');
  host.className = 'kernel-inspection';
  await draw(content.data, host);
  view.dispatch({
    effects: setTooltip.of({ pos: position, above: false, arrow: false, create: () => ({ dom: host }) }),
  });
}
