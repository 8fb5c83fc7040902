// `npm run lessons` writes notebooks/ko and notebooks/en from notebooks/source, where both languages of a lesson stand side by side and
// each code cell stands once. `npm run lessons -- --check` only says which notebooks are not up to date. notebooks/source/README.md
// describes the form of a source.
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import writeFileAtomic from 'write-file-atomic';

export const languages = ['ko', 'en'] as const;
export type LessonLanguage = (typeof languages)[number];

export interface LessonCell {
  readonly id: string;
  readonly kind: 'markdown' | 'code';
  /** The same in both languages for code. */
  readonly text: Readonly<Record<LessonLanguage, string>>;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const marker = /^<!-- (text|code): ([a-z0-9-]+) -->$/;
const fence = /^```(?:ts|typescript)\n([\s\S]*?)\n```$/;
const quotation = /^<!-- source: (\S+) (\S+) -->$/gm;

/** The method of that name, with its own indentation taken away: what a lesson shows is what the library runs. */
export function quote(file: string, method: string): string {
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  const first = lines.findIndex((line) => line.trimStart().startsWith(`${method}(`) && line.endsWith('{'));
  if (first < 0) throw new Error(`${file} has no method ${method}`);
  const indentation = lines[first].length - lines[first].trimStart().length;
  const length = lines.slice(first).findIndex((line) => line === `${' '.repeat(indentation)}}`) + 1;
  const code = lines.slice(first, first + length).map((line) => line.slice(indentation));
  return ['```typescript', ...code, '```', `<sub>[${file}](../../${file})</sub>`].join('\n');
}

/** Splits by lines that match, each part with the match that stands above it. */
function split(source: string, pattern: RegExp): { match: RegExpMatchArray; body: string }[] {
  const parts: { match: RegExpMatchArray; body: string }[] = [];
  for (const line of source.split('\n')) {
    const match = line.match(pattern);
    const last = parts.at(-1);
    if (match) parts.push({ match, body: '' });
    else if (last) last.body += `${line}\n`;
    else if (line.trim() !== '') throw new Error(`a lesson begins with a cell; received "${line}"`);
  }
  return parts;
}

function textCell(id: string, body: string): LessonCell {
  const parts = split(body, /^<!-- (ko|en) -->$/);
  const text = Object.fromEntries(
    parts.map(({ match, body: part }) => [
      match[1],
      part.trim().replaceAll(quotation, (_, file: string, method: string) => quote(file, method)),
    ]),
  );
  const { ko, en } = text;
  if (parts.length !== languages.length || !ko || !en) {
    throw new Error(`text ${id}: there must be one part for each of ko and en`);
  }
  return { id, kind: 'markdown', text: { ko, en } };
}

function codeCell(id: string, body: string): LessonCell {
  const code = body.trim().match(fence)?.[1];
  if (code === undefined) throw new Error(`code ${id}: there must be one \`\`\`ts block and nothing else`);
  return { id, kind: 'code', text: { ko: code, en: code } };
}

/** @throws Error naming the cell that is not well formed. */
export function parseLesson(source: string): LessonCell[] {
  const cells = split(source, marker).map(({ match: [, kind, id], body }) =>
    kind === 'code' ? codeCell(id, body) : textCell(id, body),
  );
  const repeated = cells.find((cell, index) => cells.findIndex((other) => other.id === cell.id) !== index);
  if (repeated) throw new Error(`the cell ${repeated.id} stands twice`);
  return cells;
}

/** The notebook of one language, nbformat 4.5, without outputs. */
export function formatNotebook(cells: readonly LessonCell[], language: LessonLanguage): string {
  const notebook = {
    cells: cells.map(({ id, kind, text }) => ({
      cell_type: kind,
      ...(kind === 'code' ? { execution_count: null } : {}),
      id,
      metadata: {},
      ...(kind === 'code' ? { outputs: [] } : {}),
      source: text[language].split(/(?<=\n)/),
    })),
    metadata: {
      kernelspec: { display_name: 'TypeScript (gradbook)', language: 'typescript', name: 'gradbook' },
      language_info: { file_extension: '.ts', mimetype: 'text/typescript', name: 'typescript' },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

/** Every notebook's path and what it should hold. */
export function buildLessons(): Map<string, string> {
  const folder = join(root, 'notebooks', 'source');
  const built = new Map<string, string>();
  for (const file of readdirSync(folder).filter((name) => /^\d\d-.*\.md$/.test(name))) {
    try {
      const cells = parseLesson(readFileSync(join(folder, file), 'utf8'));
      for (const language of languages) {
        built.set(join(root, 'notebooks', language, `${basename(file, '.md')}.ipynb`), formatNotebook(cells, language));
      }
    } catch (error) {
      throw new Error(`notebooks/source/${file}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }
  return built;
}

/** Notebooks that differ from what their source says. */
export function staleLessons(): string[] {
  return [...buildLessons()]
    .filter(([path, content]) => !existsSync(path) || readFileSync(path, 'utf8') !== content)
    .map(([path]) => path);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const stale = staleLessons();
  const check = process.argv.includes('--check');
  const built = buildLessons();
  for (const path of stale) {
    if (!check) {
      mkdirSync(dirname(path), { recursive: true });
      await writeFileAtomic(path, built.get(path) ?? '');
    }
    process.stderr.write(`${check ? 'not up to date' : 'wrote'}: ${path}\n`);
  }
  if (check && stale.length > 0) process.exitCode = 1;
}
