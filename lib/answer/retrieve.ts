import { RunnableLambda } from '@langchain/core/runnables';
import type { Hit } from '@/lib/knowledge/search';
import type { Knowledge } from '@/lib/knowledge/service';
import { type Confidence, confidenceOf } from './confidence';
import type { Guarded } from './guard';
import { findingsOf, KnowledgeRetriever } from './retriever';

/** Entries looked at. */
const DEPTH = 5;

/** A question with what the knowledge has on it. */
export interface Retrieved {
  question: Guarded;
  query: string;
  hits: Hit[];
  confidence: Confidence;
}

/** A guarded question in, in a conversation looked up together with what was said just before it; findings out. */
export function retrieveWith(knowledge: Knowledge): RunnableLambda<Guarded, Retrieved> {
  return RunnableLambda.from(async (question: Guarded): Promise<Retrieved> => {
    const before = question.history.slice(-2).map(({ content }) => content);
    const retriever = new KnowledgeRetriever(knowledge, DEPTH, before.join(' '));
    const findings = findingsOf(await retriever.invoke(question.text));
    return {
      question,
      query: question.text,
      hits: findings.hits,
      confidence: confidenceOf(findings, before.length > 0),
    };
  });
}
