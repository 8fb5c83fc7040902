import type { ComponentChildren } from 'preact';

function Icon({ children, fill = false }: { children: ComponentChildren; fill?: boolean }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      fill={fill ? 'currentColor' : 'none'}
      stroke={fill ? 'none' : 'currentColor'}
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      {children}
    </svg>
  );
}

export const icons = {
  run: (
    <Icon fill>
      <path d="M4.5 2.6a.8.8 0 0 1 1.2-.7l8 5.4a.8.8 0 0 1 0 1.4l-8 5.4a.8.8 0 0 1-1.2-.7z" />
    </Icon>
  ),
  runAll: (
    <Icon fill>
      <path d="M1.5 3.6a.7.7 0 0 1 1.1-.6l5.4 4.1V3.6a.7.7 0 0 1 1.1-.6l5.7 4.4a.7.7 0 0 1 0 1.2L9.1 13a.7.7 0 0 1-1.1-.6V8.900L2.6 13a.7.7 0 0 1-1.1-.6z" />
    </Icon>
  ),
  stop: (
    <Icon fill>
      <rect x="3" y="3" width="10" height="10" rx="1.5" />
    </Icon>
  ),
  restart: (
    <Icon>
      <path d="M13.2 8a5.2 5.2 0 1 1-1.6-3.700L13.5 6" />
      <path d="M13.5 2.500V6H10" />
    </Icon>
  ),
  outline: (
    <Icon>
      <path d="M2.5 4h11M5 8h8.500M5 12h8.5" />
    </Icon>
  ),
  more: (
    <Icon fill>
      <circle cx="3" cy="8" r="1.3" />
      <circle cx="8" cy="8" r="1.3" />
      <circle cx="13" cy="8" r="1.3" />
    </Icon>
  ),
  save: (
    <Icon>
      <path d="M8 2.500v7M5 7l3 3 3-3M2.5 13.500h11" />
    </Icon>
  ),
  reset: (
    <Icon>
      <path d="M3 7h6.500a3.5 3.5 0 0 1 0 7H7" />
      <path d="M6 4 3 7l3 3" />
    </Icon>
  ),
  keyboard: (
    <Icon>
      <rect x="1.5" y="4" width="13" height="8.5" rx="1.5" />
      <path d="M4 7h.01M6.7 7h.01M9.3 7h.01M12 7h.01M5 9.700h6" />
    </Icon>
  ),
  light: (
    <Icon>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.500v1.300M8 13.200v1.300M1.5 8h1.300M13.2 8h1.300M3.4 3.400l.9.9M11.7 11.700l.9.9M12.6 3.400l-.9.9M4.3 11.700l-.9.9" />
    </Icon>
  ),
  dark: (
    <Icon>
      <path d="M13.5 9.600A5.8 5.8 0 0 1 6.4 2.500a5.8 5.8 0 1 0 7.1 7.100z" />
    </Icon>
  ),
  system: (
    <Icon>
      <rect x="2" y="2.5" width="12" height="8.5" rx="1.2" />
      <path d="M5.5 13.500h5" />
    </Icon>
  ),
  check: (
    <Icon>
      <path d="m3 8.5 3.3 3.300L13 4.8" />
    </Icon>
  ),
  next: (
    <Icon>
      <path d="M3 8h10M9.5 4.5 13 8l-3.5 3.5" />
    </Icon>
  ),
  close: (
    <Icon>
      <path d="m4 4 8 8M12 4l-8 8" />
    </Icon>
  ),
} as const;

/** The mark of the workbook: a path that descends across contour lines. */
export function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="24" height="24" fill="none" aria-hidden="true">
      <ellipse cx="16" cy="16" rx="14" ry="9" stroke="var(--line-strong)" stroke-width="1.5" />
      <ellipse cx="16" cy="16" rx="7.5" ry="4.7" stroke="var(--line-strong)" stroke-width="1.5" />
      <path
        d="M3.5 12 7 20.500l3.5-7.3 3 5.6 2.5-2.8"
        stroke="var(--accent)"
        stroke-width="2.2"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
      <circle cx="16" cy="16" r="1.9" fill="var(--accent)" />
    </svg>
  );
}
