import { selectLargest } from './select';

/**
 * The tokens that may still be drawn and their weights (probabilities up to one factor). Made once for an answer
 * and refilled for each token, so that decoding allocates nothing here.
 *
 * The likeliest token has weight 1, and every filter but the last, `typicalP`, keeps it; each keeps one token
 * at least, so the set is never empty.
 */
export class Candidates {
  private count = 0;
  /** The members are `ids[0 .. count)`: in no promised order, but in the same one for the same logits. */
  private readonly ids: Int32Array;
  /** By token id, like `typicality`. */
  private readonly weights: Float64Array;
  private readonly typicality: Float64Array;

  constructor(vocabSize: number) {
    this.ids = new Int32Array(vocabSize);
    this.weights = new Float64Array(vocabSize);
    this.typicality = new Float64Array(vocabSize);
  }

  /** One token alone: what softmax tends to as the temperature goes to 0. */
  fillGreedy(best: number): void {
    this.ids[0] = best;
    this.weights[best] = 1;
    this.count = 1;
  }

  /**
   * The `topK` likeliest tokens (all when it is 0 or less), weighted by softmax at a temperature above 0.
   * Exactly `topK`: of tokens tied at the last place lower ids stay, so that 1 is greedy. Temperature keeps the
   * order, so the selection comes first and spares the other tokens' exponentials.
   * @param best the id of the largest score
   */
  fill(scores: Float32Array, best: number, temperature: number, topK: number): void {
    const { ids, weights } = this;
    for (let id = 0; id < scores.length; id++) ids[id] = id;
    this.count =
      topK > 0 && topK < scores.length ? selectLargest(ids, scores.length, scores, topK) : scores.length;
    const max = scores[best];
    for (let i = 0; i < this.count; i++) weights[ids[i]] = Math.exp((scores[ids[i]] - max) / temperature);
  }

  has(id: number): boolean {
    return this.ids.subarray(0, this.count).includes(id) && this.weights[id] > 0;
  }

  /** Shows each member with its weight. */
  each(visit: (id: number, weight: number) => void): void {
    for (let i = 0; i < this.count; i++) {
      if (this.weights[this.ids[i]] > 0) visit(this.ids[i], this.weights[this.ids[i]]);
    }
  }

  mass(): number {
    let mass = 0;
    for (let i = 0; i < this.count; i++) mass += this.weights[this.ids[i]];
    return mass;
  }

  /** Nucleus sampling (Holtzman et al. 2020): the fewest likeliest tokens with at least `p` of the mass. */
  topP(p: number): void {
    const mass = this.mass();
    // Tokens lighter than (1 - p) / count of the mass hold less than 1 - p of it together, so the nucleus is
    // among the others: this drops most of the vocabulary. The likeliest must pass whatever the rounding.
    this.minP(Math.min(1, ((1 - p) * mass) / this.count));
    this.count = selectLargest(this.ids, this.count, this.weights, p * mass, this.weights);
  }

  /** Keeps tokens at least `share` as likely as the likeliest (Nguyen et al. 2024). */
  minP(share: number): void {
    let kept = 0;
    for (let i = 0; i < this.count; i++) {
      if (this.weights[this.ids[i]] >= share) this.ids[kept++] = this.ids[i];
    }
    this.count = kept;
  }

  /**
   * Locally typical sampling (Meister et al. 2022): the fewest tokens with at least `p` of the mass, those first
   * whose surprise is nearest to the entropy.
   */
  typicalP(p: number): void {
    this.minP(Number.MIN_VALUE); // only a weight has a logarithm
    const { ids, weights, typicality } = this;
    const mass = this.mass();
    let entropy = 0;
    for (let i = 0; i < this.count; i++) {
      const probability = weights[ids[i]] / mass;
      typicality[ids[i]] = Math.log(probability);
      entropy -= probability * typicality[ids[i]];
    }
    for (let i = 0; i < this.count; i++) typicality[ids[i]] = -Math.abs(typicality[ids[i]] + entropy);
    this.count = selectLargest(ids, this.count, typicality, p * mass, weights);
  }

  /** The token at `uniform`, in [0, 1), of the cumulative distribution. */
  draw(uniform: number): number {
    let left = uniform * this.mass();
    let last = this.ids[0];
    for (let i = 0; i < this.count; i++) {
      const weight = this.weights[this.ids[i]];
      if (weight > 0) last = this.ids[i];
      left -= weight;
      if (left < 0) break;
    }
    return last; // that of the last weight, should rounding leave some of `left`
  }

  /** The natural logarithm of a token's probability among the candidates of that mass; null when it is none. */
  logprob(id: number, mass: number): number | null {
    return this.has(id) ? Math.log(this.weights[id] / mass) : null;
  }
}
