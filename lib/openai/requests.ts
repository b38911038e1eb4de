import { z } from 'zod';
import { SAMPLING_RANGES } from '@/model/runtime/ranges';
import { type Sampling, samplingSchema } from '@/model/runtime/sampling';

/** Choices to one prompt: they share the model's places, so that more would only wait. */
export const MOST_CHOICES = 8;

const model = z.string().min(1).max(100).describe('One of GET /v1/models.');

const { temperature, top_p, presence_penalty, frequency_penalty, seed, logit_bias } = samplingSchema.shape;
const { top_k, min_p, typical_p, repetition_penalty, no_repeat_ngram_size } = samplingSchema.shape;
const stopText = z.string().min(1).max(64);

/** What both kinds of completion take; the names beyond OpenAI's are vLLM's and Hugging Face's. */
const common = {
  model,
  n: z.int().min(1).max(MOST_CHOICES).default(1).describe('Choices, each from a seed derived of `seed`.'),
  stream: z.boolean().default(false),
  stream_options: z.strictObject({ include_usage: z.boolean().default(false) }).optional(),
  temperature: temperature.describe('0 is greedy.'),
  top_p,
  presence_penalty,
  frequency_penalty,
  seed: seed.describe('Same model, request and seed: same text.'),
  stop: z
    .union([stopText, z.array(stopText).max(4)])
    .transform((given) => [given].flat())
    .optional()
    .describe('The text ends before any of these.'),
  logit_bias,
  top_k: top_k.describe('vLLM. 0 or -1 keeps all tokens.'),
  min_p: min_p.describe('vLLM.'),
  repetition_penalty: repetition_penalty.describe('vLLM.'),
  typical_p: typical_p.describe('Hugging Face: locally typical sampling.'),
  no_repeat_ngram_size: no_repeat_ngram_size.describe('Hugging Face.'),
  user: z.string().max(256).optional().describe('Accepted; nothing is done with it.'),
};

const textPart = z.object({ type: z.literal('text'), text: z.string() });

const messageSchema = z.object({
  role: z.enum(['system', 'developer', 'user', 'assistant']),
  content: z.union([z.string(), z.array(textPart).min(1)]),
});

const mostTokens = z.int().min(1).max(SAMPLING_RANGES.max_tokens.max).optional();

export const chatRequestSchema = z
  .strictObject({
    ...common,
    messages: z.array(messageSchema).min(1).max(200),
    max_completion_tokens: mostTokens,
    max_tokens: mostTokens.describe('The older name of max_completion_tokens.'),
    logprobs: z.boolean().default(false),
    top_logprobs: z.int().min(0).max(SAMPLING_RANGES.top_logprobs.max).optional(),
    response_format: z.object({ type: z.literal('text') }).optional(),
    modalities: z.tuple([z.literal('text')]).optional(),
    metadata: z.record(z.string(), z.string()).optional().describe('Accepted; nothing is done with it.'),
    store: z.literal(false).optional().describe('Nothing is stored.'),
    parallel_tool_calls: z.boolean().optional().describe('Accepted; there are no tools.'),
    service_tier: z.enum(['auto', 'default']).optional(),
  })
  .refine(({ logprobs, top_logprobs }) => logprobs || top_logprobs === undefined, {
    path: ['top_logprobs'],
    message: 'it needs logprobs: true',
  })
  .refine(({ messages }) => messages[messages.length - 1]?.role === 'user', {
    path: ['messages'],
    message: 'the last message must be the user’s',
  });

export type ChatRequest = z.infer<typeof chatRequestSchema>;

const tokenIds = z.array(z.int().nonnegative()).min(1).max(4096);

export const completionRequestSchema = z.strictObject({
  ...common,
  prompt: z
    .union([z.string(), tokenIds, z.array(z.string()).min(1).max(20), z.array(tokenIds).min(1).max(20)])
    .default('<|endoftext|>')
    .describe(
      'A text, several, the token ids of one, or of several. Special tokens in a text are read as such.',
    ),
  max_tokens: z.int().min(0).max(SAMPLING_RANGES.max_tokens.max).default(16),
  echo: z.boolean().default(false).describe('Whether the prompt comes before each completion.'),
  logprobs: z.int().min(0).max(5).optional().describe('Alternatives to report with each token.'),
  best_of: z.literal(1).optional(),
});

export type CompletionRequest = z.infer<typeof completionRequestSchema>;

export const embeddingRequestSchema = z.strictObject({
  model,
  input: z
    .union([
      z.string().min(1),
      tokenIds,
      z.array(z.string().min(1)).min(1).max(2048),
      z.array(tokenIds).min(1).max(2048),
    ])
    .describe('Of each text the first 63 tokens are read.'),
  encoding_format: z.enum(['float', 'base64']).default('float'),
  dimensions: z.int().min(1).optional().describe('The encoder’s own width, or absent.'),
  user: common.user,
});

export type EmbeddingRequest = z.infer<typeof embeddingRequestSchema>;

/** Settings that go to the runtime as they came. */
const PASSED_ON = [
  'temperature',
  'top_p',
  'presence_penalty',
  'frequency_penalty',
  'stop',
  'logit_bias',
  'top_k',
  'min_p',
  'repetition_penalty',
  'typical_p',
  'no_repeat_ngram_size',
] as const satisfies (keyof ChatRequest & keyof CompletionRequest & keyof Sampling)[];

/** A request's settings as the runtime takes them, without seed and lengths; what is absent stays so. */
export function samplingOf(request: ChatRequest | CompletionRequest): Sampling {
  const given = PASSED_ON.filter((name) => request[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, request[name]]));
}

/** The seed of each choice: the request's own for the first, numbers derived of it for the others. */
export function seedsOf({ n, seed }: { n: number; seed?: number }): number[] {
  const first = seed ?? crypto.getRandomValues(new Uint32Array(1))[0];
  // Multiples of 2^32 / golden ratio lie far apart (Knuth, TAOCP 6.4).
  return Array.from({ length: n }, (_, i) => (i === 0 ? first : (first + i * 0x9e3779b1) % 2 ** 32));
}
