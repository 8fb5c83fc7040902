import i18next, { type TFunction } from 'i18next';
import english from './messages/en.json' with { type: 'json' };
import korean from './messages/ko.json' with { type: 'json' };

export const languages = ['ko', 'en'] as const;
export type Language = (typeof languages)[number];

/** The language of the terminal's locale: Korean where it says so, English otherwise. */
export function terminalLanguage(environment: NodeJS.ProcessEnv = process.env): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return locale.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}

/** The catalogue of what the command says, in one language. */
export function messages(language: Language): TFunction {
  const catalogue = i18next.createInstance({
    lng: language,
    resources: { en: { translation: english }, ko: { translation: korean } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  void catalogue.init();
  return catalogue.t;
}
