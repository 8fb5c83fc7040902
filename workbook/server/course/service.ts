import { assignments, type Assignment } from '../../../assignments/index.ts';
import type { Contents } from '../contents/contents.ts';
import {
  languages,
  type AssignmentEntry,
  type AssignmentFile,
  type Course,
  type Language,
  type Lesson,
  type LessonVersion,
} from '../course-api.ts';
import type { WorkState, WorkStateStore } from '../learner/state.ts';
import type { Copies } from './copies.ts';
import { NotebookReader } from './notebook-facts.ts';

const lessonFile = /^(\d+)-[\w-]+\.ipynb$/;
const textFile = /^(?:text|README)\.(ko|en)\.(?:md|ipynb)$/i;

/** The list of lessons and assignments, with the state of the learner's copies. */
export class CourseService {
  readonly copies: Copies;
  /** The language to answer in where none is asked for. */
  readonly language: Language;
  readonly #contents: Contents;
  readonly #state: WorkStateStore;
  readonly #notebooks = new NotebookReader();

  constructor(contents: Contents, state: WorkStateStore, copies: Copies, language: Language) {
    this.language = language;
    this.#contents = contents;
    this.#state = state;
    this.copies = copies;
  }

  async course(language: Language): Promise<Course> {
    const state = await this.#state.read();
    const [lessons, entries] = await Promise.all([
      this.#lessons(language, state),
      Promise.all(assignments.map((assignment) => this.#assignment(assignment, state))),
    ]);
    const [lastOpened = null] = Object.entries(state.opened)
      .sort(([, a], [, b]) => b.at.localeCompare(a.at))
      .map(([path]) => path);
    return { language, lessons, assignments: entries, lastOpened };
  }

  /** Remembers that the learner opened a file, and at which cell. @throws {RequestRefused} 404 */
  async opened(segments: readonly string[], cell: string | undefined): Promise<void> {
    await this.#contents.tree.require(segments);
    const opening = { at: new Date().toISOString(), ...(cell === undefined ? {} : { cell }) };
    await this.#state.update(({ opened }) => (opened[segments.join('/')] = opening));
  }

  /** The lessons are the numbered notebooks of the course; what a learner adds to the folder is no lesson. */
  async #lessons(language: Language, state: WorkState): Promise<Lesson[]> {
    const ids = new Map<string, Lesson>();
    for (const each of languages) {
      for (const name of await this.#contents.tree.names(['notebooks', each])) {
        const number = lessonFile.exec(name)?.[1];
        const segments = ['notebooks', each, name];
        if (number === undefined || !(await this.#contents.tree.locateOriginal(segments))) continue;
        const id = name.replace(/\.ipynb$/, '');
        const lesson = ids.get(id) ?? { id, number: Number(number), language, versions: {} };
        const versions = { ...lesson.versions, [each]: await this.#version(segments, id, state) };
        ids.set(id, { ...lesson, versions, language: versions[language] ? language : each });
      }
    }
    return [...ids.values()].sort((a, b) => a.number - b.number || a.id.localeCompare(b.id, 'en'));
  }

  async #version(segments: readonly string[], id: string, state: WorkState): Promise<LessonVersion> {
    const located = await this.#contents.tree.require(segments);
    const path = segments.join('/');
    return {
      path,
      ...(await this.#notebooks.facts(located, id)),
      ...(await this.copies.compare(segments, state)),
      openedAt: state.opened[path]?.at ?? null,
      cell: state.opened[path]?.cell ?? null,
    };
  }

  async #assignment(assignment: Assignment, state: WorkState): Promise<AssignmentEntry> {
    const { name, titles, className, folder, parts } = assignment;
    const segments = folder.split('/');
    const names = await this.#contents.tree.names(segments);
    const texts = names.flatMap((file) => {
      const language = textFile.exec(file)?.[1]?.toLowerCase();
      return language === undefined ? [] : [[language, `${folder}/${file}`] as const];
    });
    const files = names.filter((file) => /\.(ts|ipynb)$/.test(file) && !textFile.test(file) && file !== 'ndarray.ts');
    return {
      name,
      titles,
      className,
      folder,
      parts,
      texts: Object.fromEntries(texts),
      files: await Promise.all(files.map((file) => this.#file([...segments, file], state))),
    };
  }

  async #file(segments: readonly string[], state: WorkState): Promise<AssignmentFile> {
    const path = segments.join('/');
    return {
      path,
      name: segments.at(-1) ?? '',
      ...(await this.copies.compare(segments, state)),
      openedAt: state.opened[path]?.at ?? null,
    };
  }
}
