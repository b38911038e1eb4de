import { type APIRequestContext, expect, test } from '@playwright/test';
import { askAtLength, crowd, QUESTIONS_PER_MINUTE } from './crowd';

const post = (request: APIRequestContext, data: unknown) => request.post('/api/chat', { data });

/** [what, body, status, code, field] */
const BAD_INPUT: [string, unknown, number, string, string?][] = [
  ['no text at all', {}, 400, 'invalid_request', 'text'],
  ['an empty text', { text: '' }, 400, 'text_empty', 'text'],
  ['spaces alone', { text: ' \n\t' }, 400, 'text_empty', 'text'],
  ['control characters alone', { text: '\u0000\u0001\u001b' }, 400, 'text_control_only', 'text'],
  ['2,001 characters', { text: '가'.repeat(2001) }, 413, 'text_too_long', 'text'],
  ['10,000 characters', { text: '가'.repeat(10_000) }, 413, 'text_too_long', 'text'],
  ['a text of numbers', { text: 42 }, 400, 'invalid_request', 'text'],
  ['a null text', { text: null }, 400, 'invalid_request', 'text'],
  ['a list', ['안녕'], 400, 'invalid_request'],
  ['a transcript', { text: '안녕', messages: [] }, 400, 'invalid_request', 'messages'],
  ['settings that are a list', { text: '안녕', sampling: [] }, 400, 'invalid_request', 'sampling'],
  [
    'a setting of letters',
    { text: '안녕', sampling: { top_p: 'x' } },
    400,
    'invalid_request',
    'sampling.top_p',
  ],
  ['an unknown setting', { text: '안녕', sampling: { x: 1 } }, 400, 'invalid_request', 'sampling.x'],
  [
    'temperature 2.1',
    { text: '안녕', sampling: { temperature: 2.1 } },
    400,
    'sampling_out_of_range',
    'sampling.temperature',
  ],
  ['top_p -0.1', { text: '안녕', sampling: { top_p: -0.1 } }, 400, 'sampling_out_of_range', 'sampling.top_p'],
  ['top_k 1.5', { text: '안녕', sampling: { top_k: 1.5 } }, 400, 'sampling_out_of_range', 'sampling.top_k'],
  [
    'max_tokens 0',
    { text: '안녕', sampling: { max_tokens: 0 } },
    400,
    'sampling_out_of_range',
    'sampling.max_tokens',
  ],
  ['seed -1', { text: '안녕', sampling: { seed: -1 } }, 400, 'sampling_out_of_range', 'sampling.seed'],
  ['another answer to nothing', { regenerate: true }, 400, 'invalid_request', 'conversation_id'],
  [
    'no such conversation',
    { text: '안녕', conversation_id: crypto.randomUUID() },
    404,
    'conversation_not_found',
  ],
  ['no conversation id', { text: '안녕', conversation_id: '../etc' }, 404, 'conversation_not_found'],
];

/** Bodies as they go over the wire. */
const BAD_BODIES: [string, string | Buffer, number, string][] = [
  ['nothing', '', 400, 'malformed_json'],
  ['half an object', '{"text": "안녕"', 400, 'malformed_json'],
  ['a form', 'text=%EC%95%88%EB%85%95', 400, 'malformed_json'],
  ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]), 400, 'malformed_json'],
  ['a lone high surrogate', '{"text": "이체 \\ud800 한도"}', 400, 'text_not_well_formed'],
  ['a lone low surrogate', '{"text": "\\udc00"}', 400, 'text_not_well_formed'],
  ['half a megabyte', JSON.stringify({ text: 'a'.repeat(512 * 1024) }), 413, 'body_too_large'],
  [
    'an infinite temperature',
    '{"text": "안녕", "sampling": {"temperature": 1e999}}',
    400,
    'sampling_out_of_range',
  ],
];

