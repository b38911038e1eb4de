import { type KeyboardEvent, memo, useEffect, useId, useRef } from 'react';
import { useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { playgroundWords } from '@/lib/i18n/lab/playground';
import type { Piece, RunToken } from '@/lib/lab/run';
import { levelOf, percentOf } from './level';

interface TokenTextProps {
  label: string;
  /** What the text goes on from. */
  before: string;
  tokens: RunToken[];
  selected: number;
  onSelect: (token: number) => void;
  onHover: (token: number | undefined) => void;
  writing: boolean;
}

/**
 * The text as a list box of tokens, each coloured by its probability: one stop of the Tab key, arrows move within,
 * and the down arrow leads to the candidates.
 */
export function TokenText({ label, before, tokens, selected, onSelect, onHover, writing }: TokenTextProps) {
  const words = useWords(playgroundWords);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const hint = useId();
  const byKey = (event: KeyboardEvent) => {
    const to = { ArrowLeft: selected - 1, ArrowRight: selected + 1, Home: 0, End: tokens.length - 1 }[
      event.key
    ];
    if (to !== undefined) {
      event.preventDefault();
      onHover(undefined);
      onSelect(Math.max(0, Math.min(tokens.length - 1, to)));
    } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      list.current?.closest('section')?.querySelector<HTMLElement>('[data-candidate]')?.focus();
    }
  };
  useEffect(() => {
    if (document.activeElement !== list.current) return;
    document.getElementById(`${id}-${selected}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, selected]);
  return (
    <div>
      <div className="max-h-[26rem] overflow-y-auto rounded-lg leading-[2.1] whitespace-pre-wrap" lang="ko">
        {before !== '' && <span className="text-soft">{before}</span>}
        <div
          ref={list}
          role="listbox"
          tabIndex={0}
          aria-label={label}
          aria-describedby={hint}
          aria-orientation="horizontal"
          aria-busy={writing}
          aria-activedescendant={tokens.length > 0 ? `${id}-${selected}` : undefined}
          onKeyDown={byKey}
          onPointerLeave={() => onHover(undefined)}
          className="inline rounded-sm"
        >
          {tokens.map((token, i) => (
            <Token
              // biome-ignore lint/suspicious/noArrayIndexKey: a token's place is what it is.
              key={i}
              id={`${id}-${i}`}
              at={i}
              token={token}
              selected={i === selected}
              onSelect={onSelect}
              onHover={onHover}
            />
          ))}
        </div>
      </div>
      <p id={hint} className="mt-1 text-xs text-soft max-sm:sr-only">
        {words.text_hint}
      </p>
    </div>
  );
}

interface TokenProps {
  id: string;
  at: number;
  token: RunToken;
  selected: boolean;
  onSelect: (token: number) => void;
  onHover: (token: number | undefined) => void;
}

const Token = memo(function Token({ id, at, token, selected, onSelect, onHover }: TokenProps) {
  const words = useWords(playgroundWords);
  const probability = fill(words.probability, { percent: percentOf(token.probability) });
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the list box's.
    // biome-ignore lint/a11y/useFocusableInteractive: the list box has the focus and names its active option.
    <span
      id={id}
      role="option"
      aria-selected={selected}
      aria-label={`${nameOf(token, words)}, ${probability}`}
      onClick={() => onSelect(at)}
      onPointerEnter={(event) => event.pointerType === 'mouse' && onHover(at)}
      className={`token cursor-pointer ${levelOf(token.probability)} ${selected ? 'token-selected' : ''} ${token.special ? 'text-xs' : ''}`}
    >
      {shownOf(token)}
    </span>
  );
});

/** A token within the text: half characters leave a mark, so that each can be pointed at. */
function shownOf({ text, special }: Piece): string {
  if (special) return ` ${text}`;
  return text === '' ? '·' : text.replaceAll('\n', '↵\n');
}

/** A token as it is called where it stands alone: space and line ends are words. */
export function nameOf(
  { text, bytes }: Piece,
  words: { half: string; space: string; line_end: string },
): string {
  if (text === '') return `${words.half} ${bytes}`;
  if (text === '\n') return words.line_end;
  return text.trim() === '' ? words.space : text.trim();
}
