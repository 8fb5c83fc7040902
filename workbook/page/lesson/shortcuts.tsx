import { Dialog } from '../shell/dialog.tsx';
import { t, type Key } from '../text/index.ts';

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);
const command = isApple ? '⌘' : 'Ctrl';

const groups: readonly (readonly [title: Key, rows: readonly (readonly [text: Key, ...keys: string[]])[]])[] = [
  [
    'keys.anywhere',
    [
      ['keys.runAdvance', 'Shift', 'Enter'],
      ['keys.run', command, 'Enter'],
      ['keys.runInsert', 'Alt', 'Enter'],
      ['keys.save', command, 'S'],
    ],
  ],
  [
    'keys.whileEditing',
    [
      ['keys.complete', 'Tab'],
      ['keys.inspect', 'Shift', 'Tab'],
      ['keys.commandMode', 'Esc'],
    ],
  ],
  [
    'keys.whileSelected',
    [
      ['keys.editMode', 'Enter'],
      ['keys.move', '↑', '↓'],
      ['keys.insert', 'A', 'B'],
      ['keys.remove', 'D', 'D'],
      ['keys.undo', 'Z'],
      ['keys.type', 'Y', 'M'],
      ['keys.interrupt', 'I', 'I'],
      ['keys.restart', '0', '0'],
    ],
  ],
];

export function Shortcuts({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t('shell.shortcuts')} onClose={onClose}>
      {groups.map(([title, rows]) => (
        <section key={title}>
          <h3>{t(title)}</h3>
          <dl class="shortcut-list">
            {rows.map(([text, ...keys]) => [
              <dt key={text}>{t(text)}</dt>,
              <dd key={`${text} keys`}>
                {keys.map((key, index) => (
                  <kbd key={index}>{key}</kbd>
                ))}
              </dd>,
            ])}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
