import type { INotebookModel } from '@jupyterlab/notebook';
import type { Heading } from './handle.ts';

const fence = /^\s*(```|~~~)/;
const heading = /^(#{1,4})\s+(.+?)\s*#*\s*$/;

/** The headings of a Markdown text, with the marks inside them removed. */
export function headingsOf(source: string): { level: number; text: string }[] {
  const found: { level: number; text: string }[] = [];
  let fenced = false;
  for (const line of source.split('\n')) {
    if (fence.test(line)) fenced = !fenced;
    const match = fenced ? null : heading.exec(line);
    if (match) found.push({ level: match[1].length, text: plain(match[2]) });
  }
  return found;
}

function plain(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]+>/g, '')
    .replace(/[*_`$]/g, '')
    .replace(/\\([a-zA-Z]+)\s*/g, '$1 ')
    .trim();
}

export function outlineOf(model: INotebookModel): Heading[] {
  const outline: Heading[] = [];
  for (let cell = 0; cell < model.cells.length; cell++) {
    const each = model.cells.get(cell);
    if (each.type === 'markdown')
      outline.push(...headingsOf(each.sharedModel.getSource()).map((found) => ({ cell, ...found })));
  }
  return outline;
}
