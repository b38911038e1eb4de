import type { KeyboardEvent } from 'react';
import { useLocale, useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { playgroundWords } from '@/lib/i18n/lab/playground';
import type { RunCandidate, RunToken } from '@/lib/lab/run';
import { percentOf } from './level';
import { nameOf } from './token-text';

interface InspectorProps {
  label: string;
  tokens: RunToken[];
  /** The token that is looked at. */
  at: number;
  /** Whether that is whichever came last. */
  following: boolean;
  /** Whether it stands beside the text where there is room. */
  beside: boolean;
  onBranch: (at: number, id: number) => void;
}

const STAGES = ['model', 'reshaped', 'final'] as const;

/** The candidates of one place, from the model's own probabilities to those that the draw was made with. */
export function Inspector({ label, tokens, at, following, beside, onBranch }: InspectorProps) {
  const words = useWords(playgroundWords);
  const locale = useLocale();
  const token = tokens[at];
  if (!token) return null;
  const { rest } = token;
  return (
    <section
      aria-label={label}
      className={`border-t border-line p-4 ${beside ? 'lg:border-t-0 lg:border-l' : ''}`}
      onKeyDown={moveAmongCandidates}
    >
      <h2 className="flex flex-wrap items-baseline gap-x-2 text-sm">
        <span className="token-name font-bold">{nameOf(token, words)}</span>
        <span className="text-soft">
          {fill(words.position, { at: at + 1, count: tokens.length })}
          {following && ` · ${words.newest}`} · {fill(words.id, { id: token.id })}
          {token.bytes && ` · ${fill(words.bytes, { bytes: token.bytes })}`}
        </span>
      </h2>
      <table className="mt-2 w-full table-fixed text-sm tabular-nums">
        <caption className="mb-1 text-left text-xs text-soft">{words.caption}</caption>
        <thead>
          <tr className="text-left align-bottom text-xs text-soft">
            <th scope="col" className="w-[30%] py-1 font-semibold sm:w-[34%]">
              {words.token}
            </th>
            {STAGES.map((stage) => (
              <th key={stage} scope="col" className="py-1 pl-2 font-semibold">
                {words.stage[stage]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.candidates.map((candidate) => (
            <CandidateRow
              key={candidate.id}
              candidate={candidate}
              drawn={candidate.id === token.id ? (token.forced ? 'chosen' : 'drawn') : undefined}
              onPick={() => onBranch(at, candidate.id)}
            />
          ))}
        </tbody>
        <tfoot>
          <tr className="border-t border-line align-top text-soft">
            <th scope="row" className="py-1.5 text-left font-normal">
              {words.rest}
            </th>
            {STAGES.map((stage) => (
              <td key={stage} className="py-1.5 pl-2">
                <Bar value={rest[stage]} />
                {stage === 'final' && rest.left > 0 && (
                  <span className="text-xs">
                    {fill(words.rest_left, { left: rest.left.toLocaleString(locale) })}
                  </span>
                )}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

interface CandidateRowProps {
  candidate: RunCandidate;
  drawn: 'drawn' | 'chosen' | undefined;
  onPick: () => void;
}

function CandidateRow({ candidate, drawn, onPick }: CandidateRowProps) {
  const words = useWords(playgroundWords);
  const name = nameOf(candidate, words);
  const cut = candidate.cut_by && words.cut[candidate.cut_by];
  return (
    <tr className={`border-t border-line align-top ${drawn ? 'bg-tint' : ''}`}>
      <th scope="row" className="py-1 pr-1 text-left font-normal">
        <button
          type="button"
          data-candidate
          onClick={onPick}
          aria-label={fill(words.branch, { token: name })}
          title={fill(words.id, { id: candidate.id })}
          lang="ko"
          className="flex min-h-8 w-full flex-wrap items-center gap-x-1.5 rounded-md px-1 text-left hover:text-accent"
        >
          <span className="max-w-full truncate font-semibold underline decoration-dotted underline-offset-4">
            {name}
          </span>
          {drawn && <span className="badge">{words[drawn]}</span>}
        </button>
      </th>
      <td className="py-1.5 pl-2">
        <Bar value={candidate.model} />
      </td>
      <td className="py-1.5 pl-2">
        <Bar value={candidate.reshaped} />
      </td>
      <td className="py-1.5 pl-2">
        {cut ? (
          <span className="text-xs text-danger">{fill(words.cut_by, { name: cut })}</span>
        ) : (
          <Bar value={candidate.final} />
        )}
      </td>
    </tr>
  );
}

/** A probability: the number, and a bar as long as it. */
function Bar({ value }: { value: number }) {
  return (
    <span className="block whitespace-nowrap max-sm:text-xs">
      {percentOf(value)}
      <span aria-hidden="true" className="mt-0.5 block h-1.5 overflow-hidden rounded-full bg-line">
        <span className="block h-full rounded-full bg-accent" style={{ width: `${100 * value}%` }} />
      </span>
    </span>
  );
}

/** Up and down among the candidates; Escape and up from the first lead back to the text. */
function moveAmongCandidates(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const candidates = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-candidate]')];
  const at = candidates.indexOf(document.activeElement as HTMLElement);
  if (at < 0 || (step === undefined && event.key !== 'Escape')) return;
  event.preventDefault();
  const text = event.currentTarget.parentElement?.querySelector<HTMLElement>('[role="listbox"]');
  const next = step === undefined ? text : at + step < 0 ? text : candidates[at + step];
  next?.focus();
}
