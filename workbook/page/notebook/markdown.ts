import type { EditorLanguageRegistry } from '@jupyterlab/codemirror';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { Marked, type Tokens } from 'marked';
import { gfmHeadingId } from 'marked-gfm-heading-id';

interface CodeBlock extends Tokens.Code {
  highlighted?: string;
}

/** Parses Markdown as GitHub does, with heading anchors and code blocks highlighted like the cells. */
export function createMarkdownParser(languages: EditorLanguageRegistry): IRenderMime.IMarkdownParser {
  const marked = new Marked({
    async: true,
    async walkTokens(token) {
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
