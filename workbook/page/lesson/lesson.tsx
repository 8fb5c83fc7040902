import { useEffect, useState } from 'preact/hooks';
import { course, readCourse, reportOpened } from '../course/client.ts';
import { followingLesson, versionOf } from '../course/progress.ts';
import type { NotebookHandle } from '../notebook/handle.ts';
import { Problem } from '../shell/problem.tsx';
import { links } from '../shell/route.ts';
import { language, languageNames, t } from '../text/index.ts';
import { Frame } from './frame.tsx';
import { loadNotebooks, useNotebook } from './use-notebook.ts';

/** The place is told to the server when the reader has rested there this long, in milliseconds. */
const restBeforeReport = 1500;

export function LessonView({ id }: { id: string }) {
  const [error, setError] = useState<unknown>(null);
  const load = () => {
    setError(null);
    void loadNotebooks();
    readCourse(language.value).catch(setError);
  };
  useEffect(load, []);

  const lesson = course.value?.lessons.find((each) => each.id === id);
  const version = lesson && versionOf(lesson, language.value);
  const notebook = useNotebook(version?.path, version?.cell ?? null);
  useReportedPlace(notebook.handle, version?.path);
  useEffect(() => {
    if (version) document.title = `${version.title} · gradbook`;
  }, [version?.title]);

  if (error && !course.value) return <Problem title={t('shell.failed')} error={error} onRetry={load} />;
  if (course.value && !lesson) return <Problem title={t('shell.notFound')} />;
  if (notebook.failure)
    return <Problem title={t('lesson.failed')} error={notebook.failure} onRetry={() => location.reload()} />;
  const following = course.value ? followingLesson(course.value, id) : undefined;
  const missing = lesson && !(language.value in lesson.versions) ? languageNames[lesson.language] : undefined;
  return (
    <Frame
      title={version?.title ?? ''}
      notebook={notebook}
      path={version?.path}
      following={following && { href: links.lesson(following.id), title: versionOf(following, language.value).title }}
      notice={missing && t('lesson.otherLanguage', { language: missing })}
    />
  );
}

/** Lets "continue" come back to the section that was read last. */
function useReportedPlace(handle: NotebookHandle | null, path: string | undefined): void {
  useEffect(() => {
    if (!handle || path === undefined) return;
    let timer: ReturnType<typeof setTimeout>;
    const report = () => {
      const { id } = handle.position();
      // The place is a convenience: a server that is away has nothing to do with reading on.
      reportOpened({ path, ...(id ? { cell: id } : {}) }).catch((error: unknown) =>
        console.info('The place was not kept:', error),
      );
    };
    const stop = handle.section.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(report, restBeforeReport);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [handle, path]);
}
