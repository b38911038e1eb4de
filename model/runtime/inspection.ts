import type { Candidates } from './candidates';
import { selectLargest } from './select';

/** What can take a token out of the draw; temperature does near 0, where all but the likeliest vanish. */
export type Cut = 'no_repeat_ngram_size' | 'temperature' | 'top_k' | 'top_p' | 'min_p' | 'typical_p';

/** Probabilities at the three stages of the settings. */
export type Stages = {
  /** By the model alone. */
  model: number;
  /** After bias, penalties and temperature, before any filter. */
  reshaped: number;
  /** What the token is drawn with. */
  final: number;
};

/** One candidate's way through the settings. */
export type InspectedToken = Stages & { id: number; cut_by: Cut | null };

/**
 * The candidates worth a look, likeliest by the model first, and all other tokens together. Each stage sums to 1 over
 * `candidates` and `rest`; `rest.left` of the others are still in the draw.
 */
export type Inspection = { candidates: InspectedToken[]; rest: Stages & { left: number } };

/**
 * Follows one draw through the settings: `start` before the filters, `note` after each, `finish` after the draw. Shown
 * are the tokens likeliest before or after the reshaping, as a bias or penalty may lift one that the model alone would
 * not say, and the drawn one.
 */
export class Inspector {
  private readonly model: Float64Array;
  private readonly reshaped: Float64Array;
  private readonly larger: Float64Array;
  private readonly ranking: Int32Array;
  private cuts = new Map<number, Cut>();
  private shown: number[] = [];

  constructor(
    private readonly vocabSize: number,
    private readonly count: number,
  ) {
    this.model = new Float64Array(vocabSize);
    this.reshaped = new Float64Array(vocabSize);
    this.larger = new Float64Array(vocabSize);
    this.ranking = new Int32Array(vocabSize);
  }

  /**
   * @param logits the model's, shape [vocabulary]
   * @param scores those after bias and penalties; `best` is the id of the largest
   * @param forced shown too, however unlikely
   */
  start(
    logits: Float32Array,
    scores: Float32Array,
    temperature: number,
    best: number,
    forced?: number,
  ): void {
    softmax(logits, 1, this.model);
    if (temperature > 0) softmax(scores, temperature, this.reshaped);
    else this.reshaped.fill(0)[best] = 1;
    for (let id = 0; id < this.vocabSize; id++) {
      this.ranking[id] = id;
      this.larger[id] = Math.max(this.model[id], this.reshaped[id]);
    }
    const shown = selectLargest(this.ranking, this.vocabSize, this.larger, this.count);
    this.shown = [...this.ranking.subarray(0, shown)].filter((id) => this.larger[id] > 0);
    if (forced !== undefined && !this.shown.includes(forced)) this.shown.push(forced);
    this.cuts = new Map();
    for (const id of this.shown) {
      if (scores[id] === Number.NEGATIVE_INFINITY) this.cuts.set(id, 'no_repeat_ngram_size');
      else if (this.reshaped[id] === 0) this.cuts.set(id, 'temperature');
    }
  }

  /** Charges `by` with the tokens that were candidates before it and are none now. */
  note(by: Cut, candidates: Candidates): void {
    for (const id of this.shown) {
      if (!this.cuts.has(id) && !candidates.has(id)) this.cuts.set(id, by);
    }
  }

  finish(candidates: Candidates, drawn: number): Inspection {
    const ids = new Set([...this.shown, drawn]);
    const final = new Map<number, number>();
    const rest = { model: 0, reshaped: 0, final: 0, left: 0 };
    for (let id = 0; id < this.vocabSize; id++) {
      if (ids.has(id)) continue;
      rest.model += this.model[id];
      rest.reshaped += this.reshaped[id];
    }
    const mass = candidates.mass();
    candidates.each((id, weight) => {
      final.set(id, weight / mass);
      if (ids.has(id)) return;
      rest.final += weight / mass;
      rest.left++;
    });
    const likeliest = [...ids].sort((a, b) => this.model[b] - this.model[a] || a - b);
    const of = (id: number): InspectedToken => ({
      id,
      model: this.model[id],
      reshaped: this.reshaped[id],
      final: final.get(id) ?? 0,
      cut_by: this.cuts.get(id) ?? null,
    });
    return { candidates: likeliest.map(of), rest };
  }
}

/** Into `out`, in float64; a logit of -Infinity has probability 0. */
function softmax(logits: Float32Array, temperature: number, out: Float64Array): void {
  let max = Number.NEGATIVE_INFINITY;
  for (const logit of logits) if (logit > max) max = logit;
  let sum = 0;
  for (let id = 0; id < logits.length; id++) sum += out[id] = Math.exp((logits[id] - max) / temperature);
  for (let id = 0; id < logits.length; id++) out[id] /= sum;
}
