import { z } from 'zod';

const usage = z.strictObject({
  prompt_tokens: z.int().nonnegative(),
  completion_tokens: z.int().nonnegative(),
  total_tokens: z.int().nonnegative(),
});

const finishReason = z.enum(['stop', 'length']);

const tokenLogprob = z.strictObject({
  token: z.string(),
  /** By the model alone. */
  logprob: z.number(),
  /** After all settings; null where they filtered the token out. */
  filtered_logprob: z.number().nullable(),
  bytes: z.array(z.int().min(0).max(255)),
});

export const chatLogprobsSchema = z
  .strictObject({
    content: z.array(tokenLogprob.extend({ top_logprobs: z.array(tokenLogprob) })),
    refusal: z.null(),
  })
  .nullable();

/** What the assistant says of its answer beyond the words: only of the model `ondam`. */
export const aboutSchema = z.strictObject({
  action: z.enum(['answer', 'clarify', 'handoff', 'refuse']),
  citations: z.array(
    z.strictObject({
      id: z.string(),
      version: z.int(),
      question: z.string(),
      answer: z.string(),
      effective_date: z.string(),
      source: z.string(),
    }),
  ),
  /** Questions to choose from, where it is not clear which is meant. */
  options: z.array(z.string()),
  /** What may be asked next. */
  follow_ups: z.array(z.string()),
  /** Kinds of personal data that were masked in the question. */
  masked: z.array(z.string()),
});

export type About = z.infer<typeof aboutSchema>;

const envelope = { id: z.string(), created: z.int(), model: z.string(), system_fingerprint: z.string() };

export const chatCompletionSchema = z.strictObject({
  ...envelope,
  object: z.literal('chat.completion'),
  choices: z.array(
    z.strictObject({
      index: z.int(),
      message: z.strictObject({
        role: z.literal('assistant'),
        content: z.string(),
        refusal: z.null(),
        ondam: aboutSchema.optional(),
      }),
      logprobs: chatLogprobsSchema,
      finish_reason: finishReason,
    }),
  ),
  usage,
});

export const chatChunkSchema = z.strictObject({
  ...envelope,
  object: z.literal('chat.completion.chunk'),
  choices: z.array(
    z.strictObject({
      index: z.int(),
      delta: z.strictObject({
        role: z.literal('assistant').optional(),
        content: z.string().optional(),
        ondam: aboutSchema.optional(),
      }),
      logprobs: chatLogprobsSchema,
      finish_reason: finishReason.nullable(),
    }),
  ),
  /** With stream_options.include_usage: null, and in the last chunk, which has no choices, the count. */
  usage: usage.nullable().optional(),
});

export const completionLogprobsSchema = z
  .strictObject({
    tokens: z.array(z.string()),
    /** null of the prompt's first token alone. */
    token_logprobs: z.array(z.number().nullable()),
    top_logprobs: z.array(z.record(z.string(), z.number()).nullable()).nullable(),
    text_offset: z.array(z.int()),
  })
  .nullable();

const completionChoice = z.strictObject({
  index: z.int(),
  text: z.string(),
  logprobs: completionLogprobsSchema,
  finish_reason: finishReason.nullable(),
});

/** Whole, and as a chunk of a stream. */
export const completionSchema = z.strictObject({
  ...envelope,
  object: z.literal('text_completion'),
  choices: z.array(completionChoice),
  usage: usage.nullable().optional(),
});

export const embeddingsSchema = z.strictObject({
  object: z.literal('list'),
  model: z.string(),
  data: z.array(
    z.strictObject({
      object: z.literal('embedding'),
      index: z.int(),
      /** Numbers, or little-endian float32 in base64. */
      embedding: z.union([z.array(z.number()), z.base64()]),
    }),
  ),
  usage: usage.omit({ completion_tokens: true }),
});

export const modelSchema = z.strictObject({
  id: z.string(),
  object: z.literal('model'),
  created: z.int(),
  owned_by: z.string(),
  description: z.string(),
  /** The scopes under which it answers. */
  serves: z.array(z.string()),
  /** vLLM's name of the context's length in tokens. */
  max_model_len: z.int(),
});

export const modelListSchema = z.strictObject({ object: z.literal('list'), data: z.array(modelSchema) });

export const errorSchema = z.strictObject({
  error: z.strictObject({
    message: z.string(),
    type: z.enum(['invalid_request_error', 'requests', 'server_error']),
    param: z.string().nullable(),
    code: z.string().nullable(),
  }),
});

export type ChatCompletion = z.infer<typeof chatCompletionSchema>;
export type ChatChunk = z.infer<typeof chatChunkSchema>;
export type Completion = z.infer<typeof completionSchema>;
export type Embeddings = z.infer<typeof embeddingsSchema>;
export type ModelEntry = z.infer<typeof modelSchema>;
export type Usage = z.infer<typeof usage>;
