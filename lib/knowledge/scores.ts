/** How well each entry fits a question, by one measure. */
export interface Scores {
  /** 0 for an entry that does not fit at all, or is not known. */
  of(id: string): number;
  /** The `limit` entries that fit best, best first. */
  best(limit: number): string[];
}

export const NO_SCORES: Scores = { of: () => 0, best: () => [] };

/** The places of the `limit` highest scores above `floor`, best first; of equal ones the earlier. */
export function highest(scores: Float32Array, limit: number, floor: number): number[] {
  const best: number[] = [];
  for (let place = 0; place < scores.length; place++) {
    const score = scores[place];
    if (score <= floor || (best.length === limit && score <= scores[best[limit - 1]])) continue;
    const at = best.findIndex((other) => scores[other] < score);
    best.splice(at === -1 ? best.length : at, 0, place);
    if (best.length > limit) best.pop();
  }
  return best;
}
