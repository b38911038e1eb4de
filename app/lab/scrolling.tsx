import type { ReactNode } from 'react';

/** A box that something wide or long scrolls in, by the keyboard too; on paper it is as large as it needs to be. */
export function Scrolling({
  label,
  className = '',
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is a form's, and a section is a landmark of the whole page.
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      className={`overflow-auto print:max-h-none print:overflow-visible ${className}`}
    >
      {children}
    </div>
  );
}
