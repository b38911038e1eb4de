import type { Served } from '@/lib/knowledge/search';
import type { Action, Citation, Trace } from './citation';
import type { Guarded } from './guard';

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
