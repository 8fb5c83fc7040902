import { useEffect, useRef } from 'preact/hooks';
import type { NotebookHandle } from '../notebook/handle.ts';
import { icons } from '../shell/icons.tsx';
import { t } from '../text/index.ts';

/** The sections of the lesson: beside it where there is room, in front of it where there is not. */
export function Outline({
  handle,
  open,
  onClose,
}: {
  handle: NotebookHandle | null;
  open: boolean;
  onClose: () => void;
}) {
  const list = useRef<HTMLElement>(null);
  const section = handle?.section.value ?? -1;
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [section]);
  useEffect(() => {
    if (!open) return;
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose();
    };
    addEventListener('keydown', close);
    return () => removeEventListener('keydown', close);
  }, [open]);
  return (
    <>
      {open && <div class="outline-shade" onClick={onClose} />}
      <nav ref={list} id="outline" class={open ? 'outline is-open' : 'outline'} aria-label={t('lesson.outline')}>
        <div class="outline-head">
          <span>{t('lesson.outline')}</span>
          <button type="button" class="button is-icon" aria-label={t('shell.close')} onClick={onClose}>
            {icons.close}
          </button>
        </div>
        <ol>
          {handle?.outline.value.map((heading, index) => (
            <li key={index}>
              <button
                type="button"
                class={`outline-item level-${heading.level}`}
                {...(index === section ? { 'aria-current': 'location' as const } : {})}
                onClick={() => {
                  handle.goTo(heading.cell);
                  onClose();
                }}
              >
                {heading.text}
              </button>
            </li>
          ))}
        </ol>
      </nav>
    </>
  );
}
