import type { JsonObject, JsonValue } from '../wire/index.ts';
import { textField } from './fields.ts';

interface Entry {
  session: number;
  line: number;
  input: string;
  output: string | null;
}

/** What was executed, for the arrow keys and searches of consoles. */
export class History {
  readonly #entries: Entry[] = [];
  readonly #session = 1;

  add(line: number, input: string, output: string | null): void {
    this.#entries.push({ session: this.#session, line, input, output });
  }

  /** The `history` of a `history_reply`; the request's fields are those of the protocol. */
  find(request: JsonObject): JsonValue {
    const wanted = this.#select(request);
    return wanted.map(({ session, line, input, output }) => [
      session,
      line,
      request['output'] ? [input, output] : input,
    ]);
  }

  #select(request: JsonObject): Entry[] {
    const count = Number(request['n'] ?? 0);
    switch (textField(request, 'hist_access_type')) {
      case 'range': {
        const asked = Number(request['session'] ?? 0);
        const session = asked <= 0 ? this.#session + asked : asked;
        const start = Number(request['start'] ?? 0);
        const stop = Number(request['stop'] ?? Infinity);
        return this.#entries.filter((each) => each.session === session && each.line >= start && each.line < stop);
      }
      case 'search': {
        const matches = globPattern(textField(request, 'pattern', '*'));
        let found = this.#entries.filter(({ input }) => matches.test(input));
        if (request['unique']) found = [...new Map(found.map((each) => [each.input, each])).values()];
        return count > 0 ? found.slice(-count) : found;
      }
      default:
        return count > 0 ? this.#entries.slice(-count) : [...this.#entries];
    }
  }
}

/** `*` and `?` as in file names, anywhere in the text's lines. */
function globPattern(pattern: string): RegExp {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 's');
}
