import { useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import { copyText } from '@/app/(customer)/copy-text';
import { shellWords } from '@/lib/i18n/staff/shell';
import { useWords } from '../../../words';

/** Puts the draft on the clipboard. */
export function CopyDraft({ text, disabled }: { text: string; disabled: boolean }) {
  const words = useWords(shellWords);
  /** What was copied last: after a change it has to be copied again. */
  const [copied, setCopied] = useState<string>();
  const copy = async () => {
    await copyText(text);
    setCopied(text);
  };
  const done = copied === text;
  return (
    <button type="button" className="button" disabled={disabled} onClick={copy}>
      <Icon name={done ? 'check' : 'copy'} className="size-4" />
      <span aria-live="polite">{done ? words.copied : words.copy}</span>
    </button>
  );
}
