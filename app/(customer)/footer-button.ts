/** The look of a button under an answer. */
export const FOOTER_BUTTON =
  'flex h-9 min-w-9 items-center justify-center gap-1.5 rounded-lg px-2 text-sm text-soft hover:bg-tint hover:text-ink';
