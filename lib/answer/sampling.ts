import { SAMPLING_RANGES } from '@/model/runtime/ranges';

/**
 * The controls that a person may set, with the inclusive ranges of this surface: those of the model's API,
 * narrowed where a chat has no use for the rest.
 */
export const CHAT_RANGES = {
  temperature: SAMPLING_RANGES.temperature,
  top_k: { ...SAMPLING_RANGES.top_k, min: 0, max: 1000 },
  top_p: SAMPLING_RANGES.top_p,
  min_p: SAMPLING_RANGES.min_p,
  repetition_penalty: { ...SAMPLING_RANGES.repetition_penalty, min: 1, max: 2 },
  seed: { ...SAMPLING_RANGES.seed, min: 0, max: 2 ** 32 - 1 },
  max_tokens: { ...SAMPLING_RANGES.max_tokens, max: 512 },
} as const;

export type ChatControl = keyof typeof CHAT_RANGES;
export const CHAT_CONTROLS = Object.keys(CHAT_RANGES) as ChatControl[];

/** The settings a chat request may carry; an absent one means this surface's default. */
export type ChatSampling = { [control in ChatControl]?: number };

/** What of a remembered value is still settings: the page's storage may be older than the page. */
export function readSampling(value: unknown): ChatSampling {
  const known = Object.entries(typeof value === 'object' && value !== null ? value : {}).filter(
    ([name, chosen]) => {
      const range = CHAT_RANGES[name as ChatControl];
      return range && typeof chosen === 'number' && chosen >= range.min && chosen <= range.max;
    },
  );
  return Object.fromEntries(known);
}

/**
 * What an absent setting means in the chat; an absent seed is drawn anew for each answer. No repetition penalty:
 * digits are tokens of their own, and a bank's amounts repeat them.
 */
export const CHAT_DEFAULTS = {
  temperature: 0.3,
  top_k: 50,
  top_p: 0.9,
  min_p: 0.05,
  repetition_penalty: 1,
  max_tokens: 256,
} as const satisfies ChatSampling;

/** Named choices of settings: the likeliest words, the defaults, and freer wording. */
export const PRESETS = {
  precise: { temperature: 0 },
  balanced: {},
  varied: { temperature: 1, top_k: 0, top_p: 0.95 },
} as const satisfies Record<string, ChatSampling>;

export type PresetName = keyof typeof PRESETS;

/** Every setting decided, the seed included, so that an answer can be told exactly how it was drawn. */
export function decideSampling(chosen: ChatSampling): Required<ChatSampling> {
  const seed = crypto.getRandomValues(new Uint32Array(1))[0];
  return { ...CHAT_DEFAULTS, seed, ...chosen };
}
