import { ChatOpenAI } from '@langchain/openai';
import { expect, type Page, test } from '@playwright/test';
import OpenAI, { APIError, NotFoundError, PermissionDeniedError, RateLimitError } from 'openai';
import type { z } from 'zod';
import { DEMO_API_KEY } from '@/lib/auth/demo-key';
import { RESPONSES } from '@/lib/openai/openapi';
import { Tokenizer } from '@/model/tokenizer';
import { WRITTEN } from './crowd';
import { signIn } from './inbox-page';

const RATES = '온담 정기예금 금리는 기간별로 얼마인가요?';

let baseURL: string;
/** A key for all that is no test of keys: the demo's own allows too few requests for so many tests. */
let key: string;
test.beforeAll(async ({ browser }) => {
  baseURL = `${test.info().project.use.baseURL}/v1`;
  const page = await browser.newPage();
  const scopes = ['chat', 'completions', 'embeddings'];
  ({ key } = await issue(page, { scopes, requests_per_minute: 5000 }));
  await page.close();
});

const client = (apiKey = key) => new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const user = (content: string) => [{ role: 'user' as const, content }];

/** A body as the schema of the API's description says, and nothing beside it. */
function conforms(name: keyof typeof RESPONSES, body: unknown): void {
  const parsed = (RESPONSES[name] as z.ZodType).safeParse(JSON.parse(JSON.stringify(body)));
  expect(parsed.error?.issues ?? []).toEqual([]);
}

async function refusal(work: Promise<unknown>): Promise<InstanceType<typeof APIError>> {
  const thrown = await work.then(
    () => undefined,
    (error) => error,
  );
  expect(thrown).toBeInstanceOf(APIError);
  conforms('Error', { error: thrown.error });
  return thrown;
}

/** A key of its own, by the console's route. */
async function issue(page: Page, given: object): Promise<{ key: string; id: string }> {
  await signIn(page, 'admin');
  const response = await page.request.post('/api/staff/api-keys', { data: { name: '시험', ...given } });
  expect(response.status()).toBe(200);
  const { key, api_key } = await response.json();
  return { key, id: api_key.id };
}

test.describe('models', () => {
  test('are listed and told one by one', async () => {
    const list = await client().models.list();
    conforms('ModelList', list.object && { object: list.object, data: list.data });
    expect(list.data.map(({ id }) => id)).toEqual(['ondam', 'ondam-bank', 'ondam-base', 'ondam-encoder']);
    for (const { id } of list.data) conforms('Model', await client().models.retrieve(id));
    expect(await refusal(client().models.retrieve('gpt-5'))).toBeInstanceOf(NotFoundError);
  });
});

test.describe('the assistant over chat completions', () => {
  test('answers with its sources, alike at once and in a stream', async () => {
    const asked = { model: 'ondam', messages: user(WRITTEN), seed: 11 };
    const whole = await client().chat.completions.create(asked);
    conforms('ChatCompletion', whole);
    const [{ message, finish_reason }] = whole.choices;
    expect(finish_reason).toBe('stop');
    expect(message).toMatchObject({ ondam: { action: 'answer', citations: [{ id: 'account-02' }] } });
    expect(whole.usage?.total_tokens).toBe(
      (whole.usage?.prompt_tokens ?? 0) + (whole.usage?.completion_tokens ?? 0),
    );

    const options = { stream: true, stream_options: { include_usage: true } } as const;
    const chunks = [];
    for await (const chunk of await client().chat.completions.create({ ...asked, ...options }))
      chunks.push(chunk);
    for (const chunk of chunks) conforms('ChatChunk', chunk);
    expect(chunks.length).toBeGreaterThan(5);
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe(message.content);
    expect(chunks.at(-2)?.choices[0]).toMatchObject({
      finish_reason,
      delta: { ondam: { action: 'answer' } },
    });
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: whole.usage });
  });

  test('masks personal data, and takes earlier turns into account', async () => {
    const masked = await client().chat.completions.create({
      model: 'ondam',
      messages: user(`제 번호는 010-1234-5678이에요. ${RATES}`),
    });
    expect(JSON.stringify(masked)).not.toContain('1234');
    expect(masked.choices[0].message).toMatchObject({ ondam: { masked: ['phone'] } });
  });

  test('keeps to max_tokens and to stop, also in the bank’s own wording', async () => {
    const asked = { model: 'ondam', messages: user(RATES) };
    const short = await client().chat.completions.create({ ...asked, max_completion_tokens: 6 });
    expect(short.choices[0].finish_reason).toBe('length');
    expect(short.usage?.completion_tokens).toBeLessThanOrEqual(6);
    const cut = await client().chat.completions.create({ ...asked, stop: ['기본금리'] });
    expect(cut.choices[0].finish_reason).toBe('stop');
    expect(cut.choices[0].message.content).toMatch(/정기예금/);
    expect(cut.choices[0].message.content).not.toContain('기본금리');
  });

  test('speaks with LangChain', async () => {
    const model = new ChatOpenAI({ model: 'ondam', apiKey: key, configuration: { baseURL } });
    const answer = await model.invoke(RATES);
    expect(answer.text).toContain('2.80%');
    expect(answer.usage_metadata?.total_tokens).toBeGreaterThan(0);
    let streamed = '';
    for await (const chunk of await model.stream([
      ['system', '짧게 답해 주세요.'],
      ['human', RATES],
    ]))
      streamed += chunk.text;
    expect(streamed).toBe(answer.text);
  });
});

