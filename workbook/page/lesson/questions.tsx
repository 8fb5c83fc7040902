import { useState } from 'preact/hooks';
import { resetFile } from '../course/client.ts';
import type { NotebookHandle } from '../notebook/handle.ts';
import { Ask, Dialog } from '../shell/dialog.tsx';
import { t } from '../text/index.ts';
import { Shortcuts } from './shortcuts.tsx';

export type Question = 'restart' | 'reset' | 'shortcuts';

interface QuestionsProps {
  readonly question: Question;
  readonly handle: NotebookHandle | null;
  readonly path: string | undefined;
  readonly onDone: () => void;
}

export function Questions({ question, handle, path, onDone }: QuestionsProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const reset = async () => {
    if (!handle || path === undefined) return;
    await handle.save();
    await resetFile({ path });
    await handle.reload();
  };
  if (failure !== null) {
    return (
      <Dialog title={t('shell.failed')} onClose={onDone}>
        <p>{failure}</p>
      </Dialog>
    );
  }
  switch (question) {
    case 'restart':
      return (
        <Ask
          title={t('lesson.restart')}
          text={t('lesson.restartAsk')}
          action={t('lesson.restart')}
          onAnswer={(agreed) => {
            onDone();
            if (agreed) void handle?.restart();
          }}
        />
      );
    case 'reset':
      return (
        <Ask
          title={t('lesson.reset')}
          text={t('lesson.resetAsk')}
          action={t('lesson.reset')}
          onAnswer={(agreed) => {
            if (!agreed) return onDone();
            reset().then(onDone, (error: unknown) =>
              setFailure(error instanceof Error ? error.message : String(error)),
            );
          }}
        />
      );
    case 'shortcuts':
      return <Shortcuts onClose={onDone} />;
  }
}
