import { type Database, getDatabase } from '@/lib/db/connection';
import { LexicalIndex } from '@/lib/knowledge/lexical';
import { type EntryVersion, knowledgeRevision, servedEntries, today } from '@/lib/knowledge/served';
import { singleton } from '@/lib/singleton';

/** What an entry says to staff alone, word for word. */
export interface StaffNote {
  id: string;
  version: number;
  area: string;
  question: string;
  note: string;
  effective_date: string;
  /** Whether the answer to the customer rests on the same entry. */
  cited: boolean;
}

/** Notes that are found by their words, beside those of the cited entries. */
const MOST_FOUND = 3;

/**
 * BM25 from which on a note is shown. Of 25 questions on notes the right one had 40 or more; of eight that have
 * nothing to do with the bank or say nothing by themselves, seven had 27 or less.
 */
const LEAST_SCORE = 30;

/** A note of less than this share of the best one's score shares a word with the question, and no more. */
const LEAST_SHARE = 0.5;

/** What the question before counts: a short one ("그럼 어느 화면이에요?") is about the same thing. */
const CONTEXT_WEIGHT = 0.5;

/** The staff notes of what is served at this moment, searchable by their words and their entries' questions. */
export class StaffNotes {
  private index = new LexicalIndex();
  private entries = new Map<string, EntryVersion>();
  private revision = -1;
  private day = '';

  constructor(private readonly db: Database) {}

  /**
   * The notes of the cited entries, then those that are nearest to the question.
   *
   * @param before the question before this one
   */
  async find(text: string, { cited = [], before = '' }: { cited?: readonly string[]; before?: string } = {}) {
    await this.refresh();
    const [asked, earlier] = [this.index.compare(text), this.index.compare(before)];
    const score = (id: string) => asked.of(id) + CONTEXT_WEIGHT * earlier.of(id);
    const ids = [...new Set([...asked.best(MOST_FOUND), ...earlier.best(MOST_FOUND)])];
    const least = Math.max(LEAST_SCORE, LEAST_SHARE * Math.max(...ids.map(score)));
    const near = ids
      .filter((id) => !cited.includes(id) && score(id) >= least)
      .sort((a, b) => score(b) - score(a))
      .slice(0, MOST_FOUND);
    return [...cited, ...near].flatMap((id): StaffNote[] => {
      const entry = this.entries.get(id);
      if (!entry?.staff_note) return [];
      const { version, area, question, staff_note: note, effective_date } = entry;
      return [{ id, version, area, question, note, effective_date, cited: cited.includes(id) }];
    });
  }

  /** What an entry answers, where it is served still. */
  questionOf(id: string): string | undefined {
    return this.entries.get(id)?.question;
  }

  /** Reads everything anew once anything has changed: it takes a fraction of a second, and changes are rare. */
  private async refresh(): Promise<void> {
    const [revision, day] = [await knowledgeRevision(this.db), today()];
    if (revision === this.revision && day === this.day) return;
    const served = await servedEntries(this.db, day);
    const index = new LexicalIndex();
    for (const { id, question, staff_note } of served) {
      if (staff_note) index.set(id, [question, staff_note]);
    }
    this.index = index;
    this.entries = new Map(served.map((entry) => [entry.id, entry]));
    [this.revision, this.day] = [revision, day];
  }
}

/** The process's staff notes. */
export const getStaffNotes = singleton('staff-notes', async () => new StaffNotes(await getDatabase()));