test.describe('the network itself', () => {
  const asked = { model: 'ondam-bank', messages: user('안녕하세요'), max_tokens: 16, temperature: 1 };
  const textsOf = ({ choices }: OpenAI.ChatCompletion) => choices.map(({ message }) => message.content);

  test('gives n choices, and the same ones to the same seed', async () => {
    const ask = (seed: number) => client().chat.completions.create({ ...asked, n: 3, seed });
    const [first, again, other] = [await ask(5), await ask(5), await ask(6)];
    conforms('ChatCompletion', first);
    expect(textsOf(first)).toEqual(textsOf(again));
    expect(new Set(textsOf(first)).size).toBeGreaterThan(1);
    expect(textsOf(other)).not.toEqual(textsOf(first));
    // The first of several is the one of the same seed alone.
    const alone = await client().chat.completions.create({ ...asked, seed: 5 });
    expect(textsOf(alone)[0]).toBe(textsOf(first)[0]);
  });

  test('streams n choices side by side', async () => {
    const texts = ['', ''];
    const stream = await client().chat.completions.create({ ...asked, n: 2, seed: 5, stream: true });
    for await (const { choices } of stream)
      for (const { index, delta } of choices) texts[index] += delta.content ?? '';
    expect(texts).toEqual(textsOf(await client().chat.completions.create({ ...asked, n: 2, seed: 5 })));
  });

  test('tells logprobs: of each token, and of the likeliest in its place', async () => {
    const told = await client().chat.completions.create({
      ...asked,
      temperature: 0,
      logprobs: true,
      top_logprobs: 3,
    });
    conforms('ChatCompletion', told);
    const content = told.choices[0].logprobs?.content ?? [];
    expect(content.length).toBeGreaterThan(2);
    for (const { logprob, token, top_logprobs } of content) {
      expect(logprob).toBeLessThanOrEqual(0);
      expect(top_logprobs).toHaveLength(3);
      // Greedy takes the likeliest.
      expect(top_logprobs[0]).toMatchObject({ token, logprob });
    }
    const bytes = content.flatMap((token) => token.bytes ?? []);
    expect(new TextDecoder().decode(Uint8Array.from(bytes))).toContain(
      told.choices[0].message.content ?? '-',
    );
  });

  test('obeys logit_bias, stop and the settings of vLLM', async () => {
    const greedy = { model: 'ondam-bank', prompt: '예금은', max_tokens: 8, temperature: 0 };
    const plain = await client().completions.create({ ...greedy, logprobs: 1 });
    const [first] = plain.choices[0].logprobs?.tokens ?? [];
    const [id] = Tokenizer.load('model/bank').encode(first);
    const banned = await client().completions.create({ ...greedy, logit_bias: { [id]: -100 }, logprobs: 1 });
    expect(banned.choices[0].logprobs?.tokens).not.toContain(first);

    const text = plain.choices[0].text;
    const end = [...text].slice(2, 4).join('');
    const stopped = await client().completions.create({ ...greedy, stop: end });
    expect(stopped.choices[0]).toMatchObject({
      finish_reason: 'stop',
      text: text.slice(0, text.indexOf(end)),
    });

    const extra = { top_k: 1, min_p: 0.1, typical_p: 0.9, repetition_penalty: 1.1, no_repeat_ngram_size: 3 };
    const one = { ...greedy, temperature: 1.5, ...extra };
    const [a, b] = [await client().completions.create(one), await client().completions.create(one)];
    // With one candidate alone no seed matters.
    expect(a.choices[0].text).toBe(b.choices[0].text);
  });
});

