import { z } from 'zod';
import { type GPTConfig, gptConfigSchema, headDim } from '../config';

/** Ids that Hugging Face's config.json names. */
export interface SpecialIds {
  bos_token_id: number;
  eos_token_id: number;
  pad_token_id: number;
}

/** Hugging Face's config.json: LlamaConfig or GPT2Config, with all that transformers needs to run the network. */
export function toConfigFile(c: GPTConfig, ids: SpecialIds): Record<string, unknown> {
  const common = {
    vocab_size: c.vocab_size,
    tie_word_embeddings: c.tied,
    initializer_range: 0.02,
    use_cache: true,
    torch_dtype: 'float32',
    ...ids,
  };
  if (c.shape === 'llama') {
    return {
      architectures: ['LlamaForCausalLM'],
      model_type: 'llama',
      hidden_size: c.n_embd,
      intermediate_size: c.n_inner,
      num_hidden_layers: c.n_layer,
      num_attention_heads: c.n_head,
      num_key_value_heads: c.n_kv_head,
      head_dim: headDim(c),
      hidden_act: 'silu',
      max_position_embeddings: c.context_length,
      rms_norm_eps: c.norm_epsilon,
      rope_theta: c.rope_theta,
      attention_bias: false,
      mlp_bias: false,
      ...common,
    };
  }
  return {
    architectures: ['GPT2LMHeadModel'],
    model_type: 'gpt2',
    n_embd: c.n_embd,
    n_inner: c.n_inner,
    n_layer: c.n_layer,
    n_head: c.n_head,
    n_positions: c.context_length,
    activation_function: 'gelu_new',
    layer_norm_epsilon: c.norm_epsilon,
    // Not a field of GPT2Config, which always has biases: says that they are all zero and ours has none.
    bias: c.bias,
    ...common,
  };
}

const count = z.int().positive();

/** Literals where another value would be another network than the one we would build. */
const llamaFile = z.looseObject({
  model_type: z.literal('llama'),
  vocab_size: count,
  hidden_size: count,
  intermediate_size: count,
  num_hidden_layers: count,
  num_attention_heads: count,
  num_key_value_heads: count,
  hidden_act: z.literal('silu'),
  max_position_embeddings: count,
  rms_norm_eps: z.number(),
  rope_theta: z.number().default(10000),
  rope_scaling: z.null().default(null),
  attention_bias: z.literal(false).default(false),
  mlp_bias: z.literal(false).default(false),
  tie_word_embeddings: z.boolean().default(false),
});

const gpt2File = z.looseObject({
  model_type: z.literal('gpt2'),
  vocab_size: count,
  n_embd: count,
  n_inner: count.nullish(),
  n_layer: count,
  n_head: count,
  n_positions: count,
  activation_function: z.literal('gelu_new'),
  layer_norm_epsilon: z.number(),
  bias: z.boolean().default(true),
  tie_word_embeddings: z.boolean().default(true),
});

const configFile = z.discriminatedUnion('model_type', [llamaFile, gpt2File]);

/** The configuration that a config.json describes. @throws z.ZodError when it is of a network we cannot build */
export function fromConfigFile(json: unknown): GPTConfig {
  const file = configFile.parse(json);
  if (file.model_type === 'llama') {
    return gptConfigSchema.parse({
      shape: 'llama',
      vocab_size: file.vocab_size,
      context_length: file.max_position_embeddings,
      n_layer: file.num_hidden_layers,
      n_head: file.num_attention_heads,
      n_kv_head: file.num_key_value_heads,
      n_embd: file.hidden_size,
      n_inner: file.intermediate_size,
      tied: file.tie_word_embeddings,
      bias: false,
      norm_epsilon: file.rms_norm_eps,
      rope_theta: file.rope_theta,
    });
  }
  return gptConfigSchema.parse({
    shape: 'gpt2',
    vocab_size: file.vocab_size,
    context_length: file.n_positions,
    n_layer: file.n_layer,
    n_head: file.n_head,
    n_kv_head: file.n_head,
    n_embd: file.n_embd,
    n_inner: file.n_inner ?? 4 * file.n_embd,
    tied: file.tie_word_embeddings,
    bias: file.bias,
    norm_epsilon: file.layer_norm_epsilon,
    rope_theta: 10000,
  });
}
