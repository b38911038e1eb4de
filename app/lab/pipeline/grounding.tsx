import { Icon } from '@/app/_ui/icons';
import { useWords } from '@/app/_ui/words';
import { pipelineWords } from '@/lib/i18n/lab/pipeline';
import type { CheckedSentence, Followed } from '@/lib/lab/follow';

/** Each sentence that the model wrote: what it claims, and whether the source says so. */
export function Grounding({
  grounding: { sentences, wording, added },
}: {
  grounding: Followed['grounding'];
}) {
  const { ground: words } = useWords(pipelineWords);
  if (sentences.length === 0) return <p className="text-soft">{words.none}</p>;
  return (
    <>
      <ul className="flex flex-col gap-3">
        {sentences.map((sentence) => (
          <Sentence key={sentence.text} sentence={sentence} />
        ))}
      </ul>
      {wording === 'fallback' && <p className="mt-3 font-semibold text-danger">{words.replaced}</p>}
      {added.length > 0 && (
        <>
          <h3 className="mt-3 text-sm font-semibold">{words.added}</h3>
          <ul lang="ko" className="mt-1 flex flex-col items-start gap-1">
            {added.map((text) => (
              <li key={text} className="rounded-lg bg-tint px-2 py-0.5">
                {text}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Sentence({ sentence: { text, claims, failed, spans } }: { sentence: CheckedSentence }) {
  const { ground: words, kinds } = useWords(pipelineWords);
  return (
    <li className="border-t border-line pt-2">
      <p lang="ko">{text}</p>
      <p className="mt-1 flex flex-wrap items-center gap-2 text-sm">
        <span
          className={`inline-flex items-center gap-1 font-semibold ${failed ? 'text-danger' : 'text-accent'}`}
        >
          <Icon name={failed ? 'close' : 'check'} className="size-4" />
          {failed ? `${words.failed}: ${words.checks[failed]}` : words.passed}
        </span>
        {claims.length === 0 && <span className="text-soft">{words.no_claims}</span>}
        {claims.map((claim, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same claim may stand twice in a sentence.
          <span key={i} className="badge">
            {kinds[claim.kind]} <span lang="ko">{claim.text}</span>
          </span>
        ))}
      </p>
      {spans.length > 0 && (
        <p lang="ko" className="mt-1 text-sm text-danger">
          {spans.join(' · ')}
        </p>
      )}
    </li>
  );
}