test.describe('completions', () => {
  test('take a text, several, and token ids, each with its choices', async () => {
    const ask = (prompt: string | string[] | number[] | number[][]) =>
      client().completions.create({ model: 'ondam-base', prompt, max_tokens: 4, n: 2, seed: 1 });
    const several = await ask(['예금은', '카드는', '대출은']);
    conforms('Completion', several);
    expect(several.choices.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
    const alone = await ask('카드는');
    expect(alone.choices[0].text).toBe(several.choices[2].text);
    conforms('Completion', await ask([100, 200]));
    expect((await ask([[100], [200]])).choices).toHaveLength(4);
  });

  test('echo the prompt with the likelihood of each of its tokens', async () => {
    const prompt = '은행은 평일 오전 9시부터';
    const scored = await client().completions.create({
      model: 'ondam-base',
      prompt,
      echo: true,
      max_tokens: 2,
      temperature: 0,
      logprobs: 2,
    });
    conforms('Completion', scored);
    const [{ text, logprobs }] = scored.choices;
    expect(text.startsWith(prompt)).toBe(true);
    const { tokens = [], token_logprobs = [], text_offset = [] } = logprobs ?? {};
    expect(token_logprobs[0]).toBeNull();
    expect(token_logprobs).toHaveLength(scored.usage?.total_tokens ?? 0);
    for (const [i, at] of text_offset.entries()) expect(text.startsWith(tokens[i], at)).toBe(true);

    // What greedy draws after the prompt scores the same when it is the prompt's end.
    const again = await client().completions.create({
      model: 'ondam-base',
      prompt: text,
      echo: true,
      max_tokens: 0,
      logprobs: 2,
    });
    const both = again.choices[0].logprobs?.token_logprobs ?? [];
    // Nearly: int8 products round by all that is read together, here one token and there several.
    for (const [i, logprob] of token_logprobs.entries()) {
      if (i > 0) expect(both[i]).toBeCloseTo(logprob ?? 0, 0);
    }
  });

  test('stream', async () => {
    const asked = { model: 'ondam-base', prompt: '예금은', max_tokens: 8, seed: 4, echo: true } as const;
    let text = '';
    for await (const chunk of await client().completions.create({ ...asked, stream: true })) {
      conforms('Completion', chunk);
      text += chunk.choices[0]?.text ?? '';
    }
    expect(text).toBe((await client().completions.create(asked)).choices[0].text);
  });
});

test('embeddings are unit vectors in which like is near to like, as numbers and as base64', async () => {
  const input = ['카드를 잃어버렸어요', '카드 분실 신고는 어떻게 하나요?', '환율 우대가 뭐예요?'];
  const embed = (encoding_format?: 'float' | 'base64') =>
    client().embeddings.create({
      model: 'ondam-encoder',
      input,
      ...(encoding_format && { encoding_format }),
    });
  const floats = await embed('float');
  conforms('Embeddings', floats);
  conforms('Embeddings', await embed('base64'));
  const [lost, report, rate] = floats.data.map(({ embedding }) => embedding);
  const dot = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * b[i], 0);
  expect(dot(lost, lost)).toBeCloseTo(1, 3);
  expect(dot(lost, report)).toBeGreaterThan(dot(lost, rate));
  // Unless told otherwise the client asks for base64 and decodes it.
  for (const [i, { embedding }] of (await embed()).data.entries()) {
    for (const [at, x] of embedding.entries()) expect(x).toBeCloseTo(floats.data[i].embedding[at], 5);
  }
});

