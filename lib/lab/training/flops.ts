import { type GPTConfig, gpt2 } from '@/model/config';
import { parameterCount, qkvSizes } from '@/model/gpt';

/** One kind of matrix product of the network. */
export interface Product {
  name: 'qkv' | 'attention' | 'out' | 'up' | 'down' | 'head';
  /** How often it stands in the network. */
  layers: number;
  /** Parameters of all its layers; a tied head has those of the token embedding. */
  parameters: number;
  /** Floating-point operations of all its layers for one token, forward. */
  flops: number;
}

/**
 * The matrix products that one token passes, forward, in rows of `time` tokens. Attention is counted as it is computed:
 * whole rows, with what lies ahead masked afterwards. Norms, activations and softmax are left out: together they are
 * under a hundredth.
 */
export function products(c: GPTConfig, time: number): Product[] {
  const matrix = (name: Product['name'], inputs: number, outputs: number, layers = c.n_layer) => {
    const parameters = layers * inputs * outputs;
    return { name, layers, parameters, flops: 2 * parameters };
  };
  const widths = qkvSizes(c).reduce((sum, width) => sum + width, 0);
  return [
    matrix('qkv', c.n_embd, widths),
    // Each query with each key of the row, and the probabilities with each value.
    { name: 'attention', layers: c.n_layer, parameters: 0, flops: c.n_layer * 2 * 2 * time * c.n_embd },
    matrix('out', c.n_embd, c.n_embd),
    matrix('up', c.n_embd, c.shape === 'llama' ? 2 * c.n_inner : c.n_inner),
    matrix('down', c.n_inner, c.n_embd),
    matrix('head', c.n_embd, c.vocab_size, 1),
  ];
}

/** Training's floating-point operations counted product by product: forward once, backward twice. */
export const countedFlops = (c: GPTConfig, time: number, tokens: number) =>
  3 * tokens * products(c, time).reduce((sum, { flops }) => sum + flops, 0);

/** Llama 2 7B's size, from its published configuration (arXiv:2307.09288). */
export const LLAMA_2_PARAMETERS = parameterCount({
  ...gpt2({ n_layer: 32, n_head: 32, n_embd: 4096, context_length: 4096, vocab_size: 32_000 }),
  shape: 'llama',
  n_inner: 11_008,
  tied: false,
  bias: false,
});
