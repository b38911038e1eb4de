import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Sampler } from './sampler';
import { mergeSampling, type Sampling } from './sampling';

const NEVER = Number.NEGATIVE_INFINITY;

function samplerOf(sampling: Sampling, vocabSize: number, prompt: number[] = [], seed = 1) {
  return new Sampler(mergeSampling(sampling), vocabSize, prompt, seed);
}

/** The distribution that a setting draws from, read from the reported logprobs; vocabulary up to 20. */
function distribution(logits: number[], sampling: Sampling, prompt: number[] = []): number[] {
  const sampler = samplerOf({ ...sampling, top_logprobs: 20 }, logits.length, prompt);
  const probabilities = new Array(logits.length).fill(0);
  for (const { id, filtered_logprob } of sampler.sample(Float32Array.from(logits)).top_logprobs ?? []) {
    if (filtered_logprob !== null) probabilities[id] = Math.exp(filtered_logprob);
  }
  return probabilities;
}

/** Tokens drawn one after another from the same logits. */
function drawMany(logits: number[], sampling: Sampling, count: number, prompt: number[] = []): number[] {
  const sampler = samplerOf(sampling, logits.length, prompt);
  return Array.from({ length: count }, () => sampler.sample(Float32Array.from(logits)).id);
}

const logs = (probabilities: number[]) => probabilities.map(Math.log);
const round = (values: number[]) => values.map((v) => Number(v.toFixed(5)));
const kept = (probabilities: number[]) => probabilities.flatMap((p, id) => (p > 0 ? [id] : []));

/** The same filters by full sorts, one after another, each on what the one before left. */
function slowReference(logits: number[], s: Required<Pick<Sampling, Filter>>): number[] {
  let ids = logits.map((_, id) => id);
  const max = Math.max(...logits);
  const weight = (id: number) => Math.exp((logits[id] - max) / s.temperature);
  const mass = () => ids.reduce((sum, id) => sum + weight(id), 0);
  const untilMass = (sorted: number[], share: number) => {
    const target = share * mass();
    const taken: number[] = [];
    let sum = 0;
    for (const id of sorted) {
      taken.push(id);
      sum += weight(id);
      if (sum >= target) break;
    }
    return taken;
  };
  const byWeight = (a: number, b: number) => logits[b] - logits[a] || a - b;
  if (s.top_k > 0) ids = ids.sort(byWeight).slice(0, s.top_k);
  if (s.top_p < 1) ids = untilMass(ids.sort(byWeight), s.top_p);
  if (s.min_p > 0) ids = ids.filter((id) => weight(id) >= s.min_p);
  if (s.typical_p < 1) {
    ids = ids.filter((id) => weight(id) > 0);
    const total = mass();
    const surprise = (id: number) => -Math.log(weight(id) / total);
    const entropy = ids.reduce((sum, id) => sum + (weight(id) / total) * surprise(id), 0);
    const distance = (id: number) => Math.abs(surprise(id) - entropy);
    ids = untilMass(
      ids.sort((a, b) => distance(a) - distance(b) || a - b),
      s.typical_p,
    );
  }
  const total = mass();
  return logits.map((_, id) => (ids.includes(id) ? weight(id) / total : 0));
}
type Filter = 'temperature' | 'top_k' | 'top_p' | 'min_p' | 'typical_p';

describe('temperature', () => {
  it('0 is greedy, whatever the seed and the other settings, and divides by nothing', () => {
    for (const seed of [1, 2, 3]) {
      const drawn = drawMany([1, 3, 2], { temperature: 0, top_p: 0.5, typical_p: 0.2, seed }, 20);
      expect(new Set(drawn)).toEqual(new Set([1]));
    }
    expect(distribution([1, 3, 2], { temperature: 0 })).toEqual([0, 1, 0]);
  });

  it('0 takes the lowest id of a tie', () => {
    expect(drawMany([1, 5, 5, 5], { temperature: 0 }, 5)).toEqual([1, 1, 1, 1, 1]);
  });

  it('so small that quotients overflow is greedy too', () => {
    expect(drawMany([1, 3, 2], { temperature: Number.MIN_VALUE }, 5)).toEqual([1, 1, 1, 1, 1]);
  });

  it('divides logits, not probabilities', () => {
    expect(round(distribution([0, 1], { temperature: 0.5 }))).toEqual(
      round([1 / (1 + Math.E ** 2), 1 / (1 + Math.E ** -2)]),
    );
  });
});

