import { useEffect, useRef } from 'preact/hooks';
import { Home } from '../home/home.tsx';
import { AssignmentView } from '../assignment/assignment.tsx';
import { LessonView } from '../lesson/lesson.tsx';
import { t } from '../text/index.ts';
import { Problem } from './problem.tsx';
import { route } from './route.ts';

export function App() {
  const first = useRef(true);
  useEffect(() => {
    // A new view is read from its beginning, also by a screen reader; the first one is announced by the browser.
    if (!first.current) document.getElementById('content')?.focus({ preventScroll: true });
    first.current = false;
  }, [route.value]);
  return (
    <>
      <a
        class="skip"
        href="#content"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('content')?.focus();
        }}
      >
        {t('shell.skip')}
      </a>
      <View />
    </>
  );
}

function View() {
  switch (route.value.view) {
    case 'home':
      return <Home />;
    case 'lesson':
      return <LessonView key={route.value.id} id={route.value.id} />;
    case 'assignment':
      return <AssignmentView key={route.value.name} name={route.value.name} />;
    case 'unknown':
      return <Problem title={t('shell.notFound')} />;
  }
}