const BAD: [string, string, object, number, string, string | null][] = [
  ['no model', 'chat/completions', { model: undefined }, 400, 'missing_required_parameter', 'model'],
  ['a model that is none', 'chat/completions', { model: 'gpt-5' }, 404, 'model_not_found', 'model'],
  [
    'a model of other work',
    'completions',
    { model: 'ondam', prompt: '예금은' },
    400,
    'unsupported_model',
    'model',
  ],
  ['no messages', 'chat/completions', { messages: [] }, 400, 'array_below_min_length', 'messages'],
  [
    'messages of another shape',
    'chat/completions',
    { messages: [{ role: 'user' }] },
    400,
    'missing_required_parameter',
    'messages[0].content',
  ],
  [
    'a role that is none',
    'chat/completions',
    { messages: [{ role: 'cat', content: '' }] },
    400,
    'invalid_value',
    'messages[0].role',
  ],
  [
    'an answer last',
    'chat/completions',
    { messages: [{ role: 'assistant', content: '네' }] },
    400,
    'invalid_value',
    'messages',
  ],
  ['an empty question', 'chat/completions', { messages: user(' ') }, 400, 'invalid_value', 'messages'],
  ['half of a character', 'chat/completions', { messages: user('\ud800') }, 400, 'invalid_value', 'messages'],
  [
    'a question too long',
    'chat/completions',
    { messages: user('가'.repeat(2001)) },
    400,
    'string_above_max_length',
    'messages',
  ],
  [
    'a prompt beyond the context',
    'completions',
    { model: 'ondam-bank', prompt: '가.나'.repeat(2000) },
    400,
    'context_length_exceeded',
    'prompt',
  ],
  ['temperature 3', 'chat/completions', { temperature: 3 }, 400, 'decimal_above_max_value', 'temperature'],
  ['top_p "much"', 'chat/completions', { top_p: 'much' }, 400, 'invalid_type', 'top_p'],
  ['n 0', 'chat/completions', { n: 0 }, 400, 'integer_below_min_value', 'n'],
  ['n 100', 'chat/completions', { n: 100 }, 400, 'integer_above_max_value', 'n'],
  ['top_logprobs alone', 'chat/completions', { top_logprobs: 2 }, 400, 'invalid_value', 'top_logprobs'],
  ['a bias on no token', 'chat/completions', { logit_bias: { 9999: 1 } }, 400, 'invalid_value', 'logit_bias'],
  ['tools', 'chat/completions', { tools: [{ type: 'function' }] }, 400, 'unsupported_parameter', 'tools'],
  ['a field that is none', 'chat/completions', { temprature: 1 }, 400, 'unknown_parameter', 'temprature'],
  [
    'a suffix',
    'completions',
    { model: 'ondam-base', prompt: 'a', suffix: 'b' },
    400,
    'unsupported_parameter',
    'suffix',
  ],
  [
    'a token that is none',
    'completions',
    { model: 'ondam-base', prompt: [9999] },
    400,
    'invalid_value',
    'prompt',
  ],
  [
    'dimensions',
    'embeddings',
    { model: 'ondam-encoder', input: 'a', dimensions: 12 },
    400,
    'unsupported_value',
    'dimensions',
  ],
  [
    'an empty text',
    'embeddings',
    { model: 'ondam-encoder', input: [''] },
    400,
    'string_below_min_length',
    'input[0]',
  ],
  [
    'half a megabyte',
    'chat/completions',
    { messages: user('a'.repeat(512 * 1024)) },
    413,
    'request_too_large',
    null,
  ],
];

test.describe('errors', () => {
  for (const [what, path, change, status, code, param] of BAD) {
    test(`${what}: ${code}`, async () => {
      const chat = path === 'chat/completions' ? { model: 'ondam', messages: user('안녕하세요') } : {};
      const thrown = await refusal(client().post(`/${path}`, { body: { ...chat, ...change } }));
      expect(thrown).toMatchObject({ status, code, param });
      expect(thrown.requestID).toMatch(/^[\w-]{20,}$/);
    });
  }

  test('what is no JSON, no address or no method of ours', async () => {
    const headers = { authorization: `Bearer ${key}` };
    for (const [path, init, status] of [
      ['/chat/completions', { method: 'POST', body: '{"model":' }, 400],
      ['/chat/completions', { method: 'GET' }, 405],
      ['/assistants', { method: 'POST', body: '{}' }, 404],
    ] as const) {
      const response = await fetch(baseURL + path, { ...init, headers });
      expect(response.status).toBe(status);
      conforms('Error', await response.json());
    }
  });
});

