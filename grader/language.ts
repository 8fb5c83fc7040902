import type { Language } from '../assignments/index.ts';

export type { Language };

/** A sentence in every language that learners and teachers read. */
export type Text = Readonly<Record<Language, string>>;

export const text = (ko: string, en: string): Text => ({ ko, en });

/** Several sentences after one another. */
export function sentences(...parts: readonly Text[]): Text {
  return { ko: parts.map((part) => part.ko).join(' '), en: parts.map((part) => part.en).join(' ') };
}
