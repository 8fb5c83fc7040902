import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';

/** A button with a list of choices. The browser closes it on Escape and on a click elsewhere. */
export function Menu({
  label,
  icon,
  children,
}: {
  label: string;
  icon: ComponentChildren;
  children: ComponentChildren;
}) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);

  const place = () => {
    const from = button.current!.getBoundingClientRect();
    const { style } = list.current!;
    style.top = `${from.bottom + 6}px`;
    style.right = `${Math.max(8, document.documentElement.clientWidth - from.right)}px`;
  };
  const moveFocus = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const items = [...list.current!.querySelectorAll<HTMLButtonElement>('.menu-item:not(:disabled)')];
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    items[(at + step + items.length) % items.length]?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class="button is-icon"
        popovertarget={id}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
      >
        {icon}
      </button>
      <div
        ref={list}
        id={id}
        class="menu"
        popover="auto"
        role="menu"
        aria-label={label}
        onBeforeToggle={place}
        onToggle={(event) => {
          if (event.newState === 'open')
            list.current?.querySelector<HTMLButtonElement>('.menu-item:not(:disabled)')?.focus();
        }}
        onKeyDown={moveFocus}
        onClick={() => list.current?.hidePopover()}
      >
        {children}
      </div>
    </>
  );
}

interface ItemProps {
  readonly icon?: ComponentChildren;
  readonly hint?: string;
  readonly disabled?: boolean;
  readonly checked?: boolean;
  readonly onSelect: () => void;
  readonly children: ComponentChildren;
}

export function MenuItem({ icon, hint, disabled = false, checked, onSelect, children }: ItemProps) {
  const role = checked === undefined ? 'menuitem' : 'menuitemradio';
  return (
    <button
      type="button"
      class="menu-item"
      role={role}
      disabled={disabled}
      onClick={onSelect}
      {...(checked === undefined ? {} : { 'aria-checked': checked })}
    >
      {icon}
      <span>{children}</span>
      {hint && <kbd>{hint}</kbd>}
    </button>
  );
}
