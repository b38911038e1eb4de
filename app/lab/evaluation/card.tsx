import { type ReactNode, useId } from 'react';

/** A part of the page under its heading. */
export function Card({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="card min-w-0 p-4 sm:p-5">
      <h2 id={heading} className="text-lg font-semibold">
        {title}
      </h2>
      {hint && <p className="mb-2 text-sm text-soft">{hint}</p>}
      {children}
    </section>
  );
}
