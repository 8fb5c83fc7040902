import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../text/index.ts';

/** A modal window; the browser keeps the focus inside and closes it on Escape. */
export function Dialog({
  title,
  children,
  onClose,
}: {
  title: string;
  children: ComponentChildren;
  onClose: () => void;
}) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    element.current?.showModal();
  }, []);
  return (
    <dialog
      ref={element}
      class="dialog"
      aria-label={title}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === element.current) element.current?.close();
      }}
    >
      <h2>{title}</h2>
      {children}
    </dialog>
  );
}

interface AskProps {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly onAnswer: (agreed: boolean) => void;
}

export function Ask({ title, text, action, onAnswer }: AskProps) {
  return (
    <Dialog title={title} onClose={() => onAnswer(false)}>
      <p>{text}</p>
      <div class="dialog-buttons">
        <button type="button" class="button is-framed" onClick={() => onAnswer(false)}>
          {t('shell.cancel')}
        </button>
        <button type="button" class="button is-main" onClick={() => onAnswer(true)}>
          {action}
        </button>
      </div>
    </Dialog>
  );
}
