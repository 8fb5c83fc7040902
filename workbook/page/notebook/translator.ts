import { nullTranslator, type ITranslator, type TranslationBundle } from '@jupyterlab/translation';

/**
 * The words that JupyterLab's widgets show, looked up when they are drawn; its own language packs are Python packages.
 * A word that is not in the catalogue stays English.
 */
export function createTranslator(look: (english: string) => string | undefined, language: () => string): ITranslator {
  const english = nullTranslator.load('jupyterlab');
  const word = (text: string): string => look(text) ?? text;
  const bundle: TranslationBundle = {
    __: (text, ...values: unknown[]) => english.__(word(text), ...values),
    gettext: (text, ...values: unknown[]) => english.gettext(word(text), ...values),
    _n: (one, many, count, ...values: unknown[]) => english._n(word(one), word(many), count, ...values),
    ngettext: (one, many, count, ...values: unknown[]) => english.ngettext(word(one), word(many), count, ...values),
    _p: (context, text, ...values: unknown[]) => english._p(context, word(text), ...values),
    pgettext: (context, text, ...values: unknown[]) => english.pgettext(context, word(text), ...values),
    _np: (context, one, many, count, ...values: unknown[]) =>
      english._np(context, word(one), word(many), count, ...values),
    npgettext: (context, one, many, count, ...values: unknown[]) =>
      english.npgettext(context, word(one), word(many), count, ...values),
    dcnpgettext: (domain, context, one, many, count, ...values: unknown[]) =>
      english.dcnpgettext(domain, context, word(one), word(many), count, ...values),
  };
  return {
    load: () => bundle,
    get languageCode() {
      return language();
    },
  };
}
