/** The languages that lessons are written in. */
export type Language = 'ko' | 'en';

const languages: readonly Language[] = ['ko', 'en'];

let chosen: Language | null = null;

/** The innermost folder of the working directory that is named after a language; a notebook runs in its own folder. */
function languageOfFolder(): Language | null {
  const folders = process.cwd().split(/[\\/]/);
  return (
    languages.find((each) => each === folders.findLast((folder) => languages.some((name) => name === folder))) ?? null
  );
}

/** The language of figures and self-checks: what `setLanguage` chose, else that of the notebook's folder (`ko/`, `en/`), else English. */
export function getLanguage(): Language {
  return chosen ?? languageOfFolder() ?? 'en';
}

/**
 * Chooses the language of figures and self-checks, for a notebook that lies outside the folders `ko/` and `en/`; null lets the folder decide again.
 *
 * @throws RangeError for any other language.
 */
export function setLanguage(language: Language | null): void {
  if (language !== null && !languages.includes(language)) {
    throw new RangeError(
      `setLanguage: language must be one of ${languages.join(', ')}, or null; received ${String(language)}`,
    );
  }
  chosen = language;
}

/** A text in both languages. */
export type Bilingual = Readonly<Record<Language, string>>;

/** The text in the language of the lesson. */
export function say(text: Bilingual): string {
  return text[getLanguage()];
}