describe('filters', () => {
  it('top_k keeps exactly k when logits tie at the k-th place: the lower ids', () => {
    expect(kept(distribution([2, 1, 1, 1, 3], { top_k: 3 }))).toEqual([0, 1, 4]);
    expect(drawMany([4, 4, 4], { top_k: 1 }, 10)).toEqual(drawMany([4, 4, 4], { temperature: 0 }, 10));
  });

  it('top_k of 0, -1 or more than the vocabulary keeps all', () => {
    for (const top_k of [0, -1, 4, 100]) {
      expect(kept(distribution([1, 2, 3], { top_k }))).toEqual([0, 1, 2]);
    }
  });

  it('top_p is applied: the smallest set that reaches it, one token at least', () => {
    const logits = logs([0.15, 0.5, 0.05, 0.3]);
    expect(kept(distribution(logits, { top_p: 0.95 }))).toEqual([0, 1, 3]);
    expect(kept(distribution(logits, { top_p: 0.75 }))).toEqual([1, 3]);
    expect(kept(distribution(logits, { top_p: 0.45 }))).toEqual([1]);
    expect(kept(distribution(logits, { top_p: 0 }))).toEqual([1]);
    expect(kept(distribution([0, 0, 0, 0], { top_p: 0.5 }))).toEqual([0, 1]);
  });

  it('top_p counts the mass that top_k left', () => {
    const logits = logs([0.4, 0.3, 0.2, 0.1]);
    expect(kept(distribution(logits, { top_p: 0.6 }))).toEqual([0, 1]);
    expect(kept(distribution(logits, { top_k: 2, top_p: 0.55 }))).toEqual([0]);
  });

  it('min_p keeps a share of the likeliest, not of one', () => {
    const logits = logs([0.4, 0.3, 0.21, 0.09]);
    expect(kept(distribution(logits, { min_p: 0.5 }))).toEqual([0, 1, 2]);
    expect(kept(distribution(logits, { min_p: 1 }))).toEqual([0]);
  });

  it('typical_p can leave out the likeliest token', () => {
    // Entropy 1.5 nats against 0.5 nats of surprise in the likeliest token: the others are nearer.
    const logits = logs([0.4, ...new Array(6).fill(0.1)]);
    expect(kept(distribution(logits, { typical_p: 0.5 }))).not.toContain(0);
  });

  it('all together equal a slow reference that sorts', () => {
    const eighths = (most: number) => fc.integer({ min: -most, max: most }).map((n) => n / 8); // ties are likely
    const logits = fc.array(fc.oneof(eighths(8), eighths(160)), { minLength: 1, maxLength: 20 });
    const share = fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true }));
    const settings = fc.record({
      temperature: fc.double({ min: 0.05, max: 2, noNaN: true }),
      top_k: fc.integer({ min: 0, max: 21 }),
      top_p: share,
      min_p: share,
      typical_p: share,
    });
    fc.assert(
      fc.property(logits, settings, (values, sampling) => {
        // Rounding may move a token across a boundary that it sits on; then a shift of the boundary shows it.
        const references = [0, 1e-9, -1e-9].map((shift) => {
          const move = (p: number) => (p > 0 && p < 1 ? p + shift : p);
          const { top_p, typical_p, min_p } = sampling;
          return slowReference(values, {
            ...sampling,
            top_p: move(top_p),
            typical_p: move(typical_p),
            min_p: move(min_p),
          });
        });
        expect(references.map(round)).toContainEqual(round(distribution(values, sampling)));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('draws', () => {
  const logits = [0.5, -1, 2, 0, 1.3, -0.2];
  const cases: Sampling[] = [
    {},
    { temperature: 0.7 },
    { temperature: 1.5, top_k: 4 },
    { top_p: 0.8 },
    { min_p: 0.2 },
    { typical_p: 0.7 },
    { temperature: 1.2, top_k: 5, top_p: 0.95, min_p: 0.05 },
  ];
  it.each(cases)('follow the distribution of %o (chi-square, p = 0.001)', (sampling) => {
    const count = 30_000;
    const expected = slowReference(
      [...Float32Array.from(logits)],
      mergeSampling(sampling) as Required<Pick<Sampling, Filter>>,
    );
    const seen = new Array(logits.length).fill(0);
    for (const id of drawMany(logits, sampling, count)) seen[id]++;
    const critical = [0, 10.83, 13.82, 16.27, 18.47, 20.52][kept(expected).length - 1];
    const chiSquare = expected.reduce(
      (sum, p, id) => (p > 0 ? sum + (seen[id] - p * count) ** 2 / (p * count) : sum),
      0,
    );
    expect(chiSquare).toBeLessThanOrEqual(critical);
    expect(kept(seen)).toEqual(kept(expected));
  });

  it('repeat with the seed and differ without it', () => {
    const run = (seed: number) => drawMany(logits, { seed }, 200);
    expect(run(7)).toEqual(run(7));
    expect(run(7)).not.toEqual(run(8));
  });
});

describe('broken and extreme logits', () => {
  it('never draws NaN or -Infinity, and +Infinity wins', () => {
    expect(new Set(drawMany([Number.NaN, 0, NEVER, 1], {}, 200))).toEqual(new Set([1, 3]));
    expect(new Set(drawMany([0, Number.POSITIVE_INFINITY, 5, Number.NaN], { top_p: 0.9 }, 50))).toEqual(
      new Set([1]),
    );
    const infinite = { repetition_penalty: 0.1, temperature: 0.5 };
    expect(new Set(drawMany([0, Number.POSITIVE_INFINITY, 5], infinite, 50, [1]))).toEqual(new Set([1]));
  });

  it('refuses logits without a number', () => {
    expect(() => drawMany([Number.NaN, NEVER], {}, 1)).toThrow(/no finite logit/);
  });

  it('always finds a token, and reports finite logprobs, under any settings at once', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const settings = fc.record({
      temperature: fc.double({ min: 0, max: 2, noNaN: true }),
      top_k: fc.integer({ min: -1, max: 9 }),
      top_p: share,
      min_p: share,
      typical_p: share,
      repetition_penalty: fc.double({ min: 0.1, max: 10, noNaN: true }),
      presence_penalty: fc.double({ min: -2, max: 2, noNaN: true }),
      no_repeat_ngram_size: fc.integer({ min: 0, max: 2 }),
      logit_bias: fc.dictionary(
        fc.constantFrom('0', '1', '2'),
        fc.double({ min: -100, max: 100, noNaN: true }),
      ),
      logprobs: fc.constant(true),
    });
    const logit = fc.oneof(fc.float(), fc.float({ min: -5, max: 5, noNaN: true }));
    const rows = fc.array(fc.tuple(logit, logit, logit), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(settings, rows, (sampling, steps) => {
        const sampler = samplerOf(sampling, 3, [0, 2]);
        for (const step of steps) {
          fc.pre(step.some((x) => x > NEVER));
          const choice = sampler.sample(Float32Array.from(step));
          expect(step[choice.id]).toBeGreaterThan(NEVER);
          expect(Number.isFinite(choice.logprob) && Number.isFinite(choice.filtered_logprob)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('ignores n-gram bans that would forbid every token', () => {
    expect(drawMany([2, 1], { no_repeat_ngram_size: 1, temperature: 0 }, 4)).toEqual([0, 1, 0, 0]);
  });
});

describe('logprobs', () => {
  it('are the log-softmax of the logits before, and of what is drawn from after, the settings', () => {
    const logits = logs([0.5, 0.3, 0.2]);
    const choice = samplerOf(
      { top_k: 2, temperature: 0.5, logit_bias: { 2: -100 }, top_logprobs: 3 },
      3,
    ).sample(Float32Array.from(logits));
    const top = choice.top_logprobs ?? [];
    expect(top.map((t) => t.id)).toEqual([0, 1, 2]);
    expect(round(top.map((t) => Math.exp(t.logprob)))).toEqual([0.5, 0.3, 0.2]);
    expect(round(top.slice(0, 2).map((t) => Math.exp(t.filtered_logprob ?? NEVER)))).toEqual(
      round([0.25 / 0.34, 0.09 / 0.34]),
    );
    expect(top[2].filtered_logprob).toBeNull();
    expect(top).toContainEqual({
      id: choice.id,
      logprob: choice.logprob,
      filtered_logprob: choice.filtered_logprob,
    });
  });

  it('are absent unless asked for', () => {
    expect(Object.keys(samplerOf({}, 2).sample(Float32Array.of(1, 2)))).toEqual(['id']);
    expect(samplerOf({ logprobs: true }, 2).sample(Float32Array.of(1, 2))).not.toHaveProperty('top_logprobs');
  });
});
