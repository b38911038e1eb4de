/** A ranking: entries best first. */
export type Ranking = readonly { id: string }[];

/**
 * Reciprocal rank fusion (Cormack et al. 2009): an entry scores weight / (K + rank) in each ranking that has it.
 * Ranks and not scores are added, as BM25 and cosines have no common scale.
 */
export function fuse(
  rankings: readonly { ranking: Ranking; weight: number }[],
): { id: string; score: number }[] {
  const scores = new Map<string, number>();
  for (const { ranking, weight } of rankings) {
    for (const [rank, { id }] of ranking.entries()) {
      scores.set(id, (scores.get(id) ?? 0) + weight / (K + rank + 1));
    }
  }
  return [...scores].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score);
}

/** Damps the difference between first ranks. Small, as a question has one right entry and not many. */
const K = 10;
