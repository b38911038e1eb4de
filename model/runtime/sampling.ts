import { z } from 'zod';

/**
 * The inclusive range of each numeric control, as the API documents it: outside is a bad request.
 * Fields and meanings are those of OpenAI's API and of vLLM's and Hugging Face's extensions to it.
 */
export const SAMPLING_RANGES = {
  /** Divides the logits; 0 is greedy. */
  temperature: { min: 0, max: 2, integer: false },
  /** Keep this many of the likeliest tokens; 0 or -1 keeps all. */
  top_k: { min: -1, max: 1_000_000, integer: true },
  /** Keep the fewest of the likeliest tokens whose probabilities reach this sum; 1 keeps all. */
  top_p: { min: 0, max: 1, integer: false },
  /** Keep tokens at least this share as likely as the likeliest; 0 keeps all. */
  min_p: { min: 0, max: 1, integer: false },
  /** Keep the fewest tokens of most typical surprise whose probabilities reach this sum; 1 keeps all. */
  typical_p: { min: 0, max: 1, integer: false },
  /** Above 1, tokens already in the prompt or the answer become less likely. */
  repetition_penalty: { min: 0.1, max: 10, integer: false },
  /** Subtracted from the logit of a token that the answer already holds. */
  presence_penalty: { min: -2, max: 2, integer: false },
  /** Subtracted from a token's logit once for each time that the answer already holds it. */
  frequency_penalty: { min: -2, max: 2, integer: false },
  /** No run of this many tokens occurs twice in the answer; 0 allows all. */
  no_repeat_ngram_size: { min: 0, max: 64, integer: true },
  /**
   * Added to the logit of a token that goes on as a quoted text does, once for each of up to three tokens before it
   * that agree: an answer then keeps to its sources' words and numbers. Without quoted texts it does nothing.
   */
  copy_bias: { min: 0, max: 10, integer: false },
  /** The draws follow from it: same model, prompt, settings and seed, same text. */
  seed: { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true },
  /** The most tokens an answer may have; the model's context bounds it too. */
  max_tokens: { min: 1, max: 1_000_000, integer: true },
  /** How many alternatives to report with each token. */
  top_logprobs: { min: 0, max: 20, integer: true },
} as const;

type NumericControl = keyof typeof SAMPLING_RANGES;

function control(name: NumericControl) {
  const { min, max, integer } = SAMPLING_RANGES[name];
  const number = z.number().min(min).max(max);
  return (integer ? number.int() : number).optional();
}

/** A lone surrogate would match, and so cut, half of a character. */
const stopText = z
  .string()
  .min(1)
  .max(64)
  .refine((text) => !/\p{Surrogate}/u.test(text), 'must be whole characters');

/** A request's sampling settings. An absent field means the model's default. */
export const samplingSchema = z.object({
  temperature: control('temperature'),
  top_k: control('top_k'),
  top_p: control('top_p'),
  min_p: control('min_p'),
  typical_p: control('typical_p'),
  repetition_penalty: control('repetition_penalty'),
  presence_penalty: control('presence_penalty'),
  frequency_penalty: control('frequency_penalty'),
  no_repeat_ngram_size: control('no_repeat_ngram_size'),
  copy_bias: control('copy_bias'),
  /** Token id to the number added to its logit; -100 in effect forbids it. */
  logit_bias: z.record(z.string().regex(/^\d{1,7}$/), z.number().min(-100).max(100)).optional(),
  seed: control('seed'),
  max_tokens: control('max_tokens'),
  /** The answer ends before any of these texts; one may be given bare. */
  stop: z
    .preprocess((stop) => (typeof stop === 'string' ? [stop] : stop), z.array(stopText).max(4))
    .optional(),
  /** Whether the log-probability of each token is wanted. */
  logprobs: z.boolean().optional(),
  top_logprobs: control('top_logprobs'),
});

export type Sampling = z.infer<typeof samplingSchema>;

/** What an absent field means: draw from the model's own distribution, unchanged. */
export const SAMPLING_DEFAULTS = {
  temperature: 1,
  top_k: 0,
  top_p: 1,
  min_p: 0,
  typical_p: 1,
  repetition_penalty: 1,
  presence_penalty: 0,
  frequency_penalty: 0,
  no_repeat_ngram_size: 0,
  copy_bias: 0,
  logit_bias: {},
  max_tokens: 256,
  stop: [],
  logprobs: false,
  top_logprobs: 0,
} as const satisfies Sampling;

/** Every setting but the seed decided. */
export type FullSampling = Required<Omit<Sampling, 'seed'>> & Pick<Sampling, 'seed'>;

/** Settings with `later` ones winning over earlier ones and all of them over the defaults; absent never wins. */
export function mergeSampling(...later: Sampling[]): FullSampling {
  const given = later.map((s) =>
    Object.fromEntries(Object.entries(s).filter(([, value]) => value !== undefined)),
  );
  return Object.assign({ ...SAMPLING_DEFAULTS, logit_bias: {}, stop: [] }, ...given);
}
