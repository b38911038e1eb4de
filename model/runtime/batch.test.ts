import { InferenceSession } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../random';
import { Tokenizer } from '../tokenizer';
import { Batch, Row } from './batch';
import { Engine, type GenerationRequest } from './engine';
import { ModelFolder } from './folder';
import { endMarked } from './in-place';
import { PromptLookup } from './lookup';
import { PrefixStore } from './prefixes';
import { Sequence } from './sequence';

const BANK = 'model/bank';
const folder = new ModelFolder(BANK);
const tokenizer = Tokenizer.load(BANK);
const bytes = folder.graph('cpu', 'int8').bytes;
const special = (name: 'endoftext' | 'passage' | 'user' | 'assistant' | 'end') =>
  tokenizer.specialId(`<|${name}|>`);
const PASSAGE =
  '온담 정기예금 금리는 기간별로 얼마인가요?\n6개월은 연 2.35%, 12개월은 연 2.60%, 24개월은 연 2.55%예요. 금리는 2026년 9월 1일 기준이며 가입한 날의 금리가 만기까지 그대로 적용돼요.';
const QUESTION = '정기예금 금리 알려 주세요';

function promptOf(question: string, passage = PASSAGE): number[] {
  const end = special('end');
  const text = (role: 'passage' | 'user', words: string) => [special(role), ...tokenizer.encode(words), end];
  return [special('endoftext'), ...text('passage', passage), ...text('user', question), special('assistant')];
}

async function complete(engine: Engine, request: GenerationRequest) {
  const [ids, logprobs]: [number[], (number | undefined)[]] = [[], []];
  const tokens = engine.generate(request);
  for (let step = await tokens.next(); ; step = await tokens.next()) {
    if (step.done) return { ids, logprobs, ...step.value };
    ids.push(step.value.id);
    logprobs.push(step.value.logprob);
  }
}

/** Requests of different lengths and settings, sampled and greedy; all with log-probabilities, which show any bit. */
function requests(count: number): GenerationRequest[] {
  return Array.from({ length: count }, (_, i) => ({
    prompt_ids: promptOf(QUESTION + '?'.repeat(i), PASSAGE.slice(0, 60 + 11 * i)),
    sampling: { seed: i, temperature: i % 4 === 0 ? 0 : 0.8, max_tokens: 30, logprobs: true },
  }));
}

