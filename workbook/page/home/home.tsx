import { useEffect, useState } from 'preact/hooks';
import type { AssignmentEntry, Course, Lesson } from '../../server/course-api.ts';
import { course, readCourse } from '../course/client.ts';
import { isDone, isOpened, nextLesson, versionOf } from '../course/progress.ts';
import { icons, Mark } from '../shell/icons.tsx';
import { AppearanceMenu, LanguageSwitch } from '../shell/preferences.tsx';
import { Problem } from '../shell/problem.tsx';
import { links } from '../shell/route.ts';
import { language, languageNames, t } from '../text/index.ts';
import { DescentFigure } from './descent-figure.tsx';
import './home.css';

export function Home() {
  const [error, setError] = useState<unknown>(null);
  const load = () => {
    setError(null);
    readCourse(language.value).catch(setError);
  };
  useEffect(load, [language.value]);
  useEffect(() => {
    document.title = `${t('title')} · gradbook`;
  }, [language.value]);

  if (error) return <Problem title={t('shell.failed')} error={error} onRetry={load} />;
  return (
    <div class="home">
      <header class="home-bar">
        <Mark />
        <span class="home-name">gradbook</span>
        <LanguageSwitch />
        <AppearanceMenu />
      </header>
      <main id="content" tabIndex={-1}>
        <Opening course={course.value} />
        {course.value && <Contents course={course.value} />}
      </main>
    </div>
  );
}

function Opening({ course }: { course: Course | null }) {
  const next = course ? nextLesson(course) : undefined;
  return (
    <section class="opening">
      <div>
        <p class="opening-week">{t('week')}</p>
        <h1>{t('title')}</h1>
        <p class="opening-lead">{t('home.lead')}</p>
        {next && (
          <a class="button is-main" href={links.lesson(next.id)}>
            {isOpened(next) ? t('home.continue') : t('home.begin')}
            {icons.next}
          </a>
        )}
        {next && <p class="opening-next">{versionOf(next, language.value).title}</p>}
      </div>
      <DescentFigure />
    </section>
  );
}

function Contents({ course }: { course: Course }) {
  const next = nextLesson(course);
  return (
    <>
      <section class="contents" aria-labelledby="lessons">
        <h2 id="lessons">{t('home.lessons')}</h2>
        {course.lessons.length === 0 && <p class="contents-empty">{t('home.noLessons')}</p>}
        <ol>
          {course.lessons.map((lesson) => (
            <LessonRow key={lesson.id} lesson={lesson} isNext={lesson === next} />
          ))}
        </ol>
      </section>
      {course.assignments.length > 0 && (
        <section class="contents" aria-labelledby="assignments">
          <h2 id="assignments">{t('home.assignments')}</h2>
          <ol>
            {course.assignments.map((assignment) => (
              <AssignmentRow key={assignment.name} assignment={assignment} />
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

function LessonRow({ lesson, isNext }: { lesson: Lesson; isNext: boolean }) {
  const version = versionOf(lesson, language.value);
  const { cells, executed } = version.progress;
  const shown = language.value in lesson.versions ? undefined : lesson.language;
  return (
    <li>
      <a class={isNext ? 'row is-next' : 'row'} href={links.lesson(lesson.id)}>
        <span class="row-number">{lesson.number}</span>
        <span class="row-text">
          <span class="row-title">{version.title.replace(/^\d+\.\s*/, '')}</span>
          {version.summary && <span class="row-summary">{version.summary}</span>}
          {shown && <span class="row-summary">{t('home.only', { language: languageNames[shown] })}</span>}
        </span>
        <span class="row-state">
          {isDone(lesson) ? (
            <span class="is-done">
              {icons.check} {t('home.done')}
            </span>
          ) : isOpened(lesson) ? (
            <>
              <span>{t('home.ran', { executed, cells })}</span>
              <span class="row-bar" aria-hidden="true">
                <i style={{ width: `${cells === 0 ? 0 : (100 * executed) / cells}%` }} />
              </span>
            </>
          ) : (
            <span class="is-faint">{t('home.notStarted')}</span>
          )}
        </span>
      </a>
    </li>
  );
}

function AssignmentRow({ assignment }: { assignment: AssignmentEntry }) {
  const points = assignment.parts.reduce((sum, part) => sum + part.points, 0);
  const opened = assignment.files.some((file) => file.copy === 'changed');
  return (
    <li>
      <a class="row" href={links.assignment(assignment.name)}>
        <span class="row-number is-code" aria-hidden="true">
          {'{}'}
        </span>
        <span class="row-text">
          <span class="row-title">{assignment.titles[language.value]}</span>
          <span class="row-summary">
            <code>{assignment.className}</code>
            {assignment.parts.map((part) => ` · ${part.titles[language.value]}`).join('')}
          </span>
        </span>
        <span class="row-state">
          <span class={opened ? '' : 'is-faint'}>{t('home.points', { points })}</span>
        </span>
      </a>
    </li>
  );
}
