import { type GPTConfig, headDim } from '../config';
import { CHAT_TEMPLATE } from '../prompt';
import { SPECIAL_TOKENS, type SpecialToken, type TokenizerFile } from '../tokenizer';
import type { Tensor } from '../weights';
import {
  BLOCK,
  bool,
  entry,
  float,
  ggufFile,
  ints,
  string,
  strings,
  type TensorType,
  uint,
} from './gguf-format';
import { toHuggingFace } from './huggingface';
import { checkWeights, type Precision, type Weights } from './onnx';

/** Names of the files within a model folder, by the tensor types that llama.cpp's users look for. */
export const GGUF_FILES: Record<Precision, string> = {
  fp32: 'model-f32.gguf',
  int8: 'model-q8_0.gguf',
  int4: 'model-q4_0.gguf',
};

/**
 * The GGUF file that llama.cpp and what builds on it load, in parts to be written one after another: F32 for fp32,
 * Q8_0 for int8, Q4_0 for int4.
 * @param name the model's name, for people
 * @throws WeightsError when the weights do not fit
 */
export function exportGguf(
  config: GPTConfig,
  weights: Weights,
  tokenizer: TokenizerFile,
  precision: Precision,
  name: string,
): Iterable<Uint8Array> {
  checkWeights(config, weights);
  const metadata = [
    ...networkMetadata(config, precision, name),
    ...tokenizerMetadata(tokenizer, config.vocab_size),
  ];
  return ggufFile(metadata, ggufTensors(config, weights, precision));
}

/** llama.cpp's names of Hugging Face's tensors. */
const NAMES: Record<string, string> = {
  'model.embed_tokens': 'token_embd',
  'transformer.wte': 'token_embd',
  'transformer.wpe': 'position_embd',
  'model.norm': 'output_norm',
  'transformer.ln_f': 'output_norm',
  lm_head: 'output',
  input_layernorm: 'attn_norm',
  ln_1: 'attn_norm',
  'self_attn.q_proj': 'attn_q',
  'self_attn.k_proj': 'attn_k',
  'self_attn.v_proj': 'attn_v',
  'attn.c_attn': 'attn_qkv',
  'self_attn.o_proj': 'attn_output',
  'attn.c_proj': 'attn_output',
  post_attention_layernorm: 'ffn_norm',
  ln_2: 'ffn_norm',
  'mlp.gate_proj': 'ffn_gate',
  'mlp.up_proj': 'ffn_up',
  'mlp.c_fc': 'ffn_up',
  'mlp.down_proj': 'ffn_down',
  'mlp.c_proj': 'ffn_down',
};

function ggufTensors(config: GPTConfig, weights: Weights, precision: Precision) {
  const tensors = new Map<string, { type: TensorType; tensor: Tensor }>();
  const pattern = /^(?:(?:model\.layers|transformer\.h)\.(\d+)\.)?(.+)\.(weight|bias)$/;
  for (const [name, tensor] of toHuggingFace(config, weights)) {
    const [, layer, part, kind] = pattern.exec(name)!;
    const renamed = `${layer ? `blk.${layer}.` : ''}${NAMES[part]}.${kind}`;
    const ours = arranged(config, NAMES[part], tensor);
    tensors.set(renamed, { type: typeOf(renamed, ours.shape, precision), tensor: ours });
  }
  return tensors;
}

/** Vectors and positions stay float, as do matrices whose rows do not divide into blocks. */
function typeOf(name: string, shape: number[], precision: Precision): TensorType {
  const float = shape.length === 1 || shape[1] % BLOCK !== 0 || name === 'position_embd.weight';
  if (float || precision === 'fp32') return 'F32';
  return precision === 'int8' ? 'Q8_0' : 'Q4_0';
}

