import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { Bar } from './bar.tsx';
import { Notices } from './notices.tsx';
import { Outline } from './outline.tsx';
import { Questions, type Question } from './questions.tsx';
import type { OpenNotebook } from './use-notebook.ts';
import './lesson.css';

export interface Following {
  readonly href: string;
  readonly title: string;
}

interface FrameProps {
  readonly title: string;
  readonly notebook: OpenNotebook;
  readonly path: string | undefined;
  readonly following?: Following | undefined;
  readonly notice?: string | undefined;
  /** Stands where the outline stands in a lesson. */
  readonly aside?: ComponentChildren;
}

/** What surrounds an open notebook: the bar, what needs attention, the outline, and the questions asked before something is lost. */
export function Frame({ title, notebook, path, following, notice, aside }: FrameProps) {
  const [question, setQuestion] = useState<Question | null>(null);
  const [outlineOpen, setOutlineOpen] = useState(false);
  const { handle, host } = notebook;
  return (
    <div class={aside ? 'frame has-aside' : 'frame'}>
      <Bar
        title={title}
        handle={handle}
        following={following}
        onAsk={setQuestion}
        onOutline={() => setOutlineOpen(!outlineOpen)}
        outlineOpen={outlineOpen}
      />
      <Notices notebook={notebook} notice={notice} />
      <div class="frame-body">
        {aside ?? <Outline handle={handle} open={outlineOpen} onClose={() => setOutlineOpen(false)} />}
        <main id="content" tabIndex={-1} class="stage" aria-label={title} aria-busy={!handle}>
          {!handle && <Opening />}
          <div ref={host} class="notebook-host" />
        </main>
      </div>
      {question && <Questions question={question} handle={handle} path={path} onDone={() => setQuestion(null)} />}
    </div>
  );
}

function Opening() {
  return (
    <div class="opening-lesson" role="status">
      <span class="visually-hidden">{t('lesson.opening')}</span>
      <i />
      <i />
      <i />
      <i />
    </div>
  );
}
