import { z } from 'zod';
import { SAMPLING_RANGES } from '@/model/runtime/ranges';
import { numberWithin, SAMPLING_DEFAULTS, stopText } from '@/model/runtime/sampling';

/** The numbers that the lab lets one set, with their inclusive ranges: all of the model's, as far as a slider can show. */
export const LAB_RANGES = {
  temperature: SAMPLING_RANGES.temperature,
  top_k: { ...SAMPLING_RANGES.top_k, min: 0, max: 1000 },
  top_p: SAMPLING_RANGES.top_p,
  min_p: SAMPLING_RANGES.min_p,
  typical_p: SAMPLING_RANGES.typical_p,
  repetition_penalty: { ...SAMPLING_RANGES.repetition_penalty, min: 0.5, max: 2 },
  presence_penalty: SAMPLING_RANGES.presence_penalty,
  frequency_penalty: SAMPLING_RANGES.frequency_penalty,
  no_repeat_ngram_size: { ...SAMPLING_RANGES.no_repeat_ngram_size, max: 10 },
  copy_bias: SAMPLING_RANGES.copy_bias,
  max_tokens: { ...SAMPLING_RANGES.max_tokens, max: 512 },
} as const;

export type LabControl = keyof typeof LAB_RANGES;
export const LAB_CONTROLS = Object.keys(LAB_RANGES) as LabControl[];

export const SEED_RANGE = { min: 0, max: 2 ** 32 - 1, integer: true } as const;

/** What an absent setting means in the lab: the model's own distribution, unchanged. */
const {
  logit_bias: _bias,
  stop: _stop,
  logprobs: _asked,
  top_logprobs: _top,
  ...numbers
} = SAMPLING_DEFAULTS;
export const LAB_DEFAULTS: Record<LabControl, number> = { ...numbers, max_tokens: 96 };

const control = (name: LabControl) => numberWithin(LAB_RANGES[name]);

export const MOST_STOPS = 4;
export const MOST_BIASES = 32;
export const isStopText = (text: string) => stopText.safeParse(text).success;

/** Settings of one run; an absent one is the default. The seed stands beside them: both panes share it. */
export const labSamplingSchema = z.strictObject({
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
  max_tokens: control('max_tokens'),
  stop: z.array(z.string().refine(isStopText)).max(MOST_STOPS).optional(),
  logit_bias: z
    .record(z.string().regex(/^\d{1,7}$/), z.number().min(-100).max(100))
    .refine((bias) => Object.keys(bias).length <= MOST_BIASES)
    .optional(),
});

export type LabSampling = z.infer<typeof labSamplingSchema>;

/** Named choices: the model as it is, always the likeliest, as the bank's chat draws, and looser than the model. */
export const LAB_PRESETS = {
  model: {},
  greedy: { temperature: 0 },
  chat: { temperature: 0.3, top_k: 50, top_p: 0.9, min_p: 0.05 },
  wild: { temperature: 1.5 },
} as const satisfies Record<string, LabSampling>;

export type LabPreset = keyof typeof LAB_PRESETS;
export const LAB_PRESET_NAMES = Object.keys(LAB_PRESETS) as LabPreset[];

/** The preset that these settings are; undefined for settings of one's own. How long the text may be is no matter. */
export function labPresetOf(sampling: LabSampling): LabPreset | undefined {
  const { max_tokens: _, ...drawn } = sampling;
  const form = (settings: object) => JSON.stringify(Object.entries(settings).sort());
  return LAB_PRESET_NAMES.find((name) => form(LAB_PRESETS[name]) === form(drawn));
}
