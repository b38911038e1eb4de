import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bank, headDim } from '../config';
import { exportOnnx } from '../export/onnx';
import { CONCURRENT_GENERATIONS } from './batch';
import { Engine, type GenerationRequest, type TokenEvent } from './engine';
import { Sequence } from './sequence';
import { BYTE_VOCABULARY, byteId, END_ID, randomWeights, scriptedModel, writeModelFolder } from './testing';

const config = bank(2, { vocab_size: BYTE_VOCABULARY, context_length: 96 });
const weights = randomWeights(config, 1);
const prompt = [0, 3, ...[...'deposit rate?'].map((c) => byteId(c.charCodeAt(0))), 5, 4];

async function complete(engine: Engine, request: GenerationRequest) {
  const events: TokenEvent[] = [];
  const tokens = engine.generate(request);
  for (let step = await tokens.next(); ; step = await tokens.next()) {
    if (step.done) {
      const text = events.map((event) => event.text).join('');
      return { events, ids: events.map((event) => event.id), text, ...step.value };
    }
    events.push(step.value);
  }
}

/** A model that answers the one-token prompt with this text and <|end|>. */
async function speaker(text: string, { end = true } = {}): Promise<Engine> {
  const script = [...new TextEncoder().encode(text)].map(byteId);
  const { config, weights } = scriptedModel(end ? [...script, END_ID] : script);
  return Engine.load(writeModelFolder(config, weights));
}
const greedy = { temperature: 0 };

/** The graph without any cache: all tokens in, logits of every position out, [length, vocabulary]. */
async function uncached(session: InferenceSession, ids: readonly number[]): Promise<Float32Array[]> {
  const int64 = (values: readonly number[]) =>
    new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
  const empty = new Tensor('float32', new Float32Array(0), [1, config.n_kv_head, 0, headDim(config)]);
  const caches = session.inputNames.filter((name) => name.startsWith('past_key_values.'));
  const { logits } = await session.run({
    input_ids: int64(ids),
    attention_mask: int64(ids.map(() => 1)),
    position_ids: int64(ids.map((_, i) => i)),
    num_logits_to_keep: new Tensor('int64', BigInt64Array.of(0n), []),
    ...Object.fromEntries(caches.map((name) => [name, empty])),
  });
  const data = logits.data as Float32Array;
  return ids.map((_, i) => data.subarray(i * config.vocab_size, (i + 1) * config.vocab_size));
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i])), 0);
}

describe('the cache', () => {
  let session: InferenceSession;
  beforeAll(async () => {
    session = await InferenceSession.create(exportOnnx(config, weights, 'fp32'));
  });

  it('gives greedy tokens equal to those of the whole sequence read anew for each', async () => {
    const engine = await Engine.load(writeModelFolder(config, weights));
    const { ids } = await complete(engine, { prompt_ids: prompt, sampling: { ...greedy, max_tokens: 40 } });
    const all = [...prompt, ...ids];
    const logits = (await uncached(session, all)).slice(prompt.length - 1, -1);
    expect(logits.map((row) => row.indexOf(Math.max(...row)))).toEqual(ids);
    expect(new Set(ids).size).toBeGreaterThan(5); // or the comparison shows little
  });

  it('gives the same logits for a prompt in one pass, token by token, in chunks, and after other sequences', async () => {
    const expected = (await uncached(session, prompt)).at(-1)!;
    const sequence = new Sequence(session, { ...config, head_dim: headDim(config) });
    const read = async (...chunks: number[][]) => {
      sequence.reset();
      let logits = new Float32Array();
      for (const chunk of chunks) logits = (await sequence.feed(chunk)).slice();
      return largestDifference(logits, expected);
    };
    await read([...prompt, 20, 30, 40]); // leaves longer contents in the cache
    const differences = {
      'one pass': await read(prompt),
      'token by token': await read(...prompt.map((id) => [id])),
      chunks: await read(prompt.slice(0, 5), prompt.slice(5, 6), prompt.slice(6)),
    };
    console.log('largest logit difference from no cache:', differences);
    for (const difference of Object.values(differences)) expect(difference).toBeLessThan(1e-4);
  });
});

