'use client';

import { useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { tokensWords } from '@/lib/i18n/lab/tokens';
import type { Token } from '@/lib/lab/tokens';

/** Tokens shown one by one; the table has them all. */
const MOST = 600;

/** Tokens in their order, each with its id; neighbours differ in shade, and parts of characters are dashed. */
export function Chips({ tokens, label }: { tokens: Token[]; label: string }) {
  const { rest } = useWords(tokensWords);
  return (
    <>
      <ol aria-label={label} className="flex flex-wrap gap-1">
        {tokens.slice(0, MOST).map((token, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same token may stand twice, and its place is what it is.
          <Chip key={i} token={token} dark={i % 2 === 1} />
        ))}
      </ol>
      {tokens.length > MOST && (
        <p className="mt-2 text-sm text-soft">{fill(rest, { count: tokens.length - MOST })}</p>
      )}
    </>
  );
}

function Chip({ token: { id, text, within, bytes }, dark }: { token: Token; dark: boolean }) {
  const { part_of } = useWords(tokensWords);
  const part = text === undefined;
  return (
    <li
      title={within && fill(part_of, { character: within })}
      className={`flex max-w-full min-w-6 flex-col items-center rounded-md border px-1 ${part ? 'border-dashed border-field' : 'border-line'} ${dark ? 'bg-tint' : 'bg-page'}`}
    >
      {part ? (
        <span className="font-mono text-sm">
          {hex(bytes)}
          {within && <span className="sr-only"> {fill(part_of, { character: within })}</span>}
        </span>
      ) : (
        <Text text={text} />
      )}
      <span className="text-[0.6875rem] leading-tight text-soft tabular-nums">{id}</span>
    </li>
  );
}

/** Spaces and ends of lines have a sign of their own. */
function Text({ text }: { text: string }) {
  const parts = text.split(/([ \n\t])/).filter((part) => part !== '');
  return (
    <span>
      {parts.map((part, i) =>
        part in SIGNS ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: signs repeat, and never move.
          <span key={i} className="text-soft">
            {SIGNS[part]}
          </span>
        ) : (
          part
        ),
      )}
    </span>
  );
}

const SIGNS: Record<string, string> = { ' ': '␣', '\n': '↵', '\t': '⇥' };

export const hex = (bytes: readonly number[]) =>
  bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
