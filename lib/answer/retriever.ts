import { Document } from '@langchain/core/documents';
import { BaseRetriever } from '@langchain/core/retrievers';
import type { Findings, Hit } from '@/lib/knowledge/search';
import type { Knowledge } from '@/lib/knowledge/service';
import { passageOf } from '@/model/prompt';

/** What stands behind a document: an entry that may answer, or what the question may be about instead. */
type Behind = { hit: Hit } | { outside: NonNullable<Findings['outside']> };

/**
 * The knowledge as LangChain's retriever: the entries that most likely answer a question, best first, and last, without
 * text, the subject outside them that it may be about instead.
 */
export class KnowledgeRetriever extends BaseRetriever<Behind> {
  override lc_namespace = ['ondam', 'answer'];

  /** @param k entries at most @param context what was said just before the question */
  constructor(
    private readonly knowledge: Knowledge,
    private readonly k: number,
    private readonly context?: string,
  ) {
    super();
  }

  override async _getRelevantDocuments(question: string): Promise<Document<Behind>[]> {
    const { hits, outside } = await this.knowledge.consider(question, this.k, this.context);
    const documents = hits.map(
      (hit): Document<Behind> =>
        new Document({ id: hit.entry.id, pageContent: passageOf(hit.entry), metadata: { hit } }),
    );
    return outside ? [...documents, new Document({ pageContent: '', metadata: { outside } })] : documents;
  }
}

/** What search made of the question, out of the retriever's documents. */
export function findingsOf(documents: readonly Pick<Document<Behind>, 'metadata'>[]): Findings {
  const findings: Findings = { hits: [] };
  for (const { metadata } of documents) {
    if ('hit' in metadata) findings.hits.push(metadata.hit);
    else findings.outside = metadata.outside;
  }
  return findings;
}
