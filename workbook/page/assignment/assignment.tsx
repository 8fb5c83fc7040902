import { useEffect, useState } from 'preact/hooks';
import type { AssignmentEntry } from '../../server/course-api.ts';
import { course, readCourse, readText } from '../course/client.ts';
import { Frame } from '../lesson/frame.tsx';
import { loadNotebooks, useNotebook } from '../lesson/use-notebook.ts';
import { Problem } from '../shell/problem.tsx';
import { language, t, type Language } from '../text/index.ts';
import { AssignmentText } from './text.tsx';

export function AssignmentView({ name }: { name: string }) {
  const [error, setError] = useState<unknown>(null);
  const [text, setText] = useState<string | null>(null);
  const load = () => {
    setError(null);
    void loadNotebooks();
    readCourse(language.value).catch(setError);
  };
  useEffect(load, []);

  const assignment = course.value?.assignments.find((each) => each.name === name);
  const textPath = assignment?.texts[language.value] ?? assignment?.texts.ko ?? assignment?.texts.en;
  useEffect(() => {
    if (textPath === undefined) return;
    let current = true;
    readText(textPath).then((value) => current && setText(value), setError);
    return () => {
      current = false;
    };
  }, [textPath]);
  const path = assignment && notebookOf(assignment, language.value);
  const notebook = useNotebook(path, null);
  const title = assignment?.titles[language.value] ?? '';
  useEffect(() => {
    if (title) document.title = `${title} · gradbook`;
  }, [title]);

  if (error) return <Problem title={t('shell.failed')} error={error} onRetry={load} />;
  if (course.value && !assignment) return <Problem title={t('shell.notFound')} />;
  if (notebook.failure)
    return <Problem title={t('lesson.failed')} error={notebook.failure} onRetry={() => location.reload()} />;
  return (
    <Frame
      title={title}
      notebook={notebook}
      path={path}
      notice={assignment && path === undefined ? t('assignment.noFiles') : undefined}
      aside={<AssignmentText text={textPath === undefined ? t('assignment.noText') : text} path={textPath ?? ''} />}
    />
  );
}

/** The notebook to work in: the one named for this language, else the only one there is. */
function notebookOf({ files }: AssignmentEntry, wanted: Language): string | undefined {
  const notebooks = files.filter(({ name }) => name.endsWith('.ipynb'));
  return (notebooks.find(({ name }) => name.includes(`.${wanted}.`) || name.includes(`-${wanted}.`)) ?? notebooks[0])
    ?.path;
}
