import { count, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConversation } from '@/lib/conversations/read';
import { type Connection, openEmbedded } from '@/lib/db/connection';
import { messages } from '@/lib/db/schema';
import { KnowledgeSearch, type Served } from '@/lib/knowledge/search';
import { passageOf, renderConversation } from '@/model/prompt';
import { CONCURRENT_GENERATIONS } from '@/model/runtime/batch';
import { RuntimeClient } from '@/model/runtime/client';
import type { Patience } from '@/model/runtime/process';
import { byteId, END_ID, scriptedModel, writeModelFolder } from '@/model/runtime/testing';
import { Tokenizer } from '@/model/tokenizer';
import { answer } from './answer';
import type { AnswerEvent } from './events';
import type { Model } from './model';
import type { ChatRequest } from './request';
import type { Writer } from './writer';

const bytes = (text: string) => [...new TextEncoder().encode(text)].map(byteId);

const entry = (id: string, question: string, answer: string): Served => ({
  id,
  version: 1,
  area: '시험',
  question,
  variants: [],
  answer,
  effective_date: '2026-01-02',
  source: '시험 규정 제1조',
  related: [],
  facts: [],
});
const HOURS = entry('hours', '영업점 몇 시까지 해요?', '평일 09:00~16:00에 열어요.');
const WIRE = entry('wire', '송금 어떻게 해요?', '앱에서 보내시면 됩니다.');
/** What else a bank knows: among many entries a shared word says more. */
const OTHERS = Array.from({ length: 40 }, (_, i) =>
  entry(`other-${i}`, `시험 항목 ${i}`, `항목 ${i}에 관한 글.`),
);
/** Meaning as far as these tests need it. */
const embed = async (texts: readonly string[]) =>
  texts.map((text) =>
    Float32Array.of(Number(/영업|열어|문/.test(text)), Number(/송금|보내/.test(text)), 1e-3),
  );

/** Not the entry's own wording, so that the model writes. */
const ASKED = '문은 언제 열어요?';
/** Also the width of the scripted network: wide enough that a long answer takes a second or more. */
const CONTEXT = 1000;

/** Where the answer to ASKED begins: the network says `reply` there, and dots everywhere else. */
function script(tokenizer: Tokenizer, reply: string): number[] {
  const asked = { role: 'user' as const, content: ASKED, passages: [passageOf(HOURS)] };
  const { ids } = renderConversation(tokenizer, [asked], { generationPrompt: true });
  const said = [...bytes(reply), END_ID];
  const before = new Array<number>(ids.length - 1).fill(byteId(46));
  return [
    ...before,
    ...said,
    ...new Array<number>(CONTEXT - 1 - before.length - said.length).fill(byteId(46)),
  ];
}

const greedy = { temperature: 0, min_p: 0 };
const RIGHT = '평일 09:00~16:00에 열어요.';

