import { requestLocale } from '@/app/locale';
import { fill } from '@/lib/i18n';
import { tracesWords } from '@/lib/i18n/staff/traces';
import type { TraceDetail } from '@/lib/insights/traces';
import { Section } from './section';

/** What the check of the model's words against their sources found. */
export async function Grounding({ detail: { trace, checked } }: { detail: TraceDetail }) {
  const { grounding: words } = tracesWords[await requestLocale()];
  if (!trace) return null;
  const verdict = {
    written: fill(words.passed, { count: checked }),
    fallback: words.failed,
    approved: words.not_needed,
    fixed: words.not_needed,
  }[trace.wording];
  return (
    <Section title={words.title}>
      <p>{verdict}</p>
      <Texts title={words.unsupported} texts={trace.unsupported} className="bg-danger-tint text-danger" />
      <Texts title={words.added} texts={trace.added} className="bg-tint" />
    </Section>
  );
}

function Texts({
  title,
  texts = [],
  className,
}: {
  title: string;
  texts: string[] | undefined;
  className: string;
}) {
  if (texts.length === 0) return null;
  return (
    <>
      <h3 className="mt-3 text-sm text-soft">{title}</h3>
      <ul lang="ko" className="mt-1 flex flex-col items-start gap-1">
        {texts.map((text) => (
          <li key={text} className={`rounded-lg px-2 py-0.5 ${className}`}>
            {text}
          </li>
        ))}
      </ul>
    </>
  );
}
