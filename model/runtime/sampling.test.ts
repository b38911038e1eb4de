import { describe, expect, it } from 'vitest';
import { mergeSampling, SAMPLING_DEFAULTS, samplingSchema } from './sampling';

describe('samplingSchema', () => {
  it('takes every documented control, and none', () => {
    const all = { ...SAMPLING_DEFAULTS, seed: 42, logit_bias: { '5': -100 }, stop: ['끝'] };
    expect(samplingSchema.parse(all)).toEqual(all);
    expect(samplingSchema.parse({})).toEqual({});
  });

  it('takes one stop text bare, as OpenAI does', () => {
    expect(samplingSchema.parse({ stop: '\n\n' }).stop).toEqual(['\n\n']);
  });

  it.each([
    { temperature: -0.1 },
    { temperature: Number.NaN },
    { temperature: Number.POSITIVE_INFINITY },
    { temperature: '1' },
    { top_p: 1.01 },
    { top_k: 1.5 },
    { repetition_penalty: 0 },
    { seed: 2 ** 60 },
    { max_tokens: 0 },
    { stop: [''] },
    { stop: ['\ud83d'] },
    { stop: ['a', 'b', 'c', 'd', 'e'] },
    { logit_bias: { 예금: 1 } },
    { logit_bias: { 5: 101 } },
    { top_logprobs: 21 },
  ])('refuses %o', (sampling) => {
    expect(samplingSchema.safeParse(sampling).success).toBe(false);
  });
});

it('mergeSampling lets a request override the model, and absence override nothing', () => {
  const model = { temperature: 0.7, top_p: 0.9 };
  expect(mergeSampling(model, { temperature: undefined, top_p: 0.5 })).toEqual({
    ...SAMPLING_DEFAULTS,
    temperature: 0.7,
    top_p: 0.5,
  });
});
