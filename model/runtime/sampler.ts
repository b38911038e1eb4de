import { Random } from '../random';
import { Candidates } from './candidates';
import { RuntimeError } from './errors';
import { type Cut, type Inspection, Inspector } from './inspection';
import { type LogitsProcessor, logitsProcessors } from './processors';
import type { FullSampling } from './sampling';
import { selectLargest } from './select';

/** Natural logarithms of a token's probability: by the model alone, and after the settings; null: filtered out. */
export type TokenLogprob = { id: number; logprob: number; filtered_logprob: number | null };

/** A drawn token; its logarithms when the settings ask for them, and the likeliest alternatives, likeliest first. */
export type Choice = { id: number } & Partial<TokenLogprob> & {
    top_logprobs?: TokenLogprob[];
    inspection?: Inspection;
  };

/** Stands for +Infinity: wins against any real logit, and no penalty makes it overflow. */
const HUGE_LOGIT = 1e30;

/**
 * Draws the tokens of one answer. The order of the settings: bias, penalties, n-grams (processors.ts), then
 * temperature, top_k, top_p, min_p, typical_p (candidates.ts), each on what the one before left.
 */
export class Sampler {
  private readonly output: number[] = [];
  private readonly processors: LogitsProcessor[];
  private readonly random: Random;
  private readonly scores: Float32Array;
  private readonly ranking: Int32Array;
  private readonly candidates: Candidates;
  private readonly inspector?: Inspector;

  /**
   * @param seed used when the settings name none
   * @param quotable sentences of the prompt, as tokens, that copy_bias favours
   * @param inspected how many candidates to follow through the settings for each token
   */
  constructor(
    private readonly sampling: FullSampling,
    private readonly vocabSize: number,
    promptIds: readonly number[],
    seed: number,
    quotable: readonly (readonly number[])[] = [],
    inspected = 0,
  ) {
    for (const id of Object.keys(sampling.logit_bias)) {
      if (Number(id) >= vocabSize) {
        throw new RuntimeError(
          'invalid_request',
          `logit_bias names token ${id}, but the vocabulary has ${vocabSize} tokens`,
        );
      }
    }
    this.processors = logitsProcessors(sampling, { prompt: promptIds, output: this.output, quotable });
    this.random = new Random(sampling.seed ?? seed);
    this.scores = new Float32Array(vocabSize);
    this.ranking = new Int32Array(vocabSize);
    this.candidates = new Candidates(vocabSize);
    if (inspected > 0) this.inspector = new Inspector(vocabSize, inspected);
  }

  /**
   * Draws the next token from the model's logits, shape [vocabulary], which are made finite in place.
   * @param forced taken instead of the drawn one; the random stream goes on as if it had been drawn
   * @throws when no logit is a number above -Infinity: the model is broken, and any draw would hide it
   */
  sample(logits: Float32Array, forced?: number): Choice {
    const modelBest = makeFinite(logits);
    const [scores, best] = this.process(logits, modelBest);
    this.inspector?.start(logits, scores, this.sampling.temperature, best, forced);
    this.filter(scores, best);
    const drawn = this.candidates.draw(this.random.next());
    const id = forced ?? drawn;
    this.output.push(id);
    const inspection = this.inspector?.finish(this.candidates, id);
    return { ...this.logprobs(logits, modelBest, id), ...(inspection && { inspection }), id };
  }

  /** Leaves the candidates that the settings allow. */
  private filter(scores: Float32Array, best: number): void {
    const { temperature, top_k, top_p, min_p, typical_p } = this.sampling;
    const done = (by: Cut) => this.inspector?.note(by, this.candidates);
    if (temperature === 0) {
      this.candidates.fillGreedy(best);
      return;
    }
    this.candidates.fill(scores, best, temperature, top_k);
    done('top_k');
    if (top_p < 1) this.candidates.topP(top_p);
    done('top_p');
    if (min_p > 0) this.candidates.minP(min_p);
    done('min_p');
    if (typical_p < 1) this.candidates.typicalP(typical_p);
    done('typical_p');
  }

  /** The processed scores and the id of the largest. When nothing is left allowed, the model's own logits. */
  private process(logits: Float32Array, modelBest: number): [scores: Float32Array, best: number] {
    if (this.processors.length === 0) return [logits, modelBest];
    this.scores.set(logits);
    for (const processor of this.processors) processor(this.scores);
    const best = argmax(this.scores);
    return this.scores[best] === Number.NEGATIVE_INFINITY ? [logits, modelBest] : [this.scores, best];
  }

  /** Only when asked for: the sum over the vocabulary costs as much as all else here. */
  private logprobs(logits: Float32Array, modelBest: number, id: number): Omit<Choice, 'id'> {
    const { logprobs, top_logprobs } = this.sampling;
    if (!logprobs && top_logprobs === 0) return {};
    const normalizer = logSumExp(logits, logits[modelBest]);
    const mass = this.candidates.mass();
    const of = (token: number): TokenLogprob => ({
      id: token,
      logprob: logits[token] - normalizer,
      filtered_logprob: this.candidates.logprob(token, mass),
    });
    return top_logprobs === 0 ? of(id) : { ...of(id), top_logprobs: this.likeliest(logits).map(of) };
  }

  private likeliest(logits: Float32Array): number[] {
    for (let id = 0; id < this.vocabSize; id++) this.ranking[id] = id;
    const count = selectLargest(this.ranking, this.vocabSize, logits, this.sampling.top_logprobs);
    return [...this.ranking.subarray(0, count)]
      .filter((id) => logits[id] > Number.NEGATIVE_INFINITY)
      .sort((a, b) => logits[b] - logits[a] || a - b);
  }
}

/** Turns NaN into -Infinity and +Infinity into a huge number, and returns the id of the largest logit. */
function makeFinite(logits: Float32Array): number {
  let best = 0;
  let max = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id];
    if (logit <= max) continue;
    if (Number.isNaN(logit)) logits[id] = Number.NEGATIVE_INFINITY;
    else {
      if (logit > HUGE_LOGIT) logits[id] = HUGE_LOGIT;
      max = logits[id];
      best = id;
    }
  }
  if (max === Number.NEGATIVE_INFINITY)
    throw new RuntimeError('invalid_model', 'the model returned no finite logit');
  return best;
}

function argmax(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

function logSumExp(logits: Float32Array, max: number): number {
  let sum = 0;
  for (let id = 0; id < logits.length; id++) sum += Math.exp(logits[id] - max);
  return max + Math.log(sum);
}
