import { useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import { useWords } from '@/app/staff/words';
import { fill } from '@/lib/i18n';
import { apiKeysWords } from '@/lib/i18n/staff/api-keys';
import { shellWords } from '@/lib/i18n/staff/shell';

/** A key that was just made: it can be read and copied here, and nowhere afterwards. */
export function KeyOnce({ name, value, onDone }: { name: string; value: string; onDone: () => void }) {
  const words = useWords(apiKeysWords);
  const shell = useWords(shellWords);
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => {}, // without the clipboard it is selected and copied by hand
    );
  return (
    <section role="status" className="flex flex-col gap-3">
      <h3 className="font-semibold">{fill(words.once, { name })}</h3>
      <code className="rounded-xl border border-line bg-page px-3 py-2 break-all select-all">{value}</code>
      <p className="text-sm text-soft">{words.once_hint}</p>
      <div className="flex gap-2">
        <button type="button" onClick={copy} className="button">
          <Icon name={copied ? 'check' : 'copy'} className="size-4" />
          {copied ? shell.copied : shell.copy}
        </button>
        <button type="button" onClick={onDone} className="button button-primary">
          {words.done}
        </button>
      </div>
      <h3 className="mt-4 text-sm text-soft">{words.try_it}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <pre tabIndex={0} className="overflow-x-auto rounded-xl border border-line bg-page p-3 text-xs">
        {`curl ${window.location.origin}/v1/models \\\n  -H 'Authorization: Bearer ${value}'`}
      </pre>
    </section>
  );
}
