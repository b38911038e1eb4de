import { RunnableLambda } from '@langchain/core/runnables';
import type { Hit } from '@/lib/knowledge/search';
import type { Knowledge } from '@/lib/knowledge/service';
import { type Confidence, confidenceOf, hasAlternative } from './confidence';
import { fixedReply, isFailedTry, type Outcome } from './fixed';
import type { Guarded } from './guard';
import { citationOf, type Plan } from './plan';

/** Entries looked at. */
const DEPTH = 5;
/** Passages that the model reads: the first, and the second where it scores nearly as high. */
const MOST_PASSAGES = 2;
const NEAR_FIRST = 0.75;

/** A guarded question in; out what kind of reply it gets, and from what. */
export function planWith(knowledge: Knowledge): RunnableLambda<Guarded, Plan> {
  return RunnableLambda.from(async (question: Guarded): Promise<Plan> => {
    const { intent } = question;
    if (intent.kind === 'question') return planAnswer(question, await lookUp(knowledge, question));
    const fixed = saidPlan(question);
    if (intent.kind === 'refuse' && intent.reason !== 'injection') {
      // The bank has an approved answer to these very words: that it may not tell, and where to look.
      const found = await lookUp(knowledge, { ...question, history: [] });
      return found.confidence === 'exact' ? planAnswer(question, found) : fixed;
    }
    if (intent.kind !== 'accident') return fixed;
    // Who to call comes first; what the bank's own text says of such an accident comes after it.
    const { hits, query, confidence } = await lookUp(knowledge, question);
    if (!CONFIDENT.includes(confidence)) return fixed;
    const [{ entry }] = hits;
    const trace = { ...fixed.trace, ...traceOf(query, hits), intent: intent.kind };
    return { ...fixed, say: `${fixed.say}\n\n${entry.answer}`, citations: [citationOf(entry)], trace };
  });
}

interface Found {
  query: string;
  hits: Hit[];
  confidence: Confidence;
}

/** Searches for the question, in a conversation together with what was said just before it. */
export async function lookUp(
  knowledge: Knowledge,
  { text, history }: Pick<Guarded, 'text' | 'history'>,
): Promise<Found> {
  const before = history.slice(-2).map(({ content }) => content);
  const findings = await knowledge.consider(text, DEPTH, before.join(' '));
  return { query: text, hits: findings.hits, confidence: confidenceOf(findings) };
}

/** That there is an answer. */
const CONFIDENT: Confidence[] = ['between', 'sure', 'exact'];

function planAnswer(question: Guarded, { query, hits, confidence }: Found): Plan {
  const trace = traceOf(query, hits);
  const [first, second] = hits;
  switch (confidence) {
    case 'exact': {
      const citations = [citationOf(first.entry)];
      const approved = { ...trace, wording: 'approved' as const };
      return { question, action: 'answer', citations, options: [], say: first.entry.answer, trace: approved };
    }
    case 'sure': {
      const near = hits.slice(0, MOST_PASSAGES).filter(({ score }) => score >= NEAR_FIRST * first.score);
      const citations = near.map(({ entry }) => citationOf(entry));
      const { facts } = first.entry;
      const written = { ...trace, wording: 'written' as const };
      const alternative = hasAlternative(hits) ? citationOf(second.entry) : undefined;
      return { question, action: 'answer', citations, options: [], facts, alternative, trace: written };
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
  const trace = { intent: question.intent.kind, wording: 'fixed' as const };
  return { question, action, citations: [], options: [], say: text, trace };
}

const traceOf = (query: string, hits: Hit[]) => ({
  intent: 'question',
  query,
  hits: hits.map(({ entry, score, similarity, lexical }) => ({ id: entry.id, score, similarity, lexical })),
});
