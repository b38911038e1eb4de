import { count } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConversation } from '@/lib/conversations/read';
import { type Connection, openEmbedded } from '@/lib/db/connection';
import { messages } from '@/lib/db/schema';
import { RuntimeClient } from '@/model/runtime/client';
import { CONCURRENT_GENERATIONS } from '@/model/runtime/engine';
import { byteId, END_ID, scriptedModel, writeModelFolder } from '@/model/runtime/testing';
import { Tokenizer } from '@/model/tokenizer';
import { answer } from './answer';
import type { AnswerEvent } from './events';
import type { Model } from './model';
import type { ChatRequest } from './request';

const bytes = (text: string) => [...new TextEncoder().encode(text)].map(byteId);
/** <|endoftext|><|user|>안녕<|end|><|assistant|>, a token a byte. */
const GREETING = '안녕';
const GREETING_TOKENS = 4 + bytes(GREETING).length;
/** Also the width of the scripted network: wide enough that a long answer takes a second or more. */
const CONTEXT = 1000;

/** Says "네, 안녕하세요." to the greeting; to whatever has another length, dots without end. */
function script(): number[] {
  const reply = [...bytes('네, 안녕하세요.'), END_ID];
  const before = new Array<number>(GREETING_TOKENS - 1).fill(byteId(46));
  const after = new Array<number>(CONTEXT - 1 - before.length - reply.length).fill(byteId(46));
  return [...before, ...reply, ...after];
}

const greedy = { temperature: 0, min_p: 0, repetition_penalty: 1 };
const rambling = {
  text: '길게 말해 주세요. 멈출 때까지 계속이요.',
  sampling: { ...greedy, max_tokens: 300 },
};

