import { z } from 'zod';

/**
 * What defines a GPT. Two shapes:
 * - gpt2: LayerNorm, GELU, learned positions, optional biases; the textbook's network.
 * - llama: RMSNorm, rotary positions, SwiGLU, grouped-query attention, no biases; the bank's network, because
 *   Hugging Face, vLLM and llama.cpp run it unchanged.
 */
export const gptConfigSchema = z
  .strictObject({
    shape: z.enum(['gpt2', 'llama']),
    vocab_size: z.int().positive(),
    /** The longest sequence, in tokens, that the network can read. */
    context_length: z.int().positive(),
    n_layer: z.int().positive(),
    n_head: z.int().positive(),
    /** Key and value heads; equal to n_head but for grouped-query attention. */
    n_kv_head: z.int().positive(),
    n_embd: z.int().positive(),
    /** Width of the feed-forward layer. */
    n_inner: z.int().positive(),
    /** Whether the output head is the token embedding. */
    tied: z.boolean(),
    /** Biases on norms and matrices (gpt2 only). */
    bias: z.boolean(),
    norm_epsilon: z.number().positive(),
    /** Base of the rotary angles (llama only). */
    rope_theta: z.number().positive(),
  })
  .refine((c) => c.n_embd % c.n_head === 0, 'n_embd must divide by n_head')
  .refine((c) => c.n_head % c.n_kv_head === 0, 'n_head must divide by n_kv_head')
  .refine((c) => c.shape === 'llama' || c.n_head === c.n_kv_head, 'gpt2 has no grouped-query attention')
  .refine((c) => c.shape === 'gpt2' || !c.bias, 'llama has no biases');

export type GPTConfig = z.infer<typeof gptConfigSchema>;

/** Width of one attention head. */
export const headDim = (c: GPTConfig) => c.n_embd / c.n_head;

/** The GPT-2 family: width, depth and vocabulary decide the rest. */
export function gpt2(
  sizes: Pick<GPTConfig, 'n_layer' | 'n_head' | 'n_embd' | 'context_length' | 'vocab_size'> &
    Partial<GPTConfig>,
): GPTConfig {
  return {
    shape: 'gpt2',
    n_kv_head: sizes.n_head,
    n_inner: 4 * sizes.n_embd,
    tied: true,
    bias: true,
    norm_epsilon: 1e-5,
    rope_theta: 10000,
    ...sizes,
  };
}

/** The bank's family, on one dial: `depth` layers of width 64 * depth, in heads of 64. */
export function bank(depth: number, sizes: Partial<GPTConfig> = {}): GPTConfig {
  const n_embd = 64 * depth;
  return {
    shape: 'llama',
    vocab_size: 8192,
    context_length: 1024,
    n_layer: depth,
    n_head: depth,
    // Two key-value heads keep the cache small: 1 kB a token and layer, whatever the depth.
    n_kv_head: depth % 2 === 0 ? 2 : 1,
    n_embd,
    // SwiGLU has three matrices where GELU has two: 8/3 of the width keeps the size (arXiv:2002.05202).
    n_inner: Math.ceil((n_embd * 8) / 3 / 64) * 64,
    tied: true,
    bias: false,
    norm_epsilon: 1e-5,
    rope_theta: 10000,
    ...sizes,
  };
}

export const PRESETS = {
  /** nanoGPT's Shakespeare setting for a CPU: 0.8 M parameters, one token a character. */
  'shakespeare-char': gpt2({
    n_layer: 4,
    n_head: 4,
    n_embd: 128,
    context_length: 64,
    vocab_size: 65,
    bias: false,
  }),
  /** The textbook's GPT-2 of 124 M parameters (163 M with its untied head). */
  'verdict-124m': gpt2({
    n_layer: 12,
    n_head: 12,
    n_embd: 768,
    context_length: 256,
    vocab_size: 50257,
    tied: false,
  }),
  /** 8 M parameters: trains on two CPU cores in under two hours. */
  'bank-small': bank(5),
  /** 49 M parameters: for a GPU. */
  'bank-base': bank(10),
} satisfies Record<string, GPTConfig>;

export type PresetName = keyof typeof PRESETS;
