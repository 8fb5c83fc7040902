import { SourceMap } from 'node:module';
import type { SourceMapPayload } from 'node:module';

interface Script {
  label: string;
  source: string;
  map: SourceMap | string;
}

export interface Mapped {
  label: string;
  /** 1-based. */
  line: number;
  /** 1-based. */
  column: number;
}

/** What ran, so that a place in compiled code can be shown as the place in the code that was written. */
export class Scripts {
  readonly #byName = new Map<string, Script>();
  readonly #sources = new Map<string, string>();

  /** @param label what errors call it: `Cell [3]`, or a file's path */
  add(name: string, label: string, source: string, map: string): void {
    this.#byName.set(name, { label, source, map });
    this.#sources.set(label, source);
  }

  /** The written place of a compiled one (both 1-based), or undefined for code that is not ours to map. */
  locate(name: string, line: number, column: number): Mapped | undefined {
    const script = this.#byName.get(name);
    if (!script) return undefined;
    if (typeof script.map === 'string') script.map = new SourceMap(JSON.parse(script.map) as SourceMapPayload);
    const entry = script.map.findEntry(line - 1, column - 1);
    if (!('originalLine' in entry) || entry.originalLine === undefined)
      return { label: script.label, line: 1, column: 1 };
    return { label: script.label, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
  }

  /** The text of what a label names. */
  source(label: string): string | undefined {
    return this.#sources.get(label);
  }
}
