import { useEffect, useRef, useState } from 'react';
import { shellWords } from '@/lib/i18n/staff/shell';
import { useWords } from '../../../words';

/** A button that asks once more before it does what cannot be undone. */
export function ConfirmButton({
  label,
  question,
  look,
  disabled,
  onConfirm,
}: {
  label: string;
  question: string;
  look: 'button-primary' | 'button-danger';
  disabled: boolean;
  onConfirm: () => void;
}) {
  const { cancel } = useWords(shellWords);
  const [asking, setAsking] = useState(false);
  const asked = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asking) asked.current?.focus();
  }, [asking]);
  if (!asking) {
    return (
      <button type="button" className={`button ${look}`} disabled={disabled} onClick={() => setAsking(true)}>
        {label}
      </button>
    );
  }
  return (
    <fieldset className="w-full rounded-xl border border-line bg-page p-3">
      <legend className="sr-only">{label}</legend>
      <p className="text-sm">{question}</p>
      <div className="mt-2 flex gap-2">
        <button
          ref={asked}
          type="button"
          className={`button ${look}`}
          aria-label={`${question} ${label}`}
          onClick={() => {
            setAsking(false);
            onConfirm();
          }}
        >
          {label}
        </button>
        <button type="button" className="button" onClick={() => setAsking(false)}>
          {cancel}
        </button>
      </div>
    </fieldset>
  );
}
