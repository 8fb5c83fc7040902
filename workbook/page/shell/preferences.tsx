import { language, languageNames, languages, t } from '../text/index.ts';
import { icons } from './icons.tsx';
import { Menu, MenuItem } from './menu.tsx';
import { appearance, appearances, chooseAppearance, chooseLanguage, theme, type Appearance } from './settings.ts';

const appearanceText: Record<Appearance, () => string> = {
  system: () => t('shell.themeSystem'),
  light: () => t('shell.themeLight'),
  dark: () => t('shell.themeDark'),
};

/** One press shows the page in the other language, at the same place. */
export function LanguageSwitch() {
  const other = languages.find((each) => each !== language.value)!;
  return (
    <button
      type="button"
      class="button language-switch"
      lang={other}
      onClick={() => chooseLanguage(other)}
      aria-label={`${t('shell.language')}: ${languageNames[other]}`}
    >
      <span class="whole">{languageNames[other]}</span>
      <span class="short">{other === 'ko' ? '한' : 'EN'}</span>
    </button>
  );
}

export function AppearanceItems() {
  return (
    <>
      <div class="menu-label" role="presentation">
        {t('shell.theme')}
      </div>
      {appearances.map((each) => (
        <MenuItem
          key={each}
          icon={appearance.value === each ? icons.check : icons[each]}
          checked={appearance.value === each}
          onSelect={() => chooseAppearance(each)}
        >
          {appearanceText[each]()}
        </MenuItem>
      ))}
    </>
  );
}

export function AppearanceMenu() {
  return (
    <Menu label={t('shell.theme')} icon={icons[theme.value]}>
      <AppearanceItems />
    </Menu>
  );
}
