import { SecretOnce } from '@/app/staff/secret-once';
import { useWords } from '@/app/staff/words';
import { fill } from '@/lib/i18n';
import { apiKeysWords } from '@/lib/i18n/staff/api-keys';

/** A key that was just made, and how it is tried. */
export function KeyOnce({ name, value, onDone }: { name: string; value: string; onDone: () => void }) {
  const words = useWords(apiKeysWords);
  return (
    <SecretOnce
      title={fill(words.once, { name })}
      secret={value}
      hint={words.once_hint}
      done={words.done}
      onDone={onDone}
    >
      <h3 className="mt-4 text-sm text-soft">{words.try_it}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <pre tabIndex={0} className="overflow-x-auto rounded-xl border border-line bg-page p-3 text-xs">
        {`curl ${window.location.origin}/v1/models \\\n  -H 'Authorization: Bearer ${value}'`}
      </pre>
    </SecretOnce>
  );
}
