import { signal } from '@preact/signals';
import { createInstance, type i18n } from 'i18next';
import { en } from './en.ts';
import { jupyter } from './jupyter.ts';
import { ko, type Catalogue } from './ko.ts';

export const languages = ['ko', 'en'] as const;
export type Language = (typeof languages)[number];

/** The name of each language in itself, for the switch. */
export const languageNames: Record<Language, string> = { ko: '한국어', en: 'English' };

export function isLanguage(value: unknown): value is Language {
  return languages.some((each) => each === value);
}

type Leaves<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${Singular<K>}` : Leaves<T[K], `${Prefix}${K}.`>;
}[keyof T & string];
type Singular<K extends string> = K extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : K;

/** Every key of the catalogues; English is checked against Korean when the page is compiled. */
export type Key = Leaves<Catalogue>;

const catalogue: i18n = createInstance({
  lng: 'ko',
  supportedLngs: [...languages],
  fallbackLng: false,
  interpolation: { escapeValue: false },
  resources: { ko: { translation: ko }, en: { translation: en } },
  initAsync: false,
});
await catalogue.init();

/** The language of the page. Components that call `t` are drawn again when it changes. */
export const language = signal<Language>('ko');

language.subscribe((value) => {
  void catalogue.changeLanguage(value);
  document.documentElement.lang = value;
});

export function t(key: Key, values: Record<string, string | number> = {}): string {
  return catalogue.t(key, { lng: language.value, ...values });
}

/** The Korean form of an English word in JupyterLab's widgets. */
export function jupyterWord(english: string): string | undefined {
  return language.value === 'ko' ? jupyter[english] : undefined;
}
