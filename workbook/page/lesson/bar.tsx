import type { NotebookHandle, Progress } from '../notebook/handle.ts';
import { icons, Mark } from '../shell/icons.tsx';
import { Menu, MenuItem } from '../shell/menu.tsx';
import { AppearanceItems, LanguageSwitch } from '../shell/preferences.tsx';
import { links } from '../shell/route.ts';
import { t } from '../text/index.ts';
import type { Following } from './frame.tsx';
import type { Question } from './questions.tsx';

interface BarProps {
  readonly title: string;
  readonly handle: NotebookHandle | null;
  readonly following: Following | undefined;
  readonly outlineOpen: boolean;
  readonly onOutline: () => void;
  readonly onAsk: (question: Question) => void;
}

export function Bar({ title, handle, following, outlineOpen, onOutline, onAsk }: BarProps) {
  return (
    <header class="bar">
      <a class="bar-home" href={links.home} aria-label={t('shell.home')} title={t('shell.home')}>
        <Mark />
      </a>
      <h1 class="bar-title">{title}</h1>
      <Controls handle={handle} outlineOpen={outlineOpen} onOutline={onOutline} />
      <div class="bar-end">
        <SaveNote handle={handle} />
        <LanguageSwitch />
        <Menu label={t('lesson.more')} icon={icons.more}>
          <MenuItem icon={icons.save} hint="Ctrl S" disabled={!handle} onSelect={() => void handle?.save()}>
            {t('lesson.save')}
          </MenuItem>
          <MenuItem icon={icons.restart} disabled={!handle} onSelect={() => onAsk('restart')}>
            {t('lesson.restart')}
          </MenuItem>
          <MenuItem icon={icons.reset} disabled={!handle} onSelect={() => onAsk('reset')}>
            {t('lesson.reset')}
          </MenuItem>
          <MenuItem icon={icons.keyboard} onSelect={() => onAsk('shortcuts')}>
            {t('shell.shortcuts')}
          </MenuItem>
          <hr />
          <AppearanceItems />
          {following && (
            <>
              <hr />
              <MenuItem icon={icons.next} onSelect={() => location.assign(following.href)}>
                {t('lesson.next')}: {following.title}
              </MenuItem>
            </>
          )}
        </Menu>
      </div>
      <ProgressLine progress={handle?.progress.value} />
    </header>
  );
}

function Controls({ handle, outlineOpen, onOutline }: Pick<BarProps, 'handle' | 'outlineOpen' | 'onOutline'>) {
  const kernel = handle?.kernel.value ?? 'starting';
  return (
    <div class="controls" role="toolbar" aria-label={t('kernel.label')}>
      <button
        type="button"
        class="button is-icon outline-toggle"
        aria-label={t('lesson.openOutline')}
        aria-expanded={outlineOpen}
        aria-controls="outline"
        onClick={onOutline}
      >
        {icons.outline}
      </button>
      <span class={`kernel is-${kernel}`} role="status">
        <i aria-hidden="true" />
        <span>{t(`kernel.${kernel}`)}</span>
      </span>
      <button
        type="button"
        class="button"
        disabled={!handle}
        onClick={() => void handle?.run()}
        title={t('lesson.runCell')}
      >
        {icons.run}
        <span>{t('lesson.run')}</span>
      </button>
      <button type="button" class="button" disabled={!handle} onClick={() => void handle?.runAll()}>
        {icons.runAll}
        <span>{t('lesson.runAll')}</span>
      </button>
      <button type="button" class="button" disabled={kernel !== 'busy'} onClick={() => void handle?.interrupt()}>
        {icons.stop}
        <span>{t('lesson.interrupt')}</span>
      </button>
    </div>
  );
}

function SaveNote({ handle }: { handle: NotebookHandle | null }) {
  if (!handle) return null;
  const state = handle.saving.value;
  return <span class={`saving is-${state}`}>{t(`saving.${state}`)}</span>;
}

function ProgressLine({ progress }: { progress: Progress | undefined }) {
  const { cells, executed } = progress ?? { cells: 0, executed: 0 };
  return (
    <div
      class="progress-line"
      role="progressbar"
      aria-label={t('lesson.progress', { cells, executed })}
      aria-valuemin={0}
      aria-valuemax={Math.max(cells, 1)}
      aria-valuenow={executed}
    >
      <i style={{ width: `${cells === 0 ? 0 : (100 * executed) / cells}%` }} />
    </div>
  );
}
