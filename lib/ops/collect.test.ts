import { afterEach, describe, expect, it, vi } from 'vitest';
import { collectMetrics } from './collect';

vi.mock('@/lib/answer/model', () => ({ getEmbeddedModel: () => Promise.reject(new Error('no model')) }));
vi.mock('@/lib/db/connection', () => ({ getDatabase: () => Promise.reject(new Error('no database')) }));

const TOKEN = 'a-token-of-sixteen-or-more';
const production = { ONDAM_MODE: 'production', ONDAM_SECRET: 'a secret of thirty-two characters or more' };

describe('the metrics, with neither a model nor a database', () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each([
    ['a demo', {}, null, true],
    ['a demo with a token, without it', { ONDAM_METRICS_TOKEN: TOKEN }, null, false],
    ['production without a token', production, null, false],
    ['production without a token, to a guess', production, 'Bearer undefined', false],
    ['the token', { ...production, ONDAM_METRICS_TOKEN: TOKEN }, `Bearer ${TOKEN}`, true],
    ['a part of it', { ...production, ONDAM_METRICS_TOKEN: TOKEN }, `Bearer ${TOKEN.slice(0, -1)}`, false],
    ['more than it', { ...production, ONDAM_METRICS_TOKEN: TOKEN }, `Bearer ${TOKEN}x`, false],
    ['it without its scheme', { ...production, ONDAM_METRICS_TOKEN: TOKEN }, TOKEN, false],
  ])('are for %s: %j', async (_, env, authorization, allowed) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const collected = collectMetrics(authorization);
    if (allowed) expect((await collected).text).toContain('# TYPE ondam_answers_total counter');
    else await expect(collected).rejects.toMatchObject({ code: 'not_permitted' });
  });
});