test.describe('keys', () => {
  test('are needed, and made-up ones are refused; the demo has one', async () => {
    await client(DEMO_API_KEY).models.list();
    for (const key of ['ondam-demo-key-known-to-nobody', 'sk-x', `ondam-${'x'.repeat(300)}`]) {
      const thrown = await refusal(client(key).models.list().then());
      expect(thrown).toMatchObject({ status: 401, code: 'invalid_api_key', type: 'invalid_request_error' });
    }
    const bare = await fetch(`${baseURL}/models`);
    expect(bare.status).toBe(401);
    conforms('Error', await bare.json());
  });

  test('do what they are for, with the models they are for', async ({ page }) => {
    const { key } = await issue(page, { scopes: ['embeddings'], models: ['ondam-encoder'] });
    await client(key).embeddings.create({ model: 'ondam-encoder', input: '카드' });
    const listed = await client(key).models.list();
    expect(listed.data.map(({ id }) => id)).toEqual(['ondam-encoder']);
    const chat = client(key).chat.completions.create({ model: 'ondam', messages: user('안녕') });
    expect(await refusal(chat)).toBeInstanceOf(PermissionDeniedError);
    expect(await refusal(client(key).embeddings.create({ model: 'ondam', input: '카드' }))).toMatchObject({
      code: 'model_not_found',
    });
  });

  test('mean nothing once they are revoked', async ({ page }) => {
    const { key, id } = await issue(page, { scopes: ['chat'] });
    await client(key).models.list();
    expect((await page.request.delete(`/api/staff/api-keys/${id}`)).status()).toBe(200);
    expect(await refusal(client(key).models.list().then())).toMatchObject({ status: 401 });
    expect((await page.request.delete(`/api/staff/api-keys/${id}`)).status()).toBe(404);
    const log = await (await page.request.get('/api/staff/audit?action=api_key.revoke')).text();
    expect(log).toContain(id);
    expect(log).not.toContain(key);
  });

  test('have a rate, and the refusal says when to go on', async ({ page }) => {
    const { key } = await issue(page, { scopes: ['chat'], requests_per_minute: 2 });
    for (const left of ['1', '0']) {
      const { response } = await client(key).models.list().withResponse();
      expect(response.headers.get('x-ratelimit-remaining-requests')).toBe(left);
    }
    const thrown = await refusal(client(key).models.list().then());
    expect(thrown).toBeInstanceOf(RateLimitError);
    expect(thrown).toMatchObject({ code: 'rate_limit_exceeded', type: 'requests' });
    expect(Number(thrown.headers?.get('retry-after'))).toBeGreaterThan(0);
  });

  test('are issued in the console, shown once, and revoked there', async ({ page, context }) => {
    const name = `분석팀 ${crypto.randomUUID().slice(0, 8)}`; // a run before this one may have left another
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await signIn(page, 'admin');
    await page.goto('/staff/api-keys');
    await page.getByRole('button', { name: '키 만들기' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('textbox', { name: '이름' }).fill(name);
    await sheet.getByRole('checkbox', { name: /임베딩/ }).check();
    await sheet.getByRole('button', { name: '키 만들기' }).click();
    const key = await sheet.getByRole('status').locator('code').innerText();
    await sheet.getByRole('button', { name: '복사' }).click();
    await expect(sheet.getByRole('button', { name: '복사했어요' })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
    await client(key).embeddings.create({ model: 'ondam-encoder', input: '카드' });
    await sheet.getByRole('button', { name: '옮겨 뒀어요' }).click();
    await page.reload();
    await expect(page.getByRole('heading', { name })).toBeVisible();
    expect(await page.content()).not.toContain(key);

    await page.getByRole('button', { name: `${name} 키 폐기` }).click();
    await page.getByRole('dialog').getByRole('button', { name: '폐기', exact: true }).click();
    await expect(page.getByRole('listitem').filter({ hasText: name })).toContainText('폐기됨');
    expect(await refusal(client(key).models.list().then())).toMatchObject({ status: 401 });
  });
});

test('a client that leaves frees the model at once', async ({ baseURL: server }) => {
  const controller = new AbortController();
  const long = {
    model: 'ondam-bank',
    messages: user('안녕하세요'),
    max_tokens: 900,
    logit_bias: { 5: -100, 0: -100 },
  };
  // As many as the model takes at a time, half of them not as streams: whoever comes after them waits.
  const begun = (stream: boolean) =>
    client().chat.completions.create({ ...long, stream }, { signal: controller.signal });
  const whole = [begun(false), begun(false)];
  const streams = await Promise.all([begun(true), begun(true)]);
  const reading = streams.map(async (stream) => {
    for await (const _ of stream as AsyncIterable<unknown>);
  });
  controller.abort();
  await Promise.allSettled([...whole, ...reading]);
  const started = performance.now();
  await client().chat.completions.create({ ...long, max_tokens: 1 });
  expect(performance.now() - started).toBeLessThan(2000);
  expect((await fetch(`${server}/api/health`)).status).toBe(200);
});
