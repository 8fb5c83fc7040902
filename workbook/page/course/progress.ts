import type { Course, Lesson, LessonVersion } from '../../server/course-api.ts';
import type { Language } from '../text/index.ts';

/** The version of a lesson in this language, or the other where it is missing. */
export function versionOf(lesson: Lesson, language: Language): LessonVersion {
  const version = lesson.versions[language] ?? lesson.versions.ko ?? lesson.versions.en;
  if (!version) throw new Error(`Lesson ${lesson.id} has no version in any language`);
  return version;
}

/** A lesson counts as done when it was run to the end in either language. */
export function isDone(lesson: Lesson): boolean {
  return Object.values(lesson.versions).some(
    ({ progress }) => progress.cells > 0 && progress.executed >= progress.cells,
  );
}

export function isOpened(lesson: Lesson): boolean {
  return Object.values(lesson.versions).some(({ openedAt }) => openedAt !== null);
}

/** What to offer first: the lesson that was left unfinished, else the first that is not done. */
export function nextLesson({ lessons, lastOpened }: Course): Lesson | undefined {
  const last = lessons.find(({ versions }) => Object.values(versions).some(({ path }) => path === lastOpened));
  if (last && !isDone(last)) return last;
  return lessons.find((lesson) => !isDone(lesson)) ?? lessons[0];
}

export function followingLesson({ lessons }: Course, id: string): Lesson | undefined {
  const at = lessons.findIndex((lesson) => lesson.id === id);
  return at < 0 ? undefined : lessons[at + 1];
}
