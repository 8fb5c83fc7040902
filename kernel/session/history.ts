import type { JsonObject, JsonValue } from '../wire/index.ts';
import { textField } from '../wire/fields.ts';
import type { Entry, HistoryStore } from './history-store.ts';

/** What was executed, for the arrow keys and searches of consoles; it goes back over earlier sessions. */
export class History {
  readonly #store: HistoryStore;
  #entries: Entry[] = [];
  #earlier: Entry[] | undefined;

  constructor(store: HistoryStore) {
    this.#store = store;
  }

  add(line: number, input: string, output: string | null): void {
    const entry = { session: this.#store.session, line, input, output };
    this.#entries.push(entry);
    this.#store.append(entry);
  }

  /** The `history` of a `history_reply`; the request's fields are those of the protocol. */
  find(request: JsonObject): JsonValue {
    this.#earlier ??= this.#store.earlier();
    const wanted = this.#select([...this.#earlier, ...this.#entries], request);
    return wanted.map(({ session, line, input, output }) => [
      session,
      line,
      request['output'] ? [input, output] : input,
    ]);
  }

  #select(entries: Entry[], request: JsonObject): Entry[] {
    const count = Number(request['n'] ?? 0);
    switch (textField(request, 'hist_access_type')) {
      case 'range': {
        const asked = Number(request['session'] ?? 0);
        const session = asked <= 0 ? this.#store.session + asked : asked;
        const start = Number(request['start'] ?? 0);
        const stop = Number(request['stop'] ?? Infinity);
        return entries.filter((each) => each.session === session && each.line >= start && each.line < stop);
      }
      case 'search': {
        const matches = globPattern(textField(request, 'pattern', '*'));
        let found = entries.filter(({ input }) => matches.test(input));
        // Of equal inputs the newest counts, as in a shell.
        if (request['unique'])
          found = [...new Map(found.toReversed().map((each) => [each.input, each])).values()].reverse();
        return count > 0 ? found.slice(-count) : found;
      }
      default:
        return count > 0 ? entries.slice(-count) : entries;
    }
  }
}

/** `*` and `?` as in file names, over the whole input. */
function globPattern(pattern: string): RegExp {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 's');
}
