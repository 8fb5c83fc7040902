import type { EditorLanguageRegistry } from '@jupyterlab/codemirror';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { Marked, type Tokens } from 'marked';
import { gfmHeadingId } from 'marked-gfm-heading-id';
import { addressBeside } from './addresses.ts';

interface CodeBlock extends Tokens.Code {
  highlighted?: string;
}

/**
 * Parses Markdown as GitHub does, with heading anchors and code blocks highlighted like the cells. The text is at `path` on the server:
 * its pictures get their addresses here, since a browser fetches them as soon as the HTML is there.
 */
export function createMarkdownParser(languages: EditorLanguageRegistry, path: string): IRenderMime.IMarkdownParser {
  const marked = new Marked({
    async: true,
    async walkTokens(token) {
      if (token.type === 'image') token.href = addressBeside(path, (token as Tokens.Image).href);
      if (token.type === 'code') await highlight(token as CodeBlock, languages);
    },
    renderer: {
      code(token: CodeBlock) {
        return token.highlighted ?? false;
      },
    },
  });
  marked.use(gfmHeadingId());
  return { render: async (source) => marked.parse(source) };
}

async function highlight(token: CodeBlock, languages: EditorLanguageRegistry): Promise<void> {
  const language = languages.findBest(token.lang?.split(/\s/)[0] ?? '');
  if (!language) return;
  const code = document.createElement('code');
  code.className = `language-${language.name.toLowerCase()}`;
  await languages.highlight(token.text, language, code);
  token.highlighted = `<pre>${code.outerHTML}</pre>\n`;
}
