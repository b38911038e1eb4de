import { useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { playgroundWords } from '@/lib/i18n/lab/playground';
import { labWords } from '@/lib/i18n/lab/shell';
import type { Turn } from '@/lib/lab/run';
import { TokenText } from './token-text';
import type { PlaygroundState } from './use-playground';

/** What was said before the question that is answered now. */
export function History({ turns, onClear }: { turns: Turn[]; onClear: () => void }) {
  const words = useWords(playgroundWords);
  if (turns.length === 0) return null;
  return (
    <section aria-label={words.history} className="flex flex-col gap-2 border-b border-line pb-3 text-sm">
      {turns.map(({ question, answer }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: turns are only ever added at the end.
        <div key={i} lang="ko">
          <p className="font-semibold">{question}</p>
          <p className="text-soft">{answer}</p>
        </div>
      ))}
      <button type="button" onClick={onClear} className="self-start text-soft underline underline-offset-2">
        {words.clear_history}
      </button>
    </section>
  );
}

interface OutputProps {
  at: number;
  state: PlaygroundState;
  selected: number;
  onSelect: (token: number | undefined) => void;
  onHover: (token: number | undefined) => void;
  writing: boolean;
}

/** The pane's text, or why there is none. */
export function Output({ at, state, selected, onSelect, onHover, writing }: OutputProps) {
  const words = useWords(playgroundWords);
  const { retry } = useWords(labWords);
  const { run } = state.runs[at];
  if (!run) return <p className="py-6 text-center text-sm text-soft">{words.empty[state.asked.mode]}</p>;
  const { request, tokens, started, error } = run;
  return (
    <>
      {request.mode === 'chat' && (
        <p lang="ko" className="font-semibold whitespace-pre-wrap">
          {request.prompt}
        </p>
      )}
      {run.status === 'loading' && (
        <p role="status" className="text-sm text-soft">
          {started ? words.writing : words.loading}…
        </p>
      )}
      {(tokens.length > 0 || run.status === 'running') && (
        <TokenText
          key={request.seed}
          label={words.text}
          before={request.mode === 'completion' ? request.prompt : ''}
          tokens={tokens}
          selected={selected}
          onSelect={onSelect}
          onHover={onHover}
          writing={writing}
        />
      )}
      {error && (
        <div role="alert" className="rounded-xl bg-danger-tint px-4 py-3 text-sm text-danger">
          <p>{error.message}</p>
          <button
            type="button"
            onClick={() => state.again(at, { checksum: undefined })}
            className="mt-1 font-semibold underline underline-offset-2"
          >
            {error.code === 'model_changed' ? words.run_anyway : retry}
          </button>
        </div>
      )}
      {request.forced && request.forced.length > 0 && (
        <p className="flex flex-wrap items-center gap-x-3 text-sm text-soft">
          {fill(words.branched, { count: request.forced.length - 1 })}
          <button
            type="button"
            onClick={() => {
              onSelect(undefined);
              state.again(at, { forced: undefined });
            }}
            className="min-h-9 text-accent underline underline-offset-2"
          >
            {words.unbranch}
          </button>
        </p>
      )}
      {request.mode === 'chat' && run.status === 'done' && !state.running && run.text !== '' && (
        <button type="button" onClick={state.followUp} className="button self-start">
          {words.follow_up}
        </button>
      )}
      {started && (
        <details className="text-sm">
          <summary className="cursor-pointer text-soft hover:text-ink">
            {fill(words.read, { count: started.prompt.length })}
          </summary>
          <p
            lang="ko"
            className="mt-1 max-h-48 overflow-y-auto rounded-lg bg-page p-2 leading-loose whitespace-pre-wrap"
          >
            {started.prompt.map((piece, i) => (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: a prompt does not change.
                key={i}
                title={`${piece.id}`}
                className={`mr-px rounded-sm ${piece.special ? 'text-accent' : i % 2 ? 'bg-tint' : 'bg-line'}`}
              >
                {piece.text || '·'}
              </span>
            ))}
          </p>
        </details>
      )}
    </>
  );
}