/** Rows as llama.cpp multiplies them: [outputs, inputs], and queries and keys in the order of its rotation. */
function arranged(config: GPTConfig, name: string, tensor: Tensor): Tensor {
  if (name === 'attn_q' || name === 'attn_k') return interleaved(tensor, headDim(config));
  const linear = /^(attn|ffn)_/.test(name) && tensor.shape.length === 2;
  return config.shape === 'gpt2' && linear ? transposed(tensor) : tensor;
}

function transposed({ shape: [rows, columns], data }: Tensor): Tensor {
  const source = (i: number) => (i % rows) * columns + Math.floor(i / rows);
  return { shape: [columns, rows], data: data.map((_, i) => data[source(i)]) };
}

/**
 * llama.cpp's llama rotates elements 2i and 2i + 1 of a head together, Hugging Face's i and i + head_dim / 2: the
 * rows that make them are reordered, as llama.cpp's own converter does.
 */
function interleaved({ shape, data }: Tensor, head_dim: number): Tensor {
  const [rows, width] = shape;
  const result = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    const [head, i] = [Math.floor(row / head_dim), row % head_dim];
    const source = head * head_dim + (i % 2) * (head_dim / 2) + (i >> 1);
    result.set(data.subarray(source * width, (source + 1) * width), row * width);
  }
  return { shape, data: result };
}

/** `general.file_type` in llama.cpp: what most tensors are. */
const FILE_TYPE: Record<Precision, number> = { fp32: 0, int4: 2, int8: 7 };

function networkMetadata(c: GPTConfig, precision: Precision, name: string): Buffer[] {
  const key = (suffix: string, value: Buffer) => entry(`${c.shape}.${suffix}`, value);
  const common = [
    entry('general.architecture', string(c.shape)),
    entry('general.name', string(name)),
    entry('general.file_type', uint(FILE_TYPE[precision])),
    entry('general.quantization_version', uint(2)),
    key('context_length', uint(c.context_length)),
    key('embedding_length', uint(c.n_embd)),
    key('feed_forward_length', uint(c.n_inner)),
    key('block_count', uint(c.n_layer)),
    key('attention.head_count', uint(c.n_head)),
  ];
  if (c.shape === 'gpt2') return [...common, key('attention.layer_norm_epsilon', float(c.norm_epsilon))];
  return [
    ...common,
    key('vocab_size', uint(c.vocab_size)),
    key('attention.head_count_kv', uint(c.n_kv_head)),
    key('attention.layer_norm_rms_epsilon', float(c.norm_epsilon)),
    key('rope.dimension_count', uint(headDim(c))),
    key('rope.freq_base', float(c.rope_theta)),
  ];
}

/** llama.cpp's token types. */
const NORMAL = 1;
const CONTROL = 3;
const UNUSED = 5;

function tokenizerMetadata({ model, added_tokens }: TokenizerFile, vocab_size: number): Buffer[] {
  // A vocabulary padded to a round size has ids that stand for no token.
  const tokens = Array.from({ length: vocab_size }, (_, id) => `[PAD${id}]`);
  const types = new Array<number>(vocab_size).fill(UNUSED);
  const put = (token: string, id: number, type: number) => {
    tokens[id] = token;
    types[id] = type;
  };
  for (const [token, id] of Object.entries(model.vocab)) put(token, id, NORMAL);
  for (const { content, id } of added_tokens) put(content, id, CONTROL);
  const special = (token: SpecialToken) => uint(SPECIAL_TOKENS.indexOf(token));
  const key = (suffix: string, value: Buffer) => entry(`tokenizer.ggml.${suffix}`, value);
  return [
    key('model', string('gpt2')),
    key('pre', string('qwen2')),
    key('tokens', strings(tokens)),
    key('token_type', ints(types)),
    key('merges', strings(model.merges)),
    key('bos_token_id', special('<|endoftext|>')),
    key('eos_token_id', special('<|end|>')),
    key('padding_token_id', special('<|pad|>')),
    // The chat template and the documents of pretraining bring their own <|endoftext|>.
    key('add_bos_token', bool(false)),
    entry('tokenizer.chat_template', string(CHAT_TEMPLATE)),
  ];
}
