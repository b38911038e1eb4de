import { requestLocale } from '@/app/locale';
import { tracesWords } from '@/lib/i18n/staff/traces';
import type { TraceDetail } from '@/lib/insights/traces';
import { Section } from './section';

/** The cited entries as they stood when they were cited. */
export async function Passages({ detail: { citations } }: { detail: TraceDetail }) {
  const { passages } = tracesWords[await requestLocale()];
  if (citations.length === 0) return null;
  return (
    <Section title={passages}>
      <ul lang="ko" className="flex flex-col gap-4">
        {citations.map(({ id, version, question, answer, effective_date, source }) => (
          <li key={id}>
            <p className="font-semibold">{question}</p>
            <p className="whitespace-pre-wrap">{answer}</p>
            <p className="text-sm text-soft">
              {id} v{version} · {effective_date} · {source}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What the model was given, word for word. */
export async function Prompt({ detail: { trace } }: { detail: TraceDetail }) {
  const { prompt } = tracesWords[await requestLocale()];
  if (!trace?.prompt) return null;
  return (
    <details className="card p-4">
      <summary className="cursor-pointer font-semibold">{prompt}</summary>
      <pre lang="ko" className="mt-3 font-mono text-sm whitespace-pre-wrap">
        {trace.prompt}
      </pre>
    </details>
  );
}
