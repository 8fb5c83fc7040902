import i18next, { type TFunction } from 'i18next';
import type { Language } from '../course-api.ts';
import english from './en.json' with { type: 'json' };
import korean from './ko.json' with { type: 'json' };

/** What the server itself says to learners, in one language. */
export function serverMessages(language: Language): TFunction {
  const catalogue = i18next.createInstance({
    lng: language,
    resources: { en: { translation: english }, ko: { translation: korean } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  void catalogue.init();
  return catalogue.t;
}