describe('answer', () => {
  const pids: number[] = [];
  let connection: Connection;
  let model: Model;
  beforeAll(async () => {
    const { config, weights } = scriptedModel(script());
    const folder = writeModelFolder(config, weights);
    const runtime = new RuntimeClient(folder, (line) => {
      pids.push(Number(/process (\d+)/.exec(line)?.[1]));
    });
    const { context_length } = await runtime.start();
    model = { runtime, context_length, tokenizer: Tokenizer.load(folder) };
    connection = await openEmbedded();
  });
  afterAll(async () => {
    await model.runtime.close();
    await connection.close();
  });

  const ask = (request: ChatRequest, signal = new AbortController().signal) =>
    answer(request, 'owner', { db: connection.db, model }, signal);
  const stored = async () => (await connection.db.select({ n: count() }).from(messages))[0].n;

  async function readAll(events: AsyncIterable<AnswerEvent>) {
    const all: AnswerEvent[] = [];
    for await (const event of events) all.push(event);
    return all;
  }

  const conversationOf = (events: AnswerEvent[]) => {
    const [first] = events;
    if (first.type !== 'status') throw new Error(`began with ${first.type}`);
    return readConversation(connection.db, 'owner', first.conversation_id);
  };

  it('streams thinking, writing, whole characters and a last word, and keeps what it streamed', async () => {
    const events = await readAll(await ask({ text: ` ${GREETING}\n`, sampling: greedy }));
    const states = events.flatMap((event) => (event.type === 'status' ? event.state : []));
    expect(states).toEqual(['thinking', 'writing']);
    const tokens = events.flatMap((event) => (event.type === 'token' ? event.text : []));
    expect(tokens.join('')).toBe('네, 안녕하세요.');
    expect(tokens.length).toBeGreaterThan(5);

    const { messages } = await conversationOf(events);
    expect(messages[0]).toMatchObject({ role: 'user', text: GREETING });
    expect(events.at(-1)).toEqual({ type: 'done', message: messages[1] });
    expect(messages[1]).toMatchObject({
      text: '네, 안녕하세요.',
      status: 'complete',
      finish_reason: 'stop',
      sampling: { ...greedy, seed: expect.any(Number) },
      timings: { prompt_tokens: GREETING_TOKENS, tokens_per_second: expect.any(Number) },
    });
  });

  it('ends when aborted, keeps what came so far as interrupted, and takes the next question', async () => {
    const controller = new AbortController();
    const seen: AnswerEvent[] = [];
    for await (const event of await ask(rambling, controller.signal)) {
      seen.push(event);
      if (event.type === 'token') controller.abort();
    }
    const conversation = await conversationOf(seen);
    expect(conversation.messages[1]).toMatchObject({ status: 'interrupted', finish_reason: 'cancelled' });
    expect(conversation.messages[1].text).toMatch(/^\.{1,899}$/);

    const next = await ask({ conversation_id: conversation.id, text: '다음', sampling: greedy });
    expect((await readAll(next)).at(-1)?.type).toBe('done');
  });

  it('takes the question back when aborted before the first word', async () => {
    const before = await stored();
    // All of the model's places are taken, so that ours waits.
    const others = Array.from({ length: CONCURRENT_GENERATIONS }, () =>
      model.runtime.generate({ prompt_ids: [0, 3], sampling: { temperature: 0, max_tokens: CONTEXT } }),
    );
    await Promise.all(others.map((tokens) => tokens.next()));
    const controller = new AbortController();
    const events = await ask(rambling, controller.signal);
    controller.abort();
    expect((await readAll(events)).map(({ type }) => type)).toEqual(['status']);
    expect(await stored()).toBe(before);
    await Promise.all(others.map((tokens) => tokens.return(undefined as never)));
  });

  it('answers again to the same question', async () => {
    const first = await conversationOf(await readAll(await ask({ text: GREETING, sampling: greedy })));
    const again = { conversation_id: first.id, regenerate: true, sampling: greedy } as const;
    const { messages } = await conversationOf(await readAll(await ask(again)));
    expect(messages.map(({ text }) => text)).toEqual([GREETING, '네, 안녕하세요.']);
    expect(messages[1].id).not.toBe(first.messages[1].id);
  });

  it.each([
    ['text_too_long', '가'.repeat(2001)],
    ['text_control_only', '\u0007'],
    ['context_exceeded', '가'.repeat(CONTEXT / 3)],
  ])('refuses with %s, leaving no trace', async (code, text) => {
    const before = await stored();
    await expect(ask({ text, sampling: {} })).rejects.toMatchObject({ code });
    expect(await stored()).toBe(before);
  });

  it('refuses when too many wait, says when to come back, and recovers', async () => {
    const before = await stored();
    const crowd = Array.from({ length: 32 }, () =>
      model.runtime.generate({ prompt_ids: [0, 3], sampling: { temperature: 0, max_tokens: 1 } }),
    );
    const firstTokens = crowd.map((tokens) => tokens.next());
    const busy = { code: 'busy', values: { retry_after: expect.any(Number) } };
    await expect(ask({ text: GREETING, sampling: greedy })).rejects.toMatchObject(busy);
    expect(await stored()).toBe(before);

    await Promise.all(firstTokens);
    await Promise.all(crowd.map((tokens) => tokens.next()));
    expect((await readAll(await ask({ text: GREETING, sampling: greedy }))).at(-1)?.type).toBe('done');
  });

  it('keeps what the model had written when its process dies, and answers again after', async () => {
    const seen: AnswerEvent[] = [];
    const dying = async () => {
      for await (const event of await ask(rambling)) {
        seen.push(event);
        if (event.type === 'token') process.kill(pids.at(-1) as number, 'SIGKILL');
      }
    };
    await expect(dying()).rejects.toMatchObject({ code: 'model_unavailable' });
    const { messages } = await conversationOf(seen);
    expect(messages[1]).toMatchObject({ status: 'interrupted', text: expect.stringMatching(/^\.+$/) });
    expect((await readAll(await ask({ text: GREETING, sampling: greedy }))).at(-1)?.type).toBe('done');
  });
});
