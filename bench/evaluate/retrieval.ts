import type { KnowledgeSearch, Served } from '@/lib/knowledge/search';
import { isUnseen } from '@/training/split';
import { shareOf } from './interval';
import { type Entry, type Question, styleOf } from './sets';

export interface Retrieved {
  question: string;
  entry: string;
  found: string[];
  /** 1 for the first place, 0 where it was not among the first three. */
  rank: number;
}

export const served = (entry: Entry): Served => ({ ...entry, version: 1 });

/** Asks search each held-out question. */
export async function retrieve(search: KnowledgeSearch, questions: Question[]): Promise<Retrieved[]> {
  const results: Retrieved[] = [];
  for (const { question, entry } of questions) {
    const found = (await search.search(question, 3)).map((hit) => hit.entry.id);
    results.push({ question, entry, found, rank: found.indexOf(entry) + 1 });
  }
  return results;
}

const hits = (results: Retrieved[]) => ({
  'hit@1': shareOf(results, ({ rank }) => rank === 1),
  'hit@3': shareOf(results, ({ rank }) => rank > 0),
});

/** hit@1 and hit@3 for entries that tuning saw and for those that it did not, and split further. */
export function retrievalFigures(results: Retrieved[], entries: Entry[]) {
  const areaOf = new Map(entries.map(({ id, area }) => [id, area]));
  const by = (key: (result: Retrieved) => string) => {
    const keys = [...new Set(results.map(key))].sort();
    return Object.fromEntries(keys.map((k) => [k, hits(results.filter((result) => key(result) === k))]));
  };
  return {
    seen: hits(results.filter(({ entry }) => !isUnseen(entry))),
    unseen: hits(results.filter(({ entry }) => isUnseen(entry))),
    by_area: by(({ entry }) => areaOf.get(entry) ?? '?'),
    by_style: by(({ question }) => styleOf(question)),
    worst: results.filter(({ rank }) => rank === 0).slice(0, 10),
  };
}
