import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Text } from '../language.ts';
import { refusals, severalFiles } from './refusals.ts';

/** One submission to grade: a file, or the reason why there is none. */
export interface FoundSubmission {
  /** What teachers know it by: a path inside the folder that they named. Composed as in NFC, as Excel shows it. */
  readonly name: string;
  readonly path: string;
  readonly refused?: Text;
}

const submissionTypes = new Set(['.ts', '.ipynb']);
/** Deep enough for what learning platforms make of one submission. */
const deepest = 4;

function isSubmission(name: string): boolean {
  const isHelper = name === 'ndarray.ts' || name.endsWith('.d.ts');
  return submissionTypes.has(extname(name).toLowerCase()) && !isHelper;
}

/** What editors, systems and Jupyter leave behind is no submission. */
const isHidden = (name: string): boolean => name.startsWith('.') || name === '__MACOSX' || name === 'node_modules';

const inOrder = (left: Dirent, right: Dirent): number => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0);

async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => !isHidden(entry.name)).sort(inOrder);
}

/**
 * The submissions of the named paths. A file is one submission; in a folder, each `.ts` or `.ipynb` file is one, and each folder
 * is the submission of one student, with one such file inside. A path that the teacher names may be a link, what students
 * handed in may not. Throws an Error that names a path that does not exist.
 */
export async function findSubmissions(paths: readonly string[]): Promise<FoundSubmission[]> {
  const found: FoundSubmission[] = [];
  for (const path of paths) found.push(...(await findIn(path)));
  return withDifferentNames(found);
}

async function findIn(path: string): Promise<FoundSubmission[]> {
  const whole = await realpath(path).catch((error: unknown) => {
    throw new Error(`path must name a file or folder that exists. Received ${path}.`, { cause: error });
  });
  if (!(await lstat(whole)).isDirectory()) return [{ name: basename(path).normalize('NFC'), path: whole }];
  const found: FoundSubmission[] = [];
  for (const entry of await entriesOf(whole)) {
    const name = entry.name.normalize('NFC');
    const inside = join(whole, entry.name);
    if (entry.isDirectory()) found.push(await studentFolder(name, inside));
    else if (isSubmission(entry.name)) found.push(asSubmission(name, inside, entry));
    else if (entry.isSymbolicLink()) found.push({ name, path: inside, refused: refusals.link });
  }
  return found;
}

function asSubmission(name: string, path: string, entry: Dirent): FoundSubmission {
  return entry.isSymbolicLink() ? { name, path, refused: refusals.link } : { name, path };
}

async function studentFolder(name: string, folder: string): Promise<FoundSubmission> {
  const candidates = await candidatesIn(folder, '', deepest);
  if (candidates.length === 0) return { name, path: folder, refused: refusals.nothingInFolder };
  if (candidates.length > 1) {
    const names = candidates.map((candidate) => candidate.name).slice(0, 5);
    return { name, path: folder, refused: severalFiles(names) };
  }
  const [candidate] = candidates;
  return { ...candidate, name };
}

async function candidatesIn(folder: string, prefix: string, depth: number): Promise<FoundSubmission[]> {
  const found: FoundSubmission[] = [];
  for (const entry of await entriesOf(folder)) {
    const name = `${prefix}${entry.name.normalize('NFC')}`;
    const inside = join(folder, entry.name);
    if (entry.isDirectory() && depth > 1) found.push(...(await candidatesIn(inside, `${name}/`, depth - 1)));
    else if (!entry.isDirectory() && isSubmission(entry.name)) found.push(asSubmission(name, inside, entry));
  }
  return found;
}

/** Two submissions of the same name, from two folders, are told apart by their paths. */
function withDifferentNames(found: readonly FoundSubmission[]): FoundSubmission[] {
  const counts = new Map<string, number>();
  for (const { name } of found) counts.set(name, (counts.get(name) ?? 0) + 1);
  return found.map((each) => (counts.get(each.name) === 1 ? each : { ...each, name: each.path.normalize('NFC') }));
}
