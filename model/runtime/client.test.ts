import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bank } from '../config';
import { RuntimeClient, sharedRuntime } from './client';
import { Engine, type GenerationRequest, type TokenEvent } from './engine';
import { BYTE_VOCABULARY, END_ID, randomWeights, writeModelFolder } from './testing';

const config = bank(2, { vocab_size: BYTE_VOCABULARY, context_length: 2048 });
const folder = writeModelFolder(config, randomWeights(config, 1));
const prompt_ids = [0, 3, 100, 120];
const endless = { logit_bias: { [END_ID]: -100, 0: -100 }, max_tokens: 2000 };

async function complete(model: RuntimeClient | Engine, request: GenerationRequest) {
  const events: TokenEvent[] = [];
  const tokens = model.generate(request);
  for (let step = await tokens.next(); ; step = await tokens.next()) {
    if (step.done) return { events, ...step.value };
    events.push(step.value);
  }
}

describe('RuntimeClient', () => {
  const log: string[] = [];
  const client = new RuntimeClient(folder, (line) => log.push(line));
  beforeAll(() => client.start());
  afterAll(() => client.close());

  it('says what runs, where and why, and logs it', async () => {
    const engine = await Engine.load(folder);
    expect(await client.start()).toEqual(engine.info);
    expect(log[0]).toMatch(
      new RegExp(`runs on ${engine.info.device} in process \\d+: ${engine.info.reason}`),
    );
  });

  it('gives what the engine gives', async () => {
    const request = { prompt_ids, sampling: { seed: 5, max_tokens: 20, top_logprobs: 2 } };
    const { events, finish_reason, usage, seed } = await complete(client, request);
    const local = await complete(await Engine.load(folder), request);
    expect({ events, finish_reason, usage, seed }).toEqual({
      events: local.events,
      finish_reason: local.finish_reason,
      usage: local.usage,
      seed: 5,
    });
  });

  it('leaves the event loop free while the model computes', async () => {
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const long = { prompt_ids: new Array(2000).fill(50), sampling: { max_tokens: 2 } };
    const { timings } = await complete(client, long);
    clearInterval(timer);
    expect(longest).toBeLessThan(0.9 * timings.prefill_ms); // a blocked loop would miss all of it
  });

  it('cancels', async () => {
    const controller = new AbortController();
    const tokens = client.generate({ prompt_ids, sampling: endless, signal: controller.signal });
    for (let i = 0; i < 5; i++) await tokens.next();
    controller.abort();
    let step = await tokens.next();
    while (!step.done) step = await tokens.next();
    expect(step.value.finish_reason).toBe('cancelled');
    expect(step.value.usage.completion_tokens).toBeLessThan(endless.max_tokens / 2);
  });

  it('passes on why a request is refused', async () => {
    const refused = (request: GenerationRequest) => expect(complete(client, request)).rejects;
    await refused({ prompt_ids: [] }).toMatchObject({ code: 'invalid_request' });
    await refused({ prompt_ids: [-3] }).toMatchObject({ code: 'invalid_request' });
    await refused({ prompt_ids, sampling: { temperature: -1 } }).toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('temperature'),
    });
    await refused({ prompt_ids: new Array(2048).fill(20) }).toMatchObject({ code: 'prompt_too_long' });
  });

  it('refuses more than it can queue, with a time to come back, and serves all it accepted', async () => {
    const requests = Array.from({ length: 40 }, (_, seed) =>
      complete(client, { prompt_ids, sampling: { seed, max_tokens: 3 } }),
    );
    const outcomes = await Promise.allSettled(requests);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(8);
    for (const { reason } of refused) {
      expect(reason).toMatchObject({ code: 'busy', retry_after: expect.any(Number) });
    }
    expect((await complete(client, { prompt_ids, sampling: { max_tokens: 1 } })).events).toHaveLength(1);
  });

  it('fails what is in flight when the process dies, and serves again', async () => {
    const tokens = client.generate({ prompt_ids, sampling: endless });
    await tokens.next();
    process.kill(Number(/in process (\d+)/.exec(log[0])?.[1]), 'SIGKILL');
    await expect(
      (async () => {
        for (;;) if ((await tokens.next()).done) return;
      })(),
    ).rejects.toMatchObject({ code: 'model_unavailable' });
    expect(
      (await complete(client, { prompt_ids, sampling: { max_tokens: 2 } })).events.length,
    ).toBeGreaterThan(0);
    expect(log.at(-1)).toContain('runs on');
  });
});

it('a folder that cannot be loaded is reported with its code, at each try', async () => {
  const client = new RuntimeClient('/nowhere', () => {});
  for (let attempt = 0; attempt < 2; attempt++) {
    await expect(client.start()).rejects.toMatchObject({ code: 'invalid_model' });
  }
});

it('one client serves a folder in the whole process', () => {
  expect(sharedRuntime('model/bank')).toBe(sharedRuntime('model/bank'));
});
