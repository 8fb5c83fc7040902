import { t } from '../text/index.ts';
import type { OpenNotebook } from './use-notebook.ts';

/** What needs the learner's attention, with what can be done about it. Quiet while all is well. */
export function Notices({
  notebook: { handle, error, dismissError },
  notice,
}: {
  notebook: OpenNotebook;
  notice: string | undefined;
}) {
  const kernel = handle?.kernel.value;
  return (
    <div class="notices" aria-live="polite">
      {notice && <div class="notice">{notice}</div>}
      {handle?.saving.value === 'conflict' && (
        <div class="notice">
          <span>{t('lesson.conflict')}</span>
          <button type="button" class="button is-framed" onClick={() => void handle.reload()}>
            {t('lesson.takeTheirs')}
          </button>
          <button type="button" class="button is-framed" onClick={() => void handle.overwrite()}>
            {t('lesson.keepMine')}
          </button>
        </div>
      )}
      {(kernel === 'disconnected' || handle?.saving.value === 'failed') && (
        <div class="notice is-bad">
          <span>{t('lesson.disconnected')}</span>
        </div>
      )}
      {handle && kernel === 'dead' && (
        <div class="notice is-bad">
          <span>{t('lesson.kernelLost')}</span>
          <button type="button" class="button is-framed" onClick={() => void handle.restart()}>
            {t('lesson.restart')}
          </button>
        </div>
      )}
      {error instanceof Error && (
        <div class="notice is-bad">
          <span>{error.message}</span>
          <button type="button" class="button is-framed" onClick={dismissError}>
            {t('shell.close')}
          </button>
        </div>
      )}
    </div>
  );
}
