import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import {
  CodeMirrorEditorFactory,
  CodeMirrorMimeTypeService,
  EditorExtensionRegistry,
  EditorLanguageRegistry,
  EditorThemeRegistry,
  ybinding,
} from '@jupyterlab/codemirror';
import type { IYText } from '@jupyter/ydoc';
import type { ITranslator } from '@jupyterlab/translation';
import { t } from '../text/index.ts';

export interface Editing {
  readonly languages: EditorLanguageRegistry;
  readonly mimeTypes: CodeMirrorMimeTypeService;
  readonly factory: CodeMirrorEditorFactory;
}

const typescript = async () => (await import('@codemirror/lang-javascript')).javascript({ typescript: true });
const javascript = async () => (await import('@codemirror/lang-javascript')).javascript();

function createLanguages(): EditorLanguageRegistry {
  const languages = new EditorLanguageRegistry();
  languages.addLanguage({
    name: 'typescript',
    alias: ['ts', 'TypeScript'],
    mime: ['application/typescript', 'text/typescript', 'text/x-typescript'],
    extensions: ['ts'],
    load: typescript,
  });
  languages.addLanguage({
    name: 'javascript',
    alias: ['js'],
    mime: ['text/javascript', 'application/javascript'],
    extensions: ['js'],
    load: javascript,
  });
  languages.addLanguage({
    name: 'ipythongfm',
    alias: ['markdown'],
    mime: 'text/x-ipythongfm',
    load: async () => (await import('@codemirror/lang-markdown')).markdown(),
  });
  return languages;
}

/** Editors as JupyterLab makes them, for the languages of this course, with further extensions for code cells. */
export function createEditing(translator: ITranslator, codeExtensions: () => Extension): Editing {
  const languages = createLanguages();
  const themes = new EditorThemeRegistry();
  for (const theme of EditorThemeRegistry.getDefaultThemes(translator)) themes.addTheme(theme);

  const extensions = new EditorExtensionRegistry();
  for (const extension of EditorExtensionRegistry.getDefaultExtensions({ themes, translator }))
    extensions.addExtension(extension);
  extensions.addExtension({
    // Without it what is typed never reaches the notebook's model.
    name: 'shared-model-binding',
    factory: ({ model }) => {
      const shared = model.sharedModel as unknown as IYText;
      return EditorExtensionRegistry.createImmutableExtension(
        ybinding({ ytext: shared.ysource, ...(shared.undoManager ? { undoManager: shared.undoManager } : {}) }),
      );
    },
  });
  extensions.addExtension({
    name: 'label',
    factory: () =>
      EditorExtensionRegistry.createImmutableExtension(
        EditorView.contentAttributes.of(() => ({ 'aria-label': t('lesson.editor') })),
      ),
  });
  extensions.addExtension({
    name: 'kernel-help',
    factory: ({ model }) =>
      model.mimeType === 'text/x-ipythongfm'
        ? null
        : EditorExtensionRegistry.createImmutableExtension(codeExtensions()),
  });
  return {
    languages,
    mimeTypes: new CodeMirrorMimeTypeService(languages),
    factory: new CodeMirrorEditorFactory({ languages, extensions, translator }),
  };
}
