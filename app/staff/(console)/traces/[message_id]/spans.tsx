import { requestLocale } from '@/app/locale';
import { tracesWords } from '@/lib/i18n/staff/traces';
import type { TraceDetail } from '@/lib/insights/traces';
import { duration } from '../../insights/format';
import { Section } from './section';

/** How long each step took, and what the model did in its own. */
export async function Spans({ detail: { trace, timings } }: { detail: TraceDetail }) {
  const { steps: words, timings: model, unmeasured } = tracesWords[await requestLocale()];
  const steps = trace?.steps ?? [];
  return (
    <Section title={words.title}>
      {steps.length === 0 && <p className="text-sm text-soft">{unmeasured}</p>}
      <Waterfall
        spans={steps.map(({ name, ms }) => ({ name: words[name], ms }))}
        total={{ name: words.total, ms: trace?.ms }}
      />
      <h3 className="mt-4 mb-2 text-sm font-semibold">{model.title}</h3>
      {timings ? (
        <>
          <Waterfall
            spans={[
              { name: model.queue, ms: timings.queue_ms },
              { name: model.prefill, ms: timings.prefill_ms },
              { name: model.decode, ms: timings.decode_ms },
            ]}
          />
          <p className="mt-2 text-sm text-soft tabular-nums">
            {[
              `${model.first_token} ${duration(timings.queue_ms + timings.prefill_ms)}`,
              `${model.speed} ${timings.tokens_per_second.toFixed(1)}`,
              `${model.prompt_tokens} ${timings.prompt_tokens}`,
              `${model.completion_tokens} ${timings.completion_tokens}`,
            ].join(' · ')}
          </p>
        </>
      ) : (
        <p className="text-sm text-soft">{model.none}</p>
      )}
    </Section>
  );
}

interface Span {
  name: string;
  ms: number;
}

/** Spans of time one after another, each bar beginning where the one before it ended. */
function Waterfall({ spans, total }: { spans: Span[]; total?: { name: string; ms?: number } }) {
  const whole = Math.max(
    total?.ms ?? 0,
    spans.reduce((sum, { ms }) => sum + ms, 0),
  );
  if (whole === 0) return null;
  let begun = 0;
  const placed = spans.map((span) => {
    const from = begun;
    begun += span.ms;
    return { ...span, from };
  });
  return (
    <ol className="flex flex-col gap-1 text-sm tabular-nums">
      {placed.map(({ name, ms, from }) => (
        <li key={name} className="grid grid-cols-[7.5rem_1fr_4.5rem] items-center gap-2">
          <span className="text-soft">{name}</span>
          <span aria-hidden="true" className="h-3 overflow-hidden rounded bg-page">
            <span
              className="block h-full min-w-0.5 rounded bg-accent"
              style={{ marginLeft: `${(99 * from) / whole}%`, width: `${(100 * ms) / whole}%` }}
            />
          </span>
          <span className="text-right">{duration(ms)}</span>
        </li>
      ))}
      {total?.ms !== undefined && (
        <li className="grid grid-cols-[1fr_4.5rem] gap-2 border-t border-line pt-1 font-semibold">
          <span>{total.name}</span>
          <span className="text-right">{duration(total.ms)}</span>
        </li>
      )}
    </ol>
  );
}
