import { useState } from 'react';
import { useWords } from '@/app/staff/words';
import { shellWords } from '@/lib/i18n/staff/shell';

/** A button that asks once more before it does what cannot be taken back. */
export function Confirm({
  label,
  question,
  onConfirm,
  disabled,
  danger = false,
}: {
  label: string;
  question: string;
  onConfirm: () => void;
  disabled: boolean;
  danger?: boolean;
}) {
  const { cancel } = useWords(shellWords);
  const [asking, setAsking] = useState(false);
  const look = danger ? 'button button-danger' : 'button';
  if (!asking) {
    return (
      <button type="button" onClick={() => setAsking(true)} disabled={disabled} className={look}>
        {label}
      </button>
    );
  }
  const confirm = () => {
    setAsking(false);
    onConfirm();
  };
  return (
    <fieldset className="rounded-xl bg-page p-3">
      <legend className="sr-only">{label}</legend>
      <p className="mb-2 text-sm">{question}</p>
      <div className="flex gap-2">
        {/* biome-ignore lint/a11y/noAutofocus: the button that was pressed is gone; its place is taken by this one. */}
        <button type="button" autoFocus onClick={() => setAsking(false)} className="button">
          {cancel}
        </button>
        <button type="button" onClick={confirm} className={look}>
          {label}
        </button>
      </div>
    </fieldset>
  );
}
