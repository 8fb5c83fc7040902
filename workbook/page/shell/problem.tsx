import { Refused } from '../course/client.ts';
import { t } from '../text/index.ts';
import { links } from './route.ts';

/** Something the page could not get, said in the learner's language, with the server's own sentence below. */
export function Problem({ title, error, onRetry }: { title: string; error?: unknown; onRetry?: () => void }) {
  const signedOut = error instanceof Refused && (error.status === 401 || error.status === 403);
  return (
    <main class="problem" id="content" tabIndex={-1}>
      <h1>{signedOut ? t('shell.signedOut') : title}</h1>
      {error instanceof Error && <p class="problem-detail">{error.message}</p>}
      <div class="problem-buttons">
        {onRetry && (
          <button type="button" class="button is-framed" onClick={onRetry}>
            {t('shell.retry')}
          </button>
        )}
        <a class="button" href={links.home}>
          {t('shell.home')}
        </a>
      </div>
    </main>
  );
}
