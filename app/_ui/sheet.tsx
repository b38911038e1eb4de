'use client';

import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Icon } from './icons';

/** A dialog that comes from below on a phone and stands at the side on a wide screen. Rendered, it is open. */
export function Sheet({
  title,
  close,
  onClose,
  lang,
  wide = false,
  children,
}: {
  title: string;
  /** What the closing button is called. */
  close: string;
  onClose: () => void;
  lang?: string;
  wide?: boolean;
  children: ReactNode;
}) {
  const heading = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the browser closes a dialog by Escape itself.
    <dialog
      ref={dialog}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
      aria-labelledby={heading}
      className={wide ? 'sheet sheet-wide' : 'sheet'}
    >
      <header className="flex items-start justify-between gap-2 border-b border-line py-2 pr-2 pl-5">
        <h2 id={heading} className="py-2 text-lg leading-snug font-bold" lang={lang}>
          {title}
        </h2>
        <button
          type="button"
          onClick={() => dialog.current?.close()}
          aria-label={close}
          className="grid size-11 shrink-0 place-items-center rounded-xl text-soft hover:bg-tint hover:text-ink"
        >
          <Icon name="close" />
        </button>
      </header>
      <div className="overflow-y-auto overscroll-contain px-5 pt-4 pb-8" lang={lang}>
        {children}
      </div>
    </dialog>
  );
}
