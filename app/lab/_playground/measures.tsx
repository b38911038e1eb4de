import { useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { playgroundWords } from '@/lib/i18n/lab/playground';
import type { Run } from './use-run';

/** Where and how fast the text was made; for a link's run, whether it is the same text. */
export function Measures({ run, expected }: { run: Run; expected: string | undefined }) {
  const words = useWords(playgroundWords);
  const { started, finished } = run;
  if (!started) return null;
  const facts: [string, string][] = [[words.device, `${started.device} · ${started.precision}`]];
  if (finished) {
    const { timings, usage, finish_reason } = finished.result;
    const ms = Math.round(timings.queue_ms + timings.prefill_ms);
    const count = fill(words.tokens, { count: usage.completion_tokens });
    facts.push(
      [words.speed, fill(words.tokens_per_second, { speed: Math.round(timings.tokens_per_second) })],
      [words.first_token, fill(words.milliseconds, { ms })],
      [words.count, `${count} (${words.finish[finish_reason]})`],
    );
  }
  facts.push([words.seed, String(run.request.seed)]);
  return (
    <>
      <dl className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-soft tabular-nums">
        {facts.map(([name, value]) => (
          <div key={name} className="flex gap-1.5">
            <dt>{name}</dt>
            <dd className="text-ink">{value}</dd>
          </div>
        ))}
      </dl>
      {expected && finished && (
        <p className={`text-sm ${expected === finished.digest ? 'text-accent' : 'text-danger'}`}>
          {expected === finished.digest ? words.same : words.different}
        </p>
      )}
    </>
  );
}
