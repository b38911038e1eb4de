import { useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import { useWords } from '@/app/staff/words';
import { fill } from '@/lib/i18n';
import { shellWords } from '@/lib/i18n/staff/shell';
import { teamWords } from '@/lib/i18n/staff/team';

/** A password that was just made: it can be read and copied here, and nowhere afterwards. */
export function PasswordOnce({
  name,
  password,
  onDone,
}: {
  name: string;
  password: string;
  onDone: () => void;
}) {
  const words = useWords(teamWords);
  const shell = useWords(shellWords);
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(password).then(
      () => setCopied(true),
      () => {}, // without the clipboard it is selected and copied by hand
    );
  return (
    <section role="status" className="flex flex-col gap-3">
      <h3 className="font-semibold">{fill(words.password_once, { name })}</h3>
      <code className="rounded-xl border border-line bg-page px-3 py-2 text-lg break-all select-all">
        {password}
      </code>
      <p className="text-sm text-soft">{words.password_hint}</p>
      <div className="flex gap-2">
        <button type="button" onClick={copy} className="button">
          <Icon name={copied ? 'check' : 'copy'} className="size-4" />
          {copied ? shell.copied : shell.copy}
        </button>
        <button type="button" onClick={onDone} className="button button-primary">
          {words.done}
        </button>
      </div>
    </section>
  );
}
