const PATHS = {
  send: 'M12 19V5M6 11l6-6 6 6',
  stop: 'M7 7h10v10H7z',
  plus: 'M12 5v14M5 12h14',
  sliders: 'M4 7h9M19 7h1M4 17h1M11 17h9M16 4.5v5M8 14.5v5',
  again: 'M5 12a7 7 0 1 1 2.2 5.1M5 20v-4h4',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6L6 18',
  document: 'M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5',
  phone: 'M6 4h3l1.5 4.5-2 1.5a11 11 0 0 0 5 5l1.5-2L20 15v3a2 2 0 0 1-2 2A14 14 0 0 1 4 6a2 2 0 0 1 2-2z',
  down: 'M12 5v14M6 13l6 6 6-6',
} as const;

/** A line drawing beside or in place of a word; the word itself is always there for screen readers. */
export function Icon({ name, className = 'size-5' }: { name: keyof typeof PATHS; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      className={className}
      fill={name === 'stop' ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The bank's mark: a warm (온) sun over a wall (담). */
export function Mark({ className }: { className: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className={className}>
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <path d="M9.5 17a6.5 6.5 0 0 1 13 0z" className="fill-on-accent" />
      <path d="M7 21.5h18" className="stroke-on-accent" strokeWidth="2.6" strokeLinecap="round" />
    </svg>
  );
}
