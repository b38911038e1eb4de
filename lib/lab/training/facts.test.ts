import { describe, expect, it } from 'vitest';
import { PRESETS } from '@/model/config';
import { parameterCount } from '@/model/gpt';
import { cost, gpuHours, LLAMA_2, PEAKS, perplexity, trainingFlops } from './facts';
import { countedFlops, LLAMA_2_PARAMETERS, products } from './flops';

describe('cost', () => {
  it("gives the textbook's figure for Llama 2 7B: about 690,000 dollars", () => {
    expect(cost(LLAMA_2)).toBe(691_200);
  });
});

describe('training FLOPs', () => {
  it('are what Llama 2 7B took at a share of the peak that is usual for an A100', () => {
    expect(LLAMA_2_PARAMETERS).toBe(6_738_415_616);
    const flops = trainingFlops(LLAMA_2_PARAMETERS, LLAMA_2.tokens);
    const share = flops / (LLAMA_2.gpu_hours * 3600 * PEAKS.a100);
    expect(share).toBeGreaterThan(0.35);
    expect(share).toBeLessThan(0.45);
    expect(gpuHours(flops, PEAKS.a100, share)).toBeCloseTo(LLAMA_2.gpu_hours, 3);
  });

  it('counted product by product come to 6ND and what attention adds, in every preset', () => {
    for (const config of Object.values(PRESETS)) {
      const counted = products(config, 0);
      // Norms, biases and learned positions take part in no product; an untied embedding is looked up.
      const matrices = counted.reduce((sum, { parameters }) => sum + parameters, 0);
      expect(countedFlops(config, 0, 10)).toBe(trainingFlops(matrices, 10));
      const looked_up = config.tied ? 0 : config.vocab_size * config.n_embd;
      const positions = config.shape === 'gpt2' ? config.context_length * config.n_embd : 0;
      const rest = parameterCount(config) - matrices - looked_up - positions;
      expect(rest).toBeGreaterThan(0);
      expect(rest / parameterCount(config)).toBeLessThan(0.002);
    }
  });

  it('grow with the length of a row by attention alone: scores and sums of 2 x width each', () => {
    const config = PRESETS['bank-small'];
    const more = countedFlops(config, 513, 1) - countedFlops(config, 512, 1);
    expect(more).toBe(3 * config.n_layer * 4 * config.n_embd);
  });
});

describe('perplexity', () => {
  it('of a model that knows nothing is the size of its vocabulary', () => {
    expect(perplexity(Math.log(8192))).toBeCloseTo(8192, 6);
  });
});
