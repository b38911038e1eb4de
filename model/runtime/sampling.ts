import { z } from 'zod';
import { SAMPLING_RANGES } from './ranges';

/** A setting that may be absent: a number within a range, both ends included. */
export function numberWithin({ min, max, integer }: { min: number; max: number; integer: boolean }) {
  const number = z.number().min(min).max(max);
  return (integer ? number.int() : number).optional();
}

const control = (name: keyof typeof SAMPLING_RANGES) => numberWithin(SAMPLING_RANGES[name]);

/** A lone surrogate would match, and so cut, half of a character. */
export const stopText = z
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
