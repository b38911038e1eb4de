import type { Action, Trace } from '@/lib/answer/citation';
import { type Answered, holdsFacts, missingFacts, turnedAway } from './answers';
import type { Reply } from './assistant';
import type { Entry } from './sets';

/** Why a reply is wrong, by where the way to it went wrong first. */
export type Why = 'declined' | 'not_found' | 'ranked_lower' | 'clarified' | 'incomplete' | 'answered';

/** A reply that was wrong, with how it came about. */
export interface Case {
  set: 'answers' | 'out_of_scope';
  question: string;
  why: Why;
  /** The entry that answers it; none where nothing does. */
  expected?: { id: string; question: string; facts: string[] };
  /** Facts of the expected entry that the reply lacks. */
  missing?: string[];
  /** Of which kind a question outside the bank's knowledge is. */
  kind?: string;
  action: Action;
  text: string;
  cited: string[];
  trace: Pick<Trace, 'intent' | 'confidence' | 'wording' | 'added' | 'unsupported' | 'ms'> & {
    hits: { id: string; question: string; score: number; similarity: number; lexical: number }[];
  };
}

/** Every wrong reply of the held-out questions and of those that nothing answers. */
export function wrongCases(
  answered: Answered[],
  scope: { kind: string; question: string; reply: Reply }[],
  entries: ReadonlyMap<string, Entry>,
): Case[] {
  const told = ({ action, text, citations, trace }: Reply) => ({
    action,
    text,
    cited: citations.map(({ id }) => id),
    trace: {
      intent: trace.intent,
      confidence: trace.confidence,
      wording: trace.wording,
      added: trace.added,
      unsupported: trace.unsupported,
      ms: trace.ms,
      hits: (trace.hits ?? []).map((hit) => ({ ...hit, question: entries.get(hit.id)?.question ?? '' })),
    },
  });
  return [
    ...answered
      .filter((item) => !holdsFacts(item))
      .map((item): Case => {
        const { question, entry, reply } = item;
        const { id, facts } = entry;
        const expected = { id, question: entry.question, facts };
        const missing = missingFacts(item);
        return { set: 'answers', question, why: whyOf(item), expected, missing, ...told(reply) };
      }),
    ...scope
      .filter((item) => !turnedAway(item))
      .map(({ kind, question, reply }): Case => {
        const why = reply.action === 'clarify' ? 'clarified' : 'answered';
        return { set: 'out_of_scope', question, why, kind, ...told(reply) };
      }),
  ];
}

function whyOf({ entry, reply }: Answered): Why {
  const found = (reply.trace.hits ?? []).findIndex(({ id }) => id === entry.id);
  if (found === -1) return 'not_found';
  if (turnedAway({ reply })) return 'declined';
  if (reply.action === 'clarify') return 'clarified';
  return reply.citations.some(({ id }) => id === entry.id) ? 'incomplete' : 'ranked_lower';
}
