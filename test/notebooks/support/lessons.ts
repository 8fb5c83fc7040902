import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/command.ts';

export const languages = ['ko', 'en'] as const;
export type Language = (typeof languages)[number];

export interface Cell {
  readonly id: string;
  readonly cell_type: 'markdown' | 'code';
  readonly source: string | readonly string[];
}

export const textOf = (parts: string | readonly string[]): string =>
  typeof parts === 'string' ? parts : parts.join('');

export const pathOf = (language: Language, lesson: string): string =>
  join(root, 'notebooks', language, `${lesson}.ipynb`);

export function readCells(path: string): Cell[] {
  return (JSON.parse(readFileSync(path, 'utf8')) as { cells: Cell[] }).cells;
}

/** The lessons by name, `01-optimizers`, as the Korean folder has them. */
export function lessonNames(language: Language = 'ko'): string[] {
  return readdirSync(join(root, 'notebooks', language))
    .filter((file) => file.endsWith('.ipynb'))
    .map((file) => file.slice(0, -'.ipynb'.length))
    .sort();
}