describe('generation', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await Engine.load(writeModelFolder(config, weights, ['int8', 'fp32']));
  });
  afterAll(() => engine.close());
  const generate = (sampling: GenerationRequest['sampling'], signal?: AbortSignal) =>
    complete(engine, { prompt_ids: prompt, sampling, signal });

  it('repeats exactly with its seed, the one it reports too, and with the server busy', async () => {
    const sampling = { max_tokens: 30, temperature: 1.3, top_p: 0.95 };
    const first = await generate(sampling);
    const others = Promise.all([1, 2, 3].map((seed) => generate({ ...sampling, seed })));
    const again = await generate({ ...sampling, seed: first.seed });
    expect(again.ids).toEqual(first.ids);
    for (const other of await others) expect(other.ids).not.toEqual(first.ids);
  });

  it('serves more requests than it has caches, each as if alone', async () => {
    const settings = Array.from({ length: CONCURRENT_GENERATIONS + 3 }, (_, seed) => ({
      seed,
      max_tokens: 12,
    }));
    const together = await Promise.all(settings.map((sampling) => generate(sampling)));
    for (const [i, sampling] of settings.entries()) {
      expect((await generate(sampling)).ids).toEqual(together[i].ids);
    }
  });

  it('stops at max_tokens, or where the context is full', async () => {
    const endless = { logit_bias: { [END_ID]: -100, 0: -100 } };
    const short = await generate({ ...endless, max_tokens: 7 });
    expect(short).toMatchObject({
      finish_reason: 'length',
      usage: { prompt_tokens: prompt.length, completion_tokens: 7, total_tokens: prompt.length + 7 },
    });
    const long = await generate({ ...endless, max_tokens: 100_000 });
    expect(long.usage.total_tokens).toBe(config.context_length);
  });

  it('ends within one token of a cancellation, and gives its cache back', async () => {
    for (let round = 0; round < CONCURRENT_GENERATIONS + 1; round++) {
      const controller = new AbortController();
      const tokens = engine.generate({
        prompt_ids: prompt,
        sampling: { logit_bias: { [END_ID]: -100, 0: -100 } },
        signal: controller.signal,
      });
      for (let i = 0; i < 3; i++) await tokens.next();
      const running = tokens.next();
      controller.abort();
      const step = await running;
      expect(step).toMatchObject({
        done: true,
        value: { finish_reason: 'cancelled', usage: { completion_tokens: 3 } },
      });
    }
    expect((await generate({ max_tokens: 3 }, AbortSignal.abort())).finish_reason).toBe('cancelled');
  });

  it('gives its cache back when the reader leaves early, so that the next one in the queue runs', async () => {
    const readers = Array.from({ length: CONCURRENT_GENERATIONS }, () =>
      engine.generate({ prompt_ids: prompt }),
    );
    for (const reader of readers) await reader.next();
    const waiting = generate({ max_tokens: 2 });
    const impatient = generate({}, AbortSignal.timeout(20));
    expect((await impatient).finish_reason).toBe('cancelled');
    for (const reader of readers) await reader.return(undefined as never);
    expect((await waiting).usage.completion_tokens).toBeGreaterThan(0);
  });

  it('reports logprobs only when asked', async () => {
    const [plain] = (await generate({ seed: 1, max_tokens: 1 })).events;
    expect(Object.keys(plain).sort()).toEqual(['id', 'text']);
    const [full] = (await generate({ seed: 1, max_tokens: 1, top_logprobs: 3 })).events;
    expect(full.id).toBe(plain.id);
    expect(full.logprob).toBeLessThan(0);
    expect(full.top_logprobs).toHaveLength(3);
  });

  it('refuses prompts that it cannot read, and goes on serving', async () => {
    const codeOf = (prompt_ids: number[]) =>
      complete(engine, { prompt_ids }).then(
        () => 'served',
        (error) => error.code,
      );
    expect(await codeOf([])).toBe('invalid_request');
    expect(await codeOf([BYTE_VOCABULARY])).toBe('invalid_request');
    expect(await codeOf([-1])).toBe('invalid_request');
    expect(await codeOf([1.5])).toBe('invalid_request');
    expect(await codeOf(new Array(config.context_length).fill(20))).toBe('prompt_too_long');
    await expect(generate({ logit_bias: { 9999: 1 } })).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await codeOf(prompt)).toBe('served');
  });
});

describe('text', () => {
  it('holds whole characters only, though each comes as several tokens', async () => {
    const text = '안녕하세요 😀 ok';
    const engine = await speaker(text);
    const { events, ...answer } = await complete(engine, { prompt_ids: [0], sampling: greedy });
    expect(answer).toMatchObject({ text, finish_reason: 'stop' });
    const shown = events.map((event) => event.text).filter((t) => t !== '');
    expect(shown).toEqual([...text]);
    expect(answer.usage.completion_tokens).toBe(new TextEncoder().encode(text).length + 1);
  });

  it('drops a character that max_tokens cuts in half', async () => {
    const engine = await speaker('가나');
    const { text } = await complete(engine, { prompt_ids: [0], sampling: { ...greedy, max_tokens: 5 } });
    expect(text).toBe('가');
  });

  it('ends before a stop text and shows no part of it', async () => {
    const engine = await speaker('답변입니다.\n고객: 네');
    const { events, text, finish_reason } = await complete(engine, {
      prompt_ids: [0],
      sampling: { ...greedy, stop: ['고객:', '\n고객:'] },
    });
    expect(finish_reason).toBe('stop');
    expect(text).toBe('답변입니다.');
    expect(events.every((event) => !event.text.includes('\n'))).toBe(true);
  });

  it('shows at the end what only began like a stop text', async () => {
    const sampling = { ...greedy, stop: ['끝!'] };
    expect((await complete(await speaker('이제 끝'), { prompt_ids: [0], sampling })).text).toBe('이제 끝');
    const cut = { ...sampling, max_tokens: 10 };
    expect((await complete(await speaker('이제 끝?'), { prompt_ids: [0], sampling: cut })).text).toBe(
      '이제 끝',
    );
  });
});
