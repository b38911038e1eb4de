import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cut, Stages } from './inspection';
import { Sampler } from './sampler';
import { mergeSampling, type Sampling } from './sampling';

type Settings = Required<Pick<Sampling, 'temperature' | 'top_k' | 'top_p' | 'min_p' | 'typical_p'>>;

function inspect(
  logits: number[],
  sampling: Sampling,
  { shown = 10, forced = undefined as number | undefined } = {},
) {
  const sampler = new Sampler(mergeSampling(sampling), logits.length, [], 1, [], shown);
  const { id, inspection } = sampler.sample(Float32Array.from(logits), forced);
  if (!inspection) throw new Error('nothing was inspected');
  return { id, ...inspection };
}

/** Plain arithmetic by the definitions, one full sort after another: nothing of the sampler's own. */
function byHand(logits: number[], bias: Record<number, number>, s: Settings) {
  const softmax = (values: number[]) => {
    const max = Math.max(...values);
    const sum = values.reduce((total, v) => total + Math.exp(v - max), 0);
    return values.map((v) => Math.exp(v - max) / sum);
  };
  const model = softmax(logits);
  const reshaped = softmax(logits.map((logit, id) => (logit + (bias[id] ?? 0)) / s.temperature));
  let left = reshaped.map((_, id) => id).sort((a, b) => reshaped[b] - reshaped[a] || a - b);
  const cut_by = new Map<number, Cut>();
  const mass = (ids: number[]) => ids.reduce((total, id) => total + reshaped[id], 0);
  const keep = (by: Cut, kept: number[]) => {
    for (const id of left) if (!kept.includes(id)) cut_by.set(id, by);
    left = kept;
  };
  const until = (sorted: number[], share: number) => {
    const target = share * mass(sorted);
    let sum = 0;
    return sorted.filter((id, i) => {
      const before = sum;
      sum += reshaped[id];
      return i === 0 || before < target;
    });
  };
  if (s.top_k > 0) keep('top_k', left.slice(0, s.top_k));
  if (s.top_p < 1) keep('top_p', until(left, s.top_p));
  if (s.min_p > 0)
    keep(
      'min_p',
      left.filter((id) => reshaped[id] >= s.min_p * reshaped[left[0]]),
    );
  if (s.typical_p < 1) {
    const total = mass(left);
    const surprise = (id: number) => -Math.log(reshaped[id] / total);
    const entropy = left.reduce((sum, id) => sum + (reshaped[id] / total) * surprise(id), 0);
    const away = (id: number) => Math.abs(surprise(id) - entropy);
    keep(
      'typical_p',
      until(
        [...left].sort((a, b) => away(a) - away(b) || a - b),
        s.typical_p,
      ),
    );
  }
  const final = reshaped.map((p, id) => (left.includes(id) ? p / mass(left) : 0));
  return { model, reshaped, final, cut_by, left: left.length };
}

const sumOf = (parts: Stages[], stage: keyof Stages) => parts.reduce((sum, part) => sum + part[stage], 0);

describe('what the inspector tells', () => {
  const logits = fc.uniqueArray(fc.integer({ min: -80, max: 80 }), { minLength: 12, maxLength: 40 });
  const settings = fc.record({
    temperature: fc.constantFrom(0.3, 0.7, 1, 1.5),
    top_k: fc.constantFrom(0, 3, 8),
    top_p: fc.constantFrom(1, 0.913, 0.517),
    min_p: fc.constantFrom(0, 0.0507),
    typical_p: fc.constantFrom(1, 0.887),
  });

  it('is what the definitions give, stage by stage, cut by cut, the rest included', () => {
    fc.assert(
      fc.property(
        logits,
        settings,
        fc.constantFrom<Record<string, number>[]>({}, { 2: 4 }, { 0: -100 }),
        (eighths, sampling, bias) => {
          const values = eighths.map((n) => Math.fround(n / 8));
          const { candidates, rest } = inspect(values, { ...sampling, logit_bias: bias });
          const expected = byHand(values, bias, sampling);
          for (const { id, model, reshaped, final, cut_by } of candidates) {
            expect(model).toBeCloseTo(expected.model[id], 6);
            expect(reshaped).toBeCloseTo(expected.reshaped[id], 6);
            expect(final).toBeCloseTo(expected.final[id], 6);
            expect(cut_by).toBe(expected.cut_by.get(id) ?? null);
          }
          for (const stage of ['model', 'reshaped', 'final'] as const) {
            expect(sumOf([...candidates, rest], stage)).toBeCloseTo(1, 9);
          }
          const shownLeft = candidates.filter(({ final }) => final > 0).length;
          expect(rest.left).toBe(expected.left - shownLeft);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('shows the likeliest first, those that a bias lifts, and the drawn one', () => {
    const values = Array.from({ length: 40 }, (_, id) => -id);
    const lifted = inspect(values, { logit_bias: { 39: 60 }, temperature: 0.5 }, { shown: 5 });
    expect(lifted.id).toBe(39);
    expect(lifted.candidates.map(({ id }) => id)).toEqual([0, 1, 2, 3, 39]);
  });

  it('temperature 0 leaves one and says that it did', () => {
    const { candidates } = inspect([1, 3, 2], { temperature: 0 });
    expect(candidates.map(({ id, reshaped, final, cut_by }) => [id, reshaped, final, cut_by])).toEqual([
      [1, 1, 1, null],
      [2, 0, 0, 'temperature'],
      [0, 0, 0, 'temperature'],
    ]);
  });

  it('a forbidden repetition is charged to its setting, not to a filter', () => {
    const sampler = new Sampler(mergeSampling({ no_repeat_ngram_size: 1, temperature: 0 }), 3, [], 1, [], 3);
    sampler.sample(Float32Array.of(3, 2, 1));
    const { inspection } = sampler.sample(Float32Array.of(3, 2, 1));
    expect(inspection?.candidates[0]).toMatchObject({ id: 0, final: 0, cut_by: 'no_repeat_ngram_size' });
  });

  it('a forced token is shown with what cut it, and the draws after it are those of the seed', () => {
    const values = [5, 4, 3, 2, 1, 0];
    const forced = inspect(values, { top_k: 2 }, { shown: 2, forced: 5 });
    expect(forced.id).toBe(5);
    expect(forced.candidates.at(-1)).toMatchObject({ id: 5, final: 0, cut_by: 'top_k' });
    const draw = (first?: number) => {
      const sampler = new Sampler(mergeSampling({ seed: 3 }), 6, [], 1);
      sampler.sample(Float32Array.from(values), first);
      return Array.from({ length: 30 }, () => sampler.sample(Float32Array.from(values)).id);
    };
    expect(draw(5)).toEqual(draw());
  });
});
