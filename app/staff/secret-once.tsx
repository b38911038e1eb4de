import { type ReactNode, useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import { shellWords } from '@/lib/i18n/staff/shell';
import { useWords } from './words';

/** A password or a key that was just made: it can be read and copied here, and nowhere afterwards. */
export function SecretOnce({
  title,
  secret,
  hint,
  done,
  onDone,
  children,
}: {
  title: string;
  secret: string;
  hint: string;
  /** The words of the button that closes it. */
  done: string;
  onDone: () => void;
  children?: ReactNode;
}) {
  const shell = useWords(shellWords);
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(secret).then(
      () => setCopied(true),
      () => {}, // without the clipboard it is selected and copied by hand
    );
  return (
    <section role="status" className="flex flex-col gap-3">
      <h3 className="font-semibold">{title}</h3>
      <code className="rounded-xl border border-line bg-page px-3 py-2 break-all select-all">{secret}</code>
      <p className="text-sm text-soft">{hint}</p>
      <div className="flex gap-2">
        <button type="button" onClick={copy} className="button">
          <Icon name={copied ? 'check' : 'copy'} className="size-4" />
          {copied ? shell.copied : shell.copy}
        </button>
        <button type="button" onClick={onDone} className="button button-primary">
          {done}
        </button>
      </div>
      {children}
    </section>
  );
}
