import i18next, { type TFunction } from 'i18next';
import { languages, type Language } from '../course-api.ts';
import english from './en.json' with { type: 'json' };
import korean from './ko.json' with { type: 'json' };

const catalogues = new Map<Language, TFunction>();

/**
 * What the server itself says to learners, in one language. A refusal is `refusal.<reason>` with a `subject`; the English
 * sentence stands where the refusal is made, next to the facts that it names, and is taken where a catalogue has none.
 */
export function serverMessages(language: Language): TFunction {
  const known = catalogues.get(language);
  if (known) return known;
  const catalogue = i18next.createInstance({
    lng: language,
    resources: { en: { translation: english }, ko: { translation: korean } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  void catalogue.init();
  catalogues.set(language, catalogue.t);
  return catalogue.t;
}

/** The first of our languages that an Accept-Language header names, or undefined. */
export function preferredLanguage(header: string | undefined): Language | undefined {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().slice(0, 2).toLowerCase());
  return tags.map((tag) => languages.find((language) => language === tag)).find((language) => language !== undefined);
}
