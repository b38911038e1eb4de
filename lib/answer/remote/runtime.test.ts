import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readEnvironment } from '@/lib/env';
import { renderConversation } from '@/model/prompt';
import { type Model, openModel } from '../model';
import type { Generated } from '../runtime';
import { RemoteRuntime } from './runtime';
import { PATIENCE, type RemoteSettings } from './settings';
import {
  type Behaviour,
  breaksOffAfter,
  fallsSilentAfter,
  redirectsTo,
  refuses,
  says,
  sends,
  TestEngine,
} from './testing';

const SECRET = 'a-key-that-must-not-be-logged';
const PASSAGE = '영업점 몇 시까지 해요?\n평일 09:00~16:00에 열어요.';
const messages = [{ role: 'user' as const, content: '문은 언제 열어요?', passages: [PASSAGE] }];
/** Soon over where running out of time is what is tried; elsewhere a busy machine must not run out of it. */
const IMPATIENT = { timeout_ms: 500 };

const sampling = { temperature: 0, max_tokens: 24, seed: 3, top_k: 50, min_p: 0.05 };

describe('an engine at MODEL_URL', () => {
  let embedded: Model;
  let prompt_ids: number[];
  let engine: TestEngine;
  let url: string;
  const logged: string[] = [];

  beforeAll(async () => {
    embedded = await openModel(readEnvironment({}).ONDAM_MODEL_DIR);
    prompt_ids = renderConversation(embedded.tokenizer, messages, { generationPrompt: true }).ids;
  });
  afterAll(() => embedded.runtime.close());
  beforeEach(async () => {
    engine = new TestEngine();
    url = await engine.start();
    logged.length = 0;
  });
  afterEach(() => engine.stop());

  function remote(settings: Partial<RemoteSettings> = {}, patience = {}) {
    const all = { url, name: 'theirs', key: SECRET, timeout_ms: 20_000, ...settings };
    const bears = { ...PATIENCE, retry_ms: 1, ...patience };
    return new RemoteRuntime(embedded.runtime, embedded.tokenizer, all, bears, (line) => logged.push(line));
  }

  async function generate(runtime: { generate: RemoteRuntime['generate'] }, signal?: AbortSignal) {
    const generation = runtime.generate({ prompt_ids, messages, sampling, signal });
    let text = '';
    for (;;) {
      const step = await generation.next();
      if (step.done) return { text, result: step.value as Generated };
      text += step.value.text;
    }
  }

  it('writes the answer, from our prompt token by token and with our settings', async () => {
    engine.behaviour = says('평일 ', '09:00~16:00에 ', '열어요.');
    const { text, result } = await generate(remote());
    expect(text).toBe('평일 09:00~16:00에 열어요.');
    expect(result).toMatchObject({ finish_reason: 'stop', engine: { kind: 'remote', model: 'theirs' } });
    const [asked] = engine.requests;
    expect(asked.path).toBe('/v1/completions');
    expect(asked.headers.authorization).toBe(`Bearer ${SECRET}`);
    const body = JSON.parse(asked.body);
    expect(body).toMatchObject({ model: 'theirs', prompt: prompt_ids, ...sampling, stream: true });
    expect(body).not.toHaveProperty('copy_bias');
  });

  it('is spoken to in messages where it has no completions, and then at once', async () => {
    engine.behaviour = (response, request, body) => {
      if (request.url !== '/v1/chat/completions') return refuses(404)(response, request, body);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const delta of [{ role: 'assistant', content: '' }, { content: '평일이에요.' }, {}]) {
        const finish_reason = 'content' in delta ? null : 'stop';
        response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\n\n`);
      }
      response.end('data: [DONE]\n\n');
    };
    const runtime = remote();
    for (let i = 0; i < 2; i++) expect((await generate(runtime)).text).toBe('평일이에요.');
    const paths = engine.requests.map(({ path }) => path.slice('/v1'.length));
    expect(paths).toEqual(['/completions', '/chat/completions', '/chat/completions']);
    const body = JSON.parse(engine.requests[2].body);
    expect(body.messages.at(-1).content).toContain(PASSAGE);
    // Hosted engines refuse settings that are not OpenAI's.
    expect(body).not.toHaveProperty('top_k');
  });

  const never = 'data: {"choices": "none"}\n\n';
  it.each<[string, Behaviour, string, number]>([
    ['an error of its own', refuses(500), 'http_500', 3],
    ['too many requests', refuses(429), 'http_429', 3],
    ['a key that it does not know', refuses(401), 'http_401', 1],
    ['no word in time', fallsSilentAfter(), 'timeout', 1],
    ['no response in time', () => {}, 'timeout', 1],
    ['a line that goes dead at once', (response) => response.destroy(), 'connection', 3],
    ['JSON of another shape', sends(never), 'invalid_response', 1],
    ['no JSON', sends('data: {"choi\n\n'), 'invalid_response', 1],
    ['a web page', sends('<html>', 'text/html'), 'invalid_response', 1],
    ['a redirect, which is not followed', redirectsTo('http://127.0.0.1:9/v1/completions'), 'connection', 3],
  ])('falls back on the embedded model after %s', async (_, behaviour, why, attempts) => {
    engine.behaviour = behaviour;
    const { text, result } = await generate(remote(why === 'timeout' ? IMPATIENT : {}));
    expect(text).toBe((await generate(embedded.runtime as RemoteRuntime)).text);
    expect(result.engine).toEqual({ kind: 'embedded', why });
    expect(engine.requests).toHaveLength(attempts);
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain(why);
    expect(logged[0]).not.toContain(SECRET);
  });

  it('answers after all at a second attempt', async () => {
    engine.behaviour = (...given) => (engine.requests.length < 2 ? refuses(503) : says('됐어요.'))(...given);
    const { text, result } = await generate(remote());
    expect(text).toBe('됐어요.');
    expect(result.engine).toMatchObject({ kind: 'remote' });
  });

  it.each<[string, Behaviour]>([
    ['breaks off', breaksOffAfter('평일 ', '09:00')],
    ['falls silent', fallsSilentAfter('평일 ', '09:00')],
    ['ends without an end', sends('data: {"choices":[{"text":"평일 09:00"}]}\n\ndata: [DONE]\n\n')],
  ])(
    '%s in the middle: the embedded model goes on from the last word, and nothing is said twice',
    async (what, behaviour) => {
      engine.behaviour = behaviour;
      const { text, result } = await generate(remote(what === 'falls silent' ? IMPATIENT : {}));
      expect(text).toMatch(/^평일 09:00~16:00/);
      expect(text.match(/평일/g)).toHaveLength(1);
      expect(result.engine).toMatchObject({ kind: 'embedded' });
      expect(engine.requests).toHaveLength(1);
    },
  );

  it('is left alone after several failures, and asked again after a rest', async () => {
    engine.behaviour = refuses(500);
    const runtime = remote({}, { retries: 0, failures: 2, rest_ms: 1500 });
    for (let i = 0; i < 2; i++) await generate(runtime);
    const { result } = await generate(runtime);
    expect(result.engine).toEqual({ kind: 'embedded', why: 'circuit_open' });
    expect(engine.requests).toHaveLength(2);

    engine.behaviour = says('다시 왔어요.');
    await vi.waitFor(async () => expect((await generate(runtime)).text).toBe('다시 왔어요.'), 5000);
    expect((await generate(runtime)).result.engine).toMatchObject({ kind: 'remote' });
  });

  it('hears at once that the customer left, and this is no failure of its', async () => {
    const leaving = new AbortController();
    let closed: Promise<unknown> | undefined;
    engine.behaviour = (response, ...rest) => {
      closed = once(response, 'close');
      fallsSilentAfter('평일 ')(response, ...rest);
    };
    const runtime = remote({ timeout_ms: 60_000 }, { failures: 1 });
    const generation = runtime.generate({ prompt_ids, messages, sampling, signal: leaving.signal });
    expect((await generation.next()).value).toMatchObject({ text: '평일 ' });
    leaving.abort();
    expect((await generation.next()).value).toMatchObject({ finish_reason: 'cancelled' });
    await closed;
    engine.behaviour = says('네.');
    expect((await generate(runtime)).text).toBe('네.');
  });
});

describe('MODEL_URL', () => {
  it.each(['file:///etc/passwd', 'ftp://engine/v1', 'not an address', 'http://me:secret@engine/v1'])(
    'refuses %s',
    (MODEL_URL) => expect(() => readEnvironment({ MODEL_URL })).toThrow(/MODEL_URL/),
  );
});
