import { show } from '../display/index.ts';
import { type Bilingual, say } from '../language/index.ts';
import { escapeHtml, jupyterDisplay } from '../tensor/display.ts';

/** What a self-check has to say about an answer. */
export interface Verdict {
  readonly right: boolean;
  readonly message: string;
}

export const right = (message: Bilingual): Verdict => ({ right: true, message: say(message) });
export const wrong = (message: Bilingual): Verdict => ({ right: false, message: say(message) });

/** Shows one line per verdict, each with a mark that does not depend on colour. */
export function showVerdicts(verdicts: readonly Verdict[]): void {
  const lines = verdicts.map(({ right: isRight, message }) => `${isRight ? '✓' : '✗'} ${message}`);
  show({
    [jupyterDisplay]: () => ({
      'text/html': `<div role="status">${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}</div>`,
      'text/plain': lines.join('\n'),
    }),
    toString: () => lines.join('\n'),
  });
}
