import { describe, expect, it } from 'vitest';
import { logitsProcessors } from './processors';
import { Sampler } from './sampler';
import { mergeSampling, type Sampling } from './sampling';

/** Tokens drawn one after another from the same logits. */
function drawMany(logits: number[], sampling: Sampling, count: number, prompt: number[] = []): number[] {
  const sampler = new Sampler(mergeSampling(sampling), logits.length, prompt, 1);
  return Array.from({ length: count }, () => sampler.sample(Float32Array.from(logits)).id);
}

describe('penalties', () => {
  it('repetition_penalty lowers seen tokens, positive or negative, of prompt and output, once each', () => {
    const [process] = logitsProcessors(mergeSampling({ repetition_penalty: 2 }), {
      prompt: [0, 1, 1],
      output: [3],
      quotable: [],
    });
    const scores = Float32Array.of(1, -1, 1, -1);
    process(scores);
    expect([...scores]).toEqual([0.5, -2, 1, -2]);
    expect(drawMany([1, 0.9], { repetition_penalty: 2, temperature: 0 }, 3)).toEqual([0, 1, 0]);
  });

  it('presence_penalty is paid once, and not for the prompt', () => {
    const drawn = drawMany([1, 0.5, 0], { presence_penalty: 0.7, temperature: 0 }, 4, [0, 0]);
    expect(drawn).toEqual([0, 1, 0, 0]); // 1, then 0.3 against 0.5, then 0.3 against -0.2 and 0 for ever
  });

  it('frequency_penalty is paid for each time', () => {
    const drawn = drawMany([1, 0.5, 0], { frequency_penalty: 0.4, temperature: 0 }, 5, [0, 0]);
    expect(drawn).toEqual([0, 0, 1, 0, 1]); // scores of token 0: 1, 0.6, 0.2, 0.2, -0.2; of token 1: 0.5, 0.1
  });

  it('no_repeat_ngram_size lets no run of the output come twice, and leaves the prompt quotable', () => {
    const logits = [3, 2, 1, 0];
    for (const size of [1, 2, 3]) {
      const drawn = drawMany(logits, { no_repeat_ngram_size: size, temperature: 0 }, 4, [0, 1, 2]);
      const runs = drawn.slice(size - 1).map((_, i) => drawn.slice(i, i + size).join());
      expect(new Set(runs).size).toBe(runs.length);
      expect(drawn[0]).toBe(0);
    }
  });

  it('logit_bias adds to the logit and comes before the penalties', () => {
    expect(drawMany([1, 0], { logit_bias: { 1: 5 }, temperature: 0 }, 1)).toEqual([1]);
    expect(drawMany([1, 0], { logit_bias: { 0: -100 } }, 50)).not.toContain(0);
    // Biased to 2 first and halved then; halved first it would be 1.5 and win.
    expect(
      drawMany([1.2, 1], { logit_bias: { 1: 1 }, repetition_penalty: 2, temperature: 0 }, 1, [1]),
    ).toEqual([0]);
    expect(() => drawMany([0, 0, 0], { logit_bias: { 3: 1 } }, 1)).toThrow(/token 3/);
  });
});

describe('copy_bias', () => {
  const sampler = (quotable: number[][], logits: number[], sampling: Sampling) => {
    const drawing = new Sampler(
      mergeSampling({ temperature: 0, ...sampling }),
      logits.length,
      [],
      1,
      quotable,
    );
    return (count: number) =>
      Array.from({ length: count }, () => drawing.sample(Float32Array.from(logits)).id);
  };
  // Left to itself the network repeats token 0; 6 is next likely.
  const logits = [2, 0, 0, 0, 0, 0, 1];

  it('follows a sentence that the answer has begun, and lets the network go on after its end', () => {
    const quotable = [[0, 3, 4, 5]];
    expect(sampler(quotable, logits, { copy_bias: 3 })(5)).toEqual([0, 3, 4, 5, 0]);
    expect(sampler(quotable, logits, { copy_bias: 0 })(3)).toEqual([0, 0, 0]);
    expect(sampler([], logits, { copy_bias: 3 })(3)).toEqual([0, 0, 0]);
  });

  it('prefers where more of the answer agrees', () => {
    const quotable = [
      [1, 0, 3],
      [2, 0, 4],
    ];
    const [process] = logitsProcessors(mergeSampling({ copy_bias: 1 }), {
      prompt: [],
      output: [2, 0],
      quotable,
    });
    const scores = new Float32Array(7);
    process(scores);
    expect([...scores]).toEqual([0, 0, 0, 1, 2, 0, 0]);
  });
});
