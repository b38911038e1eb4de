import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Model, openModel } from '@/lib/answer/model';
import { answerPipeline } from '@/lib/answer/pipeline';
import { decideSampling } from '@/lib/answer/sampling';
import { readOutside } from '@/lib/knowledge/outside';
import { KnowledgeSearch } from '@/lib/knowledge/search';
import { parseEntries } from '@/lib/knowledge/transfer';
import { Encoder } from '@/model/runtime/encoder';
import { type Followed, follow } from './follow';

describe('a question followed through the pipeline', () => {
  let model: Model;
  let knowledge: KnowledgeSearch;
  const greedy = { temperature: 0, seed: 1 };
  const signal = new AbortController().signal;
  const ask = (text: string): Promise<Followed> =>
    follow({ text, sampling: greedy }, model, knowledge, signal);

  beforeAll(async () => {
    model = await openModel('model/bank');
    const encoder = await Encoder.load('model/bank');
    knowledge = new KnowledgeSearch((texts) => encoder.embed(texts), encoder.width);
    for (const area of ['deposit', 'loan', 'fx']) {
      const { entries } = parseEntries('jsonl', readFileSync(`data/faq/${area}.jsonl`, 'utf8'));
      for (const entry of entries) await knowledge.set({ ...entry, version: 1 });
    }
    await knowledge.setOutside(readOutside());
  }, 120_000);
  afterAll(() => model.runtime.close());

  it('gets the very reply that a customer gets', async () => {
    const text = '정기예금을 중간에 깨면 이자가 얼마나 줄어드나요';
    let said = '';
    const input = { text, history: [], sampling: decideSampling(greedy), signal };
    for await (const piece of await answerPipeline(model, knowledge).stream(input)) {
      if (piece.type === 'token') said += piece.text;
      else if (piece.type === 'replace') said = piece.text;
    }
    const { reply, write } = await ask(text);
    expect(write).toBeDefined();
    expect(reply.text).toBe(said);
  });

  it('orders the hits by what it says orders them, from the two rankings', async () => {
    const { retrieve } = await ask('정기예금을 중간에 깨면 이자가 얼마나 줄어드나요');
    expect(retrieve.hits.length).toBeGreaterThan(1);
    for (const { score, similarity, lexical } of retrieve.hits) {
      expect(score).toBeCloseTo(similarity + retrieve.weight * lexical, 5);
    }
    const best = retrieve.hits[0];
    expect([...retrieve.lexical, ...retrieve.dense].map(({ id }) => id)).toContain(best.id);
    for (const ranking of [retrieve.lexical, retrieve.dense]) {
      const scores = ranking.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
    }
  });

  it('shows the tokens that make the text, each with a probability that is one', async () => {
    const { write, grounding } = await ask('정기예금을 중간에 깨면 이자가 얼마나 줄어드나요');
    const { tokens, prompt, usage } = write!;
    expect(tokens.length).toBe(usage?.completion_tokens);
    for (const { probability, top } of tokens) {
      expect(probability).toBeGreaterThan(0);
      expect(top.reduce((sum, one) => sum + one.probability, 0)).toBeLessThanOrEqual(1 + 1e-6);
    }
    expect(prompt.filter(({ special }) => special).map(({ text }) => text)).toContain('<|passage|>');
    expect(prompt.map(({ text }) => text).join('')).toContain('정기예금을 중간에 깨면');
    expect(grounding.sentences.length).toBeGreaterThan(0);
    expect(grounding.wording === 'written').toBe(grounding.sentences.every(({ failed }) => !failed));
  });

  it('never shows personal data, and needs no model for what the bank refuses', async () => {
    const followed = await ask('제 주민번호는 900101-1234567인데 비트코인 추천해 주세요');
    expect(JSON.stringify(followed)).not.toContain('1234567');
    expect(followed.guard.masked.length).toBeGreaterThan(0);
    expect(followed.write).toBeUndefined();
    expect(followed.grounding.sentences).toEqual([]);
  });

  it('says what is wrong with a question that is none', async () => {
    await expect(ask('   ')).rejects.toMatchObject({ code: 'text_empty' });
  });
});
