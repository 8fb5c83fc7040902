import { computed, effect, signal } from '@preact/signals';
import { isLanguage, language, type Language } from '../text/index.ts';

export const appearances = ['system', 'light', 'dark'] as const;
export type Appearance = (typeof appearances)[number];

const keys = { language: 'gradbook.language', appearance: 'gradbook.appearance' } as const;

/** A browser may forbid storage; the setting then lasts as long as the page. */
function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch (error) {
    console.info(`${key} is not remembered:`, error);
  }
}

function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch (error) {
    console.info(`${key} cannot be recalled:`, error);
    return null;
  }
}

const system = matchMedia('(prefers-color-scheme: dark)');
const systemIsDark = signal(system.matches);
system.addEventListener('change', (event) => (systemIsDark.value = event.matches));

const storedAppearance = appearances.find((each) => each === recall(keys.appearance));
export const appearance = signal<Appearance>(storedAppearance ?? 'system');

/** What is shown: the learner's choice, or the system's. */
export const theme = computed<'light' | 'dark'>(() => {
  if (appearance.value === 'system') return systemIsDark.value ? 'dark' : 'light';
  return appearance.value;
});

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});

export function chooseAppearance(value: Appearance): void {
  appearance.value = value;
  remember(keys.appearance, value);
}

export function chooseLanguage(value: Language): void {
  language.value = value;
  remember(keys.language, value);
}

/** The language that the link asks for, else the one chosen here before, else the browser's. */
export function beginLanguage(): void {
  const asked = new URLSearchParams(location.search).get('lang');
  const stored = recall(keys.language);
  if (isLanguage(asked)) {
    chooseLanguage(asked);
    // Asked once: a later choice must outlast a reload.
    history.replaceState(history.state, '', `${location.pathname}${location.hash}`);
  } else if (isLanguage(stored)) language.value = stored;
  else language.value = navigator.language.startsWith('ko') ? 'ko' : 'en';
}
