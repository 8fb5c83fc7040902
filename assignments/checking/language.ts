import i18next, { type TFunction } from 'i18next';
import english from './messages/en.json' with { type: 'json' };
import korean from './messages/ko.json' with { type: 'json' };
import convolutionEnglish from '../convolution/checks/messages/en.json' with { type: 'json' };
import convolutionKorean from '../convolution/checks/messages/ko.json' with { type: 'json' };
import poolingEnglish from '../pooling/checks/messages/en.json' with { type: 'json' };
import poolingKorean from '../pooling/checks/messages/ko.json' with { type: 'json' };
import type { Language } from '../index.ts';

export type { TFunction };

/** What the checks say, in one language. The namespaces are `checking` and the names of the assignments. */
export function messages(language: Language): TFunction {
  const catalogue = i18next.createInstance({
    lng: language,
    ns: ['checking', 'convolution', 'pooling'],
    defaultNS: 'checking',
    resources: {
      en: { checking: english, convolution: convolutionEnglish, pooling: poolingEnglish },
      ko: { checking: korean, convolution: convolutionKorean, pooling: poolingKorean },
    },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  void catalogue.init();
  return catalogue.t;
}

/**
 * The language for a reader who did not name one: what GRADBOOK_LANGUAGE says, else the language in the notebook's file name
 * (Jupyter servers pass the path as JPY_SESSION_NAME), else Korean where the locale is Korean, else English.
 */
export function usualLanguage(environment: NodeJS.ProcessEnv = process.env): Language {
  const named = environment.GRADBOOK_LANGUAGE;
  if (named === 'ko' || named === 'en') return named;
  const fromPath = /[./\\](ko|en)[./\\]/.exec(environment.JPY_SESSION_NAME ?? '')?.[1];
  if (fromPath === 'ko' || fromPath === 'en') return fromPath;
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return locale.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}
