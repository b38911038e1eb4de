import { type Database, getDatabase } from '@/lib/db/connection';
import { readEnvironment } from '@/lib/env';
import { singleton } from '@/lib/singleton';
import { Encoder } from '@/model/runtime/encoder';
import { type OutsideSubject, readOutside } from './outside';
import { type Embed, type Findings, KnowledgeSearch } from './search';
import { seedKnowledge } from './seed';
import { knowledgeRevision, servedEntries, today } from './served';
import { embedMissing, servedEmbeddings } from './vectors';

/** What answers are made from: what the bank has published, as it stands at this moment. */
export type Knowledge = Pick<KnowledgeSearch, 'consider' | 'questions'>;

/**
 * The published entries of a database, searchable. Before each search it asks whether anything changed, here or by
 * another process, and reads only what did: an entry is found as soon as it is published, and never once retired.
 */
export class PublishedKnowledge implements Knowledge {
  private revision = -1;
  private day = '';
  private refreshing: Promise<void> | undefined;

  private constructor(
    private readonly db: Database,
    private readonly index: KnowledgeSearch,
  ) {}

  /** @param outside what the published entries do not answer */
  static async open(
    db: Database,
    embed: Embed,
    width: number,
    outside: readonly OutsideSubject[] = [],
  ): Promise<PublishedKnowledge> {
    const knowledge = new PublishedKnowledge(db, new KnowledgeSearch(embed, width));
    await knowledge.index.setOutside(outside);
    await embedMissing(db, embed);
    await knowledge.refresh();
    return knowledge;
  }

  async consider(text: string, k: number, context?: string): Promise<Findings> {
    await this.freshen();
    return this.index.consider(text, k, context);
  }

  async rankings(text: string, k: number): ReturnType<KnowledgeSearch['rankings']> {
    await this.freshen();
    return this.index.rankings(text, k);
  }

  questions(ids: readonly string[]): string[] {
    return this.index.questions(ids);
  }

  private async freshen(): Promise<void> {
    while (!(await this.isFresh())) {
      this.refreshing ??= this.refresh().finally(() => {
        this.refreshing = undefined;
      });
      await this.refreshing;
    }
  }

  private async isFresh(): Promise<boolean> {
    return this.day === today() && this.revision === (await knowledgeRevision(this.db));
  }

  private async refresh(): Promise<void> {
    const [revision, day] = [await knowledgeRevision(this.db), today()];
    const served = await servedEntries(this.db, day);
    const changed = served.filter(({ id, version }) => this.index.get(id)?.version !== version);
    const vectors = changed.length > FEW ? await servedEmbeddings(this.db, day) : undefined;
    for (const entry of changed) await this.index.set(entry, vectors?.get(entry.id));
    const kept = new Set(served.map(({ id }) => id));
    for (const id of this.index.ids()) if (!kept.has(id)) this.index.delete(id);
    [this.revision, this.day] = [revision, day];
  }
}

/** Of this many changed entries the vectors are sooner made than read. */
const FEW = 20;

/** The process's encoder, from ONDAM_MODEL_DIR. */
export const getEncoder = singleton('encoder', () => Encoder.load(readEnvironment().ONDAM_MODEL_DIR));

/** The process's knowledge. */
export const getKnowledge = singleton(
  'knowledge',
  async () => {
    const [db, encoder] = await Promise.all([getDatabase(), getEncoder()]);
    await seedKnowledge(db);
    return PublishedKnowledge.open(db, (texts) => encoder.embed(texts), encoder.width, readOutside());
  },
  10_000,
);
