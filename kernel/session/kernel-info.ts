import typescript from 'typescript/package.json' with { type: 'json' };
import gradbook from '../../package.json' with { type: 'json' };
import { protocolVersion } from '../wire/index.ts';
import type { JsonObject } from '../wire/index.ts';

/** The content of a `kernel_info_reply`. */
export const kernelInfo: JsonObject = {
  status: 'ok',
  protocol_version: protocolVersion,
  implementation: 'gradbook',
  implementation_version: gradbook.version,
  language_info: {
    name: 'typescript',
    version: typescript.version,
    mimetype: 'text/typescript',
    file_extension: '.ts',
    pygments_lexer: 'typescript',
    codemirror_mode: { name: 'javascript', mode: 'typescript', typescript: true },
    nbconvert_exporter: 'script',
  },
  banner: `TypeScript ${typescript.version} (gradbook ${gradbook.version}, Node ${process.version})`,
  help_links: [
    { text: 'TypeScript handbook', url: 'https://www.typescriptlang.org/docs/handbook/intro.html' },
    { text: 'Node.js', url: 'https://nodejs.org/docs/latest/api/' },
  ],
  debugger: false,
  supported_features: [],
};