describe('the shipped model', () => {
  let session: InferenceSession;
  beforeAll(async () => {
    session = await InferenceSession.create(endMarked(bytes), { logSeverityLevel: 3 });
  });

  it('gives each conversation to the bit what it gets alone: in company, with its prompt cached, and again', async () => {
    const alone: Awaited<ReturnType<typeof complete>>[] = [];
    for (const request of requests(20)) {
      const fresh = await Engine.load(BANK); // nothing cached
      alone.push(await complete(fresh, request));
      await fresh.close();
    }
    const engine = await Engine.load(BANK);
    for (const round of ['nothing cached', 'all prompts cached']) {
      const together = await Promise.all(requests(20).map((request) => complete(engine, request)));
      for (const [i, { ids, logprobs }] of together.entries()) {
        expect(ids, `${round}: request ${i}`).toEqual(alone[i].ids);
        expect(logprobs, `${round}: request ${i}`).toEqual(alone[i].logprobs);
      }
    }
    expect(new Set(alone.map(({ ids }) => String(ids))).size).toBeGreaterThan(10); // or little is shown
    await engine.close();
  });

  it('gives a prompt the same logits to the bit wherever a cached beginning ends', async () => {
    const random = new Random(3);
    const prompt = Array.from({ length: 300 }, () => 20 + Math.floor(random.next() * 8000));
    const read = async (batch: Batch, ids: readonly number[]) => {
      const row = new Row(batch);
      row.open();
      const logits = (await row.feed(ids))!.slice();
      row.close();
      return logits;
    };
    const whole = await read(new Batch(session, folder.shape), prompt);
    for (const cut of [17, 63, 127, 128, 129, 200, 257, 298, 299]) {
      const batch = new Batch(session, folder.shape);
      await read(batch, [...prompt.slice(0, cut), 20, 30, 40]); // agrees up to the cut
      expect(await read(batch, prompt), `cut at ${cut}`).toEqual(whole);
    }
  });

  it('drafts from the prompt: the same greedy answer, and draws from the same distributions', async () => {
    const [plain, drafting] = [await Engine.load(BANK, { speculative: false }), await Engine.load(BANK)];
    const both = (sampling: GenerationRequest['sampling']) => {
      const request = { prompt_ids: promptOf(QUESTION), quotable: [tokenizer.encode(PASSAGE)], sampling };
      return Promise.all([complete(plain, request), complete(drafting, request)]);
    };
    const [a, b] = await both({ temperature: 0, max_tokens: 80, copy_bias: 4 });
    expect(b.ids).toEqual(a.ids);
    for (let seed = 0; seed < 8; seed++) {
      const [slow, fast] = await both({
        seed,
        temperature: 0.7,
        max_tokens: 80,
        copy_bias: 4,
        logprobs: true,
      });
      // Attention sums several tokens in another order than one, which now and then rounds an activation otherwise.
      let agreed = 0;
      for (; slow.ids[agreed] === fast.ids[agreed] && agreed < slow.ids.length; agreed++) {
        expect(Math.abs(slow.logprobs[agreed]! - fast.logprobs[agreed]!)).toBeLessThan(0.2);
      }
      expect(agreed).toBeGreaterThan(4);
    }
    await Promise.all([plain.close(), drafting.close()]);
  });

  it('agrees with the slow reference, which reads one sequence alone', async () => {
    const prompt = promptOf(QUESTION);
    const reference = new Sequence(session, folder.shape);
    const expected: number[] = [];
    for (let next = prompt; expected.length < 60; next = expected.slice(-1)) {
      const logits = await reference.feed(next);
      expected.push(logits.indexOf(Math.max(...logits)));
      if (folder.endIds.has(expected[expected.length - 1])) break;
    }
    const engine = await Engine.load(BANK);
    const sampling = { temperature: 0, max_tokens: 60 };
    expect((await complete(engine, { prompt_ids: prompt, sampling })).ids).toEqual(expected);
    await engine.close();
  });

  it('starves nobody: short answers end while a long one and long prompts go on', async () => {
    const engine = await Engine.load(BANK);
    const forbidEnd = Object.fromEntries([...folder.endIds].map((id) => [id, -100]));
    const order: string[] = [];
    const run = async (name: string, request: GenerationRequest) => {
      await complete(engine, request);
      order.push(name);
    };
    const long = { prompt_ids: promptOf(QUESTION), sampling: { logit_bias: forbidEnd, max_tokens: 400 } };
    const wide = Array.from({ length: 900 }, (_, i) => 20 + ((i * 37) % 8000));
    await Promise.all([
      run('long answer', long),
      ...[1, 2, 3].map((i) =>
        run('long prompt', { prompt_ids: [i + 50, ...wide], sampling: { max_tokens: 1 } }),
      ),
      ...[1, 2, 3, 4].map(() =>
        run('short', { prompt_ids: promptOf(QUESTION), sampling: { logit_bias: forbidEnd, max_tokens: 5 } }),
      ),
    ]);
    expect(order.slice(0, 4)).toEqual(Array(4).fill('short'));
    expect(order.at(-1)).toBe('long answer');
    await engine.close();
  });
});

describe('PrefixStore', () => {
  const saved = (value: number) => () => [new Float32Array(100).fill(value)];
  const ids = (first: number, length = 40) => Array.from({ length }, (_, i) => first + i);

  it('finds the longest agreement, keeps what was used lately, and no more than it may', () => {
    const store = new PrefixStore(3 * 400);
    for (const first of [1000, 2000, 3000]) store.add(ids(first), saved(first));
    expect(store.longest([...ids(1000, 30), 7])?.length).toBe(30); // and so 1000 is used last
    store.add(ids(4000), saved(4000));
    expect(store.longest(ids(2000))).toBeUndefined();
    expect(store.longest(ids(1000))?.saved[0][0]).toBe(1000);
    expect(store.longest(ids(1000, 10))).toBeUndefined(); // too short to be worth it
  });

  it('holds a conversation once: a longer prompt takes the place of its beginning', () => {
    const store = new PrefixStore(2 * 400);
    store.add(ids(5000), saved(1));
    store.add(ids(1000, 20), saved(2));
    store.add(ids(1000, 40), saved(3));
    expect(store.longest(ids(1000, 40))).toMatchObject({ length: 40 });
    expect(store.longest(ids(5000))).toBeDefined();
    store.add(ids(1000, 20), () => {
      throw new Error('saved what is held already');
    });
  });
});

describe('PromptLookup', () => {
  it('drafts what follows the longest agreement, the longer the agreement the more, within what is asked', () => {
    const lookup = new PromptLookup([1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 9, 9]);
    expect(lookup.draft([2], 9)).toEqual([]); // one token agrees by chance
    expect(lookup.draft([1, 2, 3], 9)).toEqual([4, 5, 6, 7, 8, 9]);
    expect(lookup.draft([9, 2, 3], 9)).toEqual([9, 9]);
    expect(lookup.draft([1, 2, 3], 2)).toEqual([4, 5]);
    expect(lookup.draft([7, 7], 9)).toEqual([]);
    expect(lookup.draft([], 9)).toEqual([]);
  });
});
