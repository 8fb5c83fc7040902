import type { Notebook } from '@jupyterlab/notebook';
import { headingsOf } from './outline.ts';

/**
 * Follows links inside a notebook: `#anchor` goes to the heading of that name in any cell. The page's address holds the view, so the
 * browser's own way of following an anchor would leave the lesson.
 */
export function followLinks(notebook: Notebook, goTo: (cell: number) => void): void {
  notebook.node.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    const href = link?.getAttribute('href') ?? '';
    if (!href.startsWith('#') || href.startsWith('#/')) return;
    event.preventDefault();
    const wanted = decodeURIComponent(href.slice(1));
    const cell = notebook.widgets.findIndex(
      ({ model }) =>
        model.type === 'markdown' &&
        headingsOf(model.sharedModel.getSource()).some(({ text }) => anchorOf(text) === anchorOf(wanted)),
    );
    if (cell >= 0) goTo(cell);
  });
}

/** GitHub's anchors and Jupyter's differ in case and in what stands for a space. */
function anchorOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s-]+/g, '-')
    .replace(/[^\p{L}\p{N}-]/gu, '');
}
