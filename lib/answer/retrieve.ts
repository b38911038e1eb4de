import { RunnableLambda } from '@langchain/core/runnables';
import type { Findings, Hit } from '@/lib/knowledge/search';
import type { Knowledge } from '@/lib/knowledge/service';
import { type Confidence, confidenceOf } from './confidence';
import { type Guarded, stepSince } from './guard';
import { findingsOf, KnowledgeRetriever } from './retriever';

/** Entries looked at. */
const DEPTH = 5;

const MOST_FOLLOW_UPS = 3;

/** A question with what the knowledge has on it. */
export interface Retrieved {
  question: Guarded;
  query: string;
  hits: Hit[];
  confidence: Confidence;
  outside: Findings['outside'];
  /** Questions that are asked next, as staff related the entries. */
  follow_ups: string[];
}

/** What was masked, and the words that introduce it: they say nothing of what is asked. */
const MASKED =
  /((내|제|나의|저의) ?)?((주민(등록)?|전화|휴대폰|핸드폰|여권|면허)?번호|연락처|이메일)?(는|은|가|이)? ?\[[가-힣 ]+\](이에요|예요|입니다|이고요?|인데요?|이며|이요|으로|로)?[,.]?/g;

/** A guarded question in, in a conversation looked up together with what was said just before it; findings out. */
export function retrieveWith(knowledge: Knowledge): RunnableLambda<Guarded, Retrieved> {
  return RunnableLambda.from(async (question: Guarded): Promise<Retrieved> => {
    const started = performance.now();
    const before = question.history.slice(-2).map(({ content }) => content);
    const query = question.text.replace(MASKED, ' ').trim() || question.text;
    const retriever = new KnowledgeRetriever(knowledge, DEPTH, before.join(' '));
    const findings = findingsOf(await retriever.invoke(query));
    const { hits, outside } = findings;
    const confidence = confidenceOf(findings, before.length > 0);
    const follow_ups = knowledge.questions(hits[0]?.entry.related ?? []).slice(0, MOST_FOLLOW_UPS);
    question.steps.push(stepSince('retrieve', started));
    return { question, query, hits, confidence, outside, follow_ups };
  });
}
