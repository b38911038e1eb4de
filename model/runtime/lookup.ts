/** Tokens drafted at most: one pass reads them and the token before. */
export const MOST_DRAFTED = 15;

/** A draft is so many times as long as the agreement before it: the longer it lasted, the longer it goes on. */
const DRAFTED_PER_AGREEING = 2;

/** The last tokens must agree with a place of the prompt in so many, or what follows there is no likely guess. */
const LEAST_AGREEING = 2;
const MOST_AGREEING = 8;

/**
 * Prompt look-up decoding (A. Saxena, 2023; the idea: arXiv:2304.04487): an answer that quotes its passages goes on
 * as they do, so what follows there is a draft, and one pass of the network reads all of it. Each token is still
 * drawn from the network's own logits with the request's own draws; a draft only decides which logits are at hand.
 * It follows from the request alone, never from the load.
 */
export class PromptLookup {
  private readonly places = new Map<number, number[]>();

  constructor(private readonly prompt: readonly number[]) {
    for (const [at, id] of prompt.entries()) {
      const known = this.places.get(id);
      if (known) known.push(at);
      else this.places.set(id, [at]);
    }
  }

  /** What may follow `output`, likeliest guess: at most `most` tokens, none where nothing agrees well. */
  draft(output: readonly number[], most: number): readonly number[] {
    let [place, longest] = [-1, LEAST_AGREEING - 1];
    for (const at of this.places.get(output[output.length - 1]) ?? []) {
      const agreeing = this.agreeing(output, at);
      if (agreeing > longest) [place, longest] = [at, agreeing];
    }
    if (place < 0) return [];
    const length = Math.min(most, MOST_DRAFTED, longest * DRAFTED_PER_AGREEING);
    return this.prompt.slice(place + 1, place + 1 + length);
  }

  private agreeing(output: readonly number[], at: number): number {
    const most = Math.min(MOST_AGREEING, output.length, at + 1);
    let count = 1;
    while (count < most && this.prompt[at - count] === output[output.length - 1 - count]) count++;
    return count;
  }
}
