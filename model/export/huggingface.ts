import type { GPTConfig } from '../config';
import { type ParameterSpec, parameterSpecs, qkvSizes } from '../gpt';
import { numel } from '../graph/graph';
import type { Tensor } from '../weights';
import { type Weights, WeightsError } from './onnx';

/** Hugging Face's names: of what stands alone, and, within `block`, of each layer's parts. */
interface Names {
  block: string;
  alone: Record<string, string>;
  layer: Record<string, string[]>;
}

const NAMES: Record<GPTConfig['shape'], Names> = {
  gpt2: {
    block: 'transformer.h',
    alone: {
      token_embedding: 'transformer.wte.weight',
      position_embedding: 'transformer.wpe.weight',
      'final_norm.weight': 'transformer.ln_f.weight',
      'final_norm.bias': 'transformer.ln_f.bias',
      head: 'lm_head.weight',
    },
    layer: {
      attention_norm: ['ln_1'],
      'attention.qkv': ['attn.c_attn'],
      'attention.out': ['attn.c_proj'],
      mlp_norm: ['ln_2'],
      'mlp.up': ['mlp.c_fc'],
      'mlp.down': ['mlp.c_proj'],
    },
  },
  llama: {
    block: 'model.layers',
    alone: {
      token_embedding: 'model.embed_tokens.weight',
      'final_norm.weight': 'model.norm.weight',
      head: 'lm_head.weight',
    },
    layer: {
      attention_norm: ['input_layernorm'],
      'attention.qkv': ['self_attn.q_proj', 'self_attn.k_proj', 'self_attn.v_proj'],
      'attention.out': ['self_attn.o_proj'],
      mlp_norm: ['post_attention_layernorm'],
      'mlp.up': ['mlp.gate_proj', 'mlp.up_proj'],
      'mlp.down': ['mlp.down_proj'],
    },
  },
};

/** One of Hugging Face's tensors, and where its elements lie in the parameter it is cut from. */
interface Part {
  name: string;
  shape: number[];
  /** Index in our parameter of element `i` of the tensor. */
  source(i: number): number;
}

/** The weights under Hugging Face's names and in its layouts, as LlamaForCausalLM or GPT2LMHeadModel load them. */
export function toHuggingFace(config: GPTConfig, weights: Weights): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  // GPT2LMHeadModel always has biases; where ours has none they are zero.
  for (const spec of parameterSpecs({ ...config, bias: config.shape === 'gpt2' })) {
    const values = weights.get(spec.name) ?? new Float32Array(numel(spec.shape));
    for (const { name, shape, source } of parts(config, spec)) {
      const data = Float32Array.from({ length: numel(shape) }, (_, i) => values[source(i)]);
      tensors.set(name, { shape, data });
    }
  }
  return tensors;
}

/** The inverse of toHuggingFace. @throws WeightsError naming a tensor that is missing or of another shape */
export function fromHuggingFace(config: GPTConfig, tensors: Map<string, Tensor>): Weights {
  const weights: Weights = new Map();
  for (const spec of parameterSpecs(config)) {
    const values = new Float32Array(numel(spec.shape));
    for (const { name, shape, source } of parts(config, spec)) {
      const tensor = tensors.get(name);
      if (!tensor) throw new WeightsError(`tensor ${name} is missing`);
      if (String(tensor.shape) !== String(shape)) {
        throw new WeightsError(`tensor ${name} is [${tensor.shape}] instead of [${shape}]`);
      }
      tensor.data.forEach((x, i) => {
        values[source(i)] = x;
      });
    }
    weights.set(spec.name, values);
  }
  return weights;
}

/** How Hugging Face cuts and names one of our parameters. */
function parts(config: GPTConfig, { name, shape }: ParameterSpec): Part[] {
  const { alone, block, layer } = NAMES[config.shape];
  const whole = (name: string): Part[] => [{ name, shape, source: (i) => i }];
  const found = /^layers\.(\d+)\.(.+)\.(weight|bias)$/.exec(name);
  if (!found) return whole(alone[name]);
  const [, index, part, kind] = found;
  const names = layer[part].map((n) => `${block}.${index}.${n}.${kind}`);
  // GPT2's Conv1D keeps [inputs, outputs], as we do; Llama's linear layers are [outputs, inputs].
  if (config.shape === 'gpt2' || shape.length === 1) return whole(names[0]);
  const [inputs, columns] = shape;
  const widths = part === 'attention.qkv' ? qkvSizes(config) : names.map(() => columns / names.length);
  return names.map((name, n) => {
    const first = widths.slice(0, n).reduce((a, b) => a + b, 0);
    const source = (i: number) => (i % inputs) * columns + first + Math.floor(i / inputs);
    return { name, shape: [widths[n], inputs], source };
  });
}