test.describe('bad input', () => {
  test.afterEach('the server lives', async ({ request }) => {
    const health = await (await request.get('/api/health')).json();
    expect(health.status).toBe('ready');
  });

  for (const [what, body, status, code, field] of BAD_INPUT) {
    test(`${what}: ${code}`, async ({ request }) => {
      const response = await post(request, body);
      expect(response.status()).toBe(status);
      const { error } = await response.json();
      expect(error).toEqual({ code, message: expect.stringMatching(/[가-힣]/), ...(field && { field }) });
    });
  }

  for (const [what, body, status, code] of BAD_BODIES) {
    test(`${what}: ${code}`, async ({ request }) => {
      const response = await request.post('/api/chat', {
        data: Buffer.from(body),
        headers: { 'content-type': 'application/json' },
      });
      expect(response.status()).toBe(status);
      const { error } = await response.json();
      expect(error).toMatchObject({ code, message: expect.stringMatching(/[가-힣]/) });
    });
  }

  test('emoji are fine', async ({ request }) => {
    const response = await post(request, { text: '👩‍👩‍👧 가족카드 🏦🙂', sampling: { max_tokens: 8 } });
    expect(response.status()).toBe(200);
    expect(await response.text()).toContain('"type":"done"');
  });

  test('a conversation that is somebody else’s looks like none', async ({ request, playwright, baseURL }) => {
    const asked = await post(request, { text: '안녕', sampling: { max_tokens: 4 } });
    const [, id] = /"conversation_id":"([^"]+)"/.exec(await asked.text()) ?? [];
    expect((await request.get(`/api/conversations/${id}`)).status()).toBe(200);
    const stranger = await playwright.request.newContext({ baseURL });
    expect((await stranger.get(`/api/conversations/${id}`)).status()).toBe(404);
    expect((await post(stranger, { conversation_id: id, text: '안녕' })).status()).toBe(404);
    await stranger.dispose();
  });
});

/** Asks at length, reads until the first words, and gives what is needed to look at the answer from outside. */
async function begunAnswer(request: APIRequestContext, baseURL: string, signal: AbortSignal) {
  const response = await askAtLength(baseURL, signal);
  const headers = { cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' };
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let received = '';
  while (!received.includes('"type":"token"')) {
    received += new TextDecoder().decode((await reader.read()).value);
  }
  const [, id] = /"conversation_id":"([^"]+)"/.exec(received) ?? [];
  const rest = async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      received += new TextDecoder().decode(part.value);
    }
    return received;
  };
  const stored = async () => {
    const conversation = await request.get(`/api/conversations/${id}`, { headers });
    return (await conversation.json()).messages.at(-1);
  };
  return { id, headers, rest, stored };
}

test('an answer is written to its end when its customer’s connection closes', async ({
  request,
  baseURL,
}) => {
  const controller = new AbortController();
  const { stored } = await begunAnswer(request, baseURL as string, controller.signal);
  controller.abort();
  await expect.poll(async () => (await stored()).status).toBe('complete');
  expect((await stored()).finish_reason).toBe('stop');
});

test('an answer that is told to stop ends, and its stream says how', async ({ request, baseURL }) => {
  const disperse = await crowd(baseURL as string, 8);
  // A quick machine may have written the last word by then: then it is the whole answer, and we ask again.
  await expect(async () => {
    const answer = await begunAnswer(request, baseURL as string, new AbortController().signal);
    const { headers } = answer;
    const stop = await request.post(`/api/conversations/${answer.id}/stop`, { headers });
    expect(stop.status()).toBe(204);
    const last = (await answer.rest()).trim().split('\n\n').at(-1) ?? '';
    const { status, finish_reason } = await answer.stored();
    expect(JSON.parse(last.slice('data: '.length)).message).toMatchObject({ status, finish_reason });
    expect(status).toBe('interrupted');
  }).toPass();
  disperse();
});

test('one customer’s questions are limited, and the answer says for how long', async ({ request }) => {
  const ask = () => request.post('/api/chat', { data: { text: '안녕하세요' } });
  for (let i = 0; i < QUESTIONS_PER_MINUTE; i++) expect((await ask()).status()).toBe(200);
  const refused = await ask();
  expect(refused.status()).toBe(429);
  expect(Number(refused.headers()['retry-after'])).toBeGreaterThan(0);
  expect((await refused.json()).error).toMatchObject({ code: 'too_many_requests' });
});

test('health says what answers, where and why, at once', async ({ request }) => {
  const started = performance.now();
  const response = await request.get('/api/health');
  expect(performance.now() - started).toBeLessThan(1000);
  expect(await response.json()).toEqual({
    status: 'ready',
    database: 'ok',
    generation: 'on',
    uptime_seconds: expect.any(Number),
    model: expect.objectContaining({
      device: expect.stringMatching(/^(cpu|cuda|webgpu)$/),
      reason: expect.any(String),
      model: expect.any(String),
      precision: expect.any(String),
    }),
  });
});
