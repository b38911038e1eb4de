import { type Confidence, confidenceOf } from '@/lib/answer/confidence';
import type { Findings, KnowledgeSearch } from './search';

/** What a customer's question would find. */
export interface Trial {
  confidence: Confidence;
  hits: {
    id: string;
    question: string;
    score: number;
    similarity: number;
    lexical: number;
    exact: boolean;
  }[];
  outside?: Findings['outside'];
}

const MOST_HITS = 5;

/** Looks a question up just as answers do, at the beginning of a conversation. */
export async function tryQuestion(
  knowledge: Pick<KnowledgeSearch, 'consider'>,
  text: string,
): Promise<Trial> {
  const findings = await knowledge.consider(text, MOST_HITS);
  return {
    confidence: confidenceOf(findings),
    hits: findings.hits.map(({ entry: { id, question }, score, similarity, lexical, exact }) => ({
      id,
      question,
      score,
      similarity,
      lexical,
      exact,
    })),
    outside: findings.outside,
  };
}
