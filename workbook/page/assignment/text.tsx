import { useEffect, useRef } from 'preact/hooks';
import { loadNotebooks } from '../lesson/use-notebook.ts';
import { t } from '../text/index.ts';

/** The assignment's Markdown, drawn as the notebook draws its own. */
export function AssignmentText({ text, path }: { text: string | null; path: string }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (text === null) return;
    let current = true;
    void loadNotebooks().then(async ({ renderText }) => {
      const drawn = await renderText(text, path);
      if (current) host.current?.replaceChildren(drawn);
    });
    return () => {
      current = false;
    };
  }, [text, path]);
  return (
    <section class="assignment-text" aria-label={t('assignment.text')} tabIndex={0}>
      <div ref={host} class="jp-ThemedContainer" />
    </section>
  );
}
