import { RunnableLambda } from '@langchain/core/runnables';
import type { Served } from '@/lib/knowledge/search';
import type { Action, Citation, Trace } from './citation';
import { type Confidence, hasAlternative } from './confidence';
import { fixedReply, isFailedTry, type Outcome } from './fixed';
import { type Guarded, stepSince } from './guard';
import type { Retrieved } from './retrieve';

/** What to do with a question, decided before a word is written. */
export interface Plan {
  question: Guarded;
  action: Action;
  /** What the reply rests on: what the model reads, and what its words are checked against. */
  citations: Citation[];
  /** Questions to choose from, where it is not clear which is meant. */
  options: string[];
  /** What a right reply holds, word for word; where the model leaves some of it out, the source's sentences are added. */
  facts?: string[];
  /** An entry that may be meant instead: its question and answer follow the model's words. */
  alternative?: Citation;
  /** What may be asked next; only after an answer. */
  follow_ups: string[];
  /** Said as it stands, without the model; absent, the model writes from the citations. */
  say?: string;
  trace: Trace;
}

export const citationOf = ({ id, version, question, answer, effective_date, source }: Served): Citation => ({
  id,
  version,
  question,
  answer,
  effective_date,
  source,
});

/** Passages that the model reads: the first, and the second where it scores nearly as high. */
const MOST_PASSAGES = 2;
const NEAR_FIRST = 0.75;

/** That there is an answer. */
const CONFIDENT: Confidence[] = ['between', 'sure', 'exact'];

/** What was found in; out what kind of reply the question gets, and from what. */
export const plan = RunnableLambda.from((retrieved: Retrieved): Plan => {
  const started = performance.now();
  const planned = planFor(retrieved);
  retrieved.question.steps.push(stepSince('plan', started));
  return planned;
});

function planFor(retrieved: Retrieved): Plan {
  const { question, hits, confidence } = retrieved;
  const { intent } = question;
  if (intent.kind === 'question') return answerPlan(retrieved);
  // The bank has an approved answer to these very words: that it may not tell, and where to look.
  if (intent.kind === 'refuse' && intent.reason !== 'injection' && confidence === 'exact') {
    return answerPlan(retrieved);
  }
  const fixed = saidPlan(question);
  if (intent.kind !== 'accident' || !CONFIDENT.includes(confidence)) return fixed;
  // Who to call comes first; what the bank's own text says of such an accident comes after it.
  const [{ entry }] = hits;
  const trace = { ...traceOf(retrieved), ...fixed.trace };
  return { ...fixed, say: `${fixed.say}\n\n${entry.answer}`, citations: [citationOf(entry)], trace };
}

function answerPlan(retrieved: Retrieved): Plan {
  const { question, hits, confidence, follow_ups } = retrieved;
  const trace = traceOf(retrieved);
  const [first, second] = hits;
  const answered = { question, action: 'answer' as const, options: [], follow_ups };
  switch (confidence) {
    case 'exact': {
      const approved = { ...trace, wording: 'approved' as const };
      return { ...answered, citations: [citationOf(first.entry)], say: first.entry.answer, trace: approved };
    }
    case 'sure': {
      const near = hits.slice(0, MOST_PASSAGES).filter(({ score }) => score >= NEAR_FIRST * first.score);
      const citations = near.map(({ entry }) => citationOf(entry));
      const alternative = hasAlternative(hits) ? citationOf(second.entry) : undefined;
      return { ...answered, citations, facts: first.entry.facts, alternative, trace };
    }
    case 'between': {
      const options = [first, second].map(({ entry }) => entry.question);
      return { ...saidPlan(question, 'clarify'), options, trace: { ...trace, wording: 'fixed' } };
    }
    default:
      return { ...saidPlan(question, confidence), trace: { ...trace, wording: 'fixed' } };
  }
}

/** At the third failed try running a person is offered instead of another. */
const FAILED_TRIES = 3;

/** A reply that needs no knowledge. */
function saidPlan(question: Guarded, outcome?: Outcome['kind']): Plan {
  const { history, intent } = question;
  const earlier = history.filter(({ role }) => role === 'assistant').slice(1 - FAILED_TRIES);
  const failed = earlier.length === FAILED_TRIES - 1 && earlier.every(({ content }) => isFailedTry(content));
  const fails = outcome === 'clarify' || outcome === 'unanswerable';
  const kind = failed && fails ? 'person' : outcome;
  const { action, text } = fixedReply(kind ? { kind } : intent, history.length);
  const trace = { intent: intent.kind, wording: 'fixed' as const };
  return { question, action, citations: [], options: [], follow_ups: [], say: text, trace };
}

const traceOf = ({ question, query, hits, confidence, outside }: Retrieved): Trace => ({
  intent: question.intent.kind,
  query,
  confidence,
  outside: outside && { kind: outside.kind, lead: outside.lead },
  hits: hits.map(({ entry, score, similarity, lexical }) => ({ id: entry.id, score, similarity, lexical })),
  wording: 'written',
});