describe('answer', () => {
  const pids: number[] = [];
  const models: Model[] = [];
  let connection: Connection;
  let knowledge: KnowledgeSearch;
  let model: Model;
  let rambler: Model;

  async function modelSaying(reply: string, patience?: Patience): Promise<Model> {
    const tokenizer = Tokenizer.load(exported([0]));
    const folder = exported(script(tokenizer, reply));
    const log = (line: string) => {
      const pid = /in process (\d+)/.exec(line)?.[1];
      if (pid) pids.push(Number(pid));
    };
    const runtime = new RuntimeClient(folder, log, patience);
    const { context_length } = await runtime.start();
    const opened = { runtime, context_length, tokenizer: Tokenizer.load(folder) };
    models.push(opened);
    return opened;
  }

  function exported(said: number[]): string {
    const { config, weights } = scriptedModel(said);
    return writeModelFolder(config, weights);
  }

  beforeAll(async () => {
    knowledge = new KnowledgeSearch(embed, 3);
    for (const known of [HOURS, WIRE, ...OTHERS]) await knowledge.set(known);
    rambler = await modelSaying(`${RIGHT} `.repeat(18));
    model = await modelSaying(RIGHT);
    connection = await openEmbedded();
  });
  afterAll(async () => {
    await Promise.all(models.map(({ runtime }) => runtime.close()));
    await connection.close();
  });

  const ask = (request: ChatRequest, signal = new AbortController().signal, by: Writer = model) =>
    answer(request, 'owner', { db: connection.db, model: by, knowledge }, signal);
  const stored = async () => (await connection.db.select({ n: count() }).from(messages))[0].n;
  const rambling = { text: ASKED, sampling: { ...greedy, max_tokens: 500 } };

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

  it('streams searching, writing, the words and a last word with its source, and keeps what it streamed', async () => {
    const events = await readAll(await ask({ text: ` ${ASKED}\n`, sampling: greedy }));
    const states = events.flatMap((event) => (event.type === 'status' ? event.state : []));
    expect(states).toEqual(['searching', 'writing']);
    expect(events.flatMap((event) => (event.type === 'token' ? event.text : [])).join('')).toBe(RIGHT);

    const { messages } = await conversationOf(events);
    expect(messages[0]).toMatchObject({ role: 'user', text: ASKED, masked: [] });
    expect(events.at(-1)).toEqual({ type: 'done', message: messages[1] });
    expect(messages[1]).toMatchObject({
      text: RIGHT,
      status: 'complete',
      finish_reason: 'stop',
      action: 'answer',
      citations: [{ id: 'hours', answer: HOURS.answer, effective_date: '2026-01-02' }],
      sampling: { ...greedy, seed: expect.any(Number) },
      timings: { tokens_per_second: expect.any(Number) },
    });
  });

  it('never lets out a sentence that its source does not carry: the source’s own text comes instead', async () => {
    const liar = await modelSaying('평일 09:00~18:00에 열어요.');
    const events = await readAll(await ask({ text: ASKED, sampling: greedy }, undefined, liar));
    expect(JSON.stringify(events)).not.toContain('18:00');
    expect(events).toContainEqual({ type: 'replace', text: HOURS.answer });
    const { messages: shown } = await conversationOf(events);
    expect(shown[1]).toMatchObject({ text: HOURS.answer, status: 'complete' });
    const [row] = await connection.db.select().from(messages).where(eq(messages.id, shown[1].id));
    expect(row.trace).toMatchObject({ wording: 'fallback', unsupported: [expect.stringContaining('18')] });
  });

  it('gives the approved text, word for word and without the model, to an entry’s own question', async () => {
    const events = await readAll(await ask({ text: '송금 어떻게 해요', sampling: {} }));
    expect(events.at(-1)).toMatchObject({
      message: { text: WIRE.answer, timings: null, citations: [{ id: 'wire' }] },
    });
  });

  it('says that it knows nothing of it, and offers a person, where nothing is near', async () => {
    const events = await readAll(await ask({ text: '공룡은 왜 사라졌나요', sampling: {} }));
    expect(events.at(-1)).toMatchObject({ message: { action: 'handoff', citations: [] } });
  });

  it('masks personal data before anything is kept', async () => {
    const events = await readAll(
      await ask({ text: '제 번호는 010-1234-5678이에요. 문은 언제 열어요?', sampling: {} }),
    );
    const { messages: shown } = await conversationOf(events);
    expect(shown[0].text).not.toMatch(/1234/);
    expect(shown[0].masked).toEqual(['phone']);
    expect(events[0]).toMatchObject({ masked: ['phone'] });
  });

  it('ends when aborted, keeps what came so far as interrupted, and takes the next question', async () => {
    const controller = new AbortController();
    const seen: AnswerEvent[] = [];
    for await (const event of await ask(rambling, controller.signal, rambler)) {
      seen.push(event);
      if (event.type === 'token') controller.abort();
    }
    const conversation = await conversationOf(seen);
    expect(conversation.messages[1]).toMatchObject({ status: 'interrupted', finish_reason: 'cancelled' });
    expect(conversation.messages[1].text).toMatch(/^평일/);

    const next = await ask({ conversation_id: conversation.id, text: '송금 어떻게 해요?', sampling: greedy });
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
    expect((await readAll(events)).map(({ type }) => type)).toEqual(['status', 'withdrawn']);
    expect(await stored()).toBe(before);
    await Promise.all(others.map((tokens) => tokens.return(undefined as never)));
  });

  it('answers again to the same question', async () => {
    const first = await conversationOf(await readAll(await ask({ text: ASKED, sampling: greedy })));
    const again = { conversation_id: first.id, regenerate: true, sampling: greedy } as const;
    const { messages } = await conversationOf(await readAll(await ask(again)));
    expect(messages.map(({ text }) => text)).toEqual([ASKED, RIGHT]);
    expect(messages[1].id).not.toBe(first.messages[1].id);
  });

  it.each([
    ['text_too_long', '가'.repeat(2001)],
    ['text_control_only', '\u0007'],
    ['context_exceeded', `문은 언제 열어요 ${'가'.repeat(CONTEXT / 3)}`],
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
    await expect(ask({ text: ASKED, sampling: greedy })).rejects.toMatchObject(busy);
    expect(await stored()).toBe(before);

    await Promise.all(firstTokens);
    await Promise.all(crowd.map((tokens) => tokens.next()));
    expect((await readAll(await ask({ text: ASKED, sampling: greedy }))).at(-1)?.type).toBe('done');
  });

  const entryAlone = async (events: AnswerEvent[], without: string) => {
    const { messages: shown } = await conversationOf(events);
    const last = shown[shown.length - 1];
    expect(events.at(-1)).toMatchObject({
      type: 'done',
      message: { text: HOURS.answer, status: 'complete' },
    });
    expect(last).toMatchObject({ text: HOURS.answer, citations: [{ id: 'hours' }] });
    const [row] = await connection.db.select().from(messages).where(eq(messages.id, last.id));
    expect(row.trace).toMatchObject({ wording: 'approved', without });
  };

  it('gives the entry’s own text when the model’s process dies in mid-answer, and words the next one', async () => {
    const dying = await modelSaying(`${RIGHT} `.repeat(18));
    const seen: AnswerEvent[] = [];
    for await (const event of await ask(rambling, undefined, dying)) {
      seen.push(event);
      if (event.type === 'token') process.kill(pids.at(-1) as number, 'SIGKILL');
    }
    await entryAlone(seen, 'unavailable');
    const next = await readAll(await ask({ text: ASKED, sampling: greedy }, undefined, dying));
    expect(next.at(-1)).toMatchObject({ message: { timings: expect.anything() } });
  });

  it('gives the entry’s own text when the model hangs, and does not wait for one that keeps hanging', async () => {
    const patience = { load_ms: 60_000, silent_ms: 700 };
    const hanging = await modelSaying(`${RIGHT} `.repeat(18), patience);
    const stop = () => process.kill(pids.at(-1) as number, 'SIGSTOP');
    for (let i = 0; i < 3; i++) {
      await hanging.runtime.start();
      stop();
      await entryAlone(await readAll(await ask(rambling, undefined, hanging)), 'unavailable');
    }
    const started = performance.now();
    await entryAlone(await readAll(await ask(rambling, undefined, hanging)), 'unavailable');
    expect(performance.now() - started).toBeLessThan(patience.silent_ms);
  });

  it('gives the entry’s own text where no model may write, and when that is decided in mid-answer', async () => {
    const without = { without: 'switched_off' } as const;
    await entryAlone(
      await readAll(await ask({ text: ASKED, sampling: {} }, undefined, without)),
      'switched_off',
    );

    const off = new AbortController();
    const seen: AnswerEvent[] = [];
    for await (const event of await ask(rambling, undefined, { ...rambler, off: off.signal })) {
      seen.push(event);
      if (event.type === 'token') off.abort();
    }
    await entryAlone(seen, 'switched_off');
  });
});
