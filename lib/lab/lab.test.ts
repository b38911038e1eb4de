import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { sharedRuntime } from '@/model/runtime/client';
import { Tokenizer } from '@/model/tokenizer';
import { startRun } from './generate';
import { linkOf, runOfHash } from './link';
import { findModel, listModels } from './models';
import { parseRun } from './parse';
import { PieceReader } from './pieces';
import type { RunEvent, RunRequest, RunToken, SharedRun } from './run';

afterAll(() => Promise.all(['bank', 'base'].map((name) => sharedRuntime(`model/${name}`).close())));

const asked: RunRequest = {
  model: 'base',
  mode: 'completion',
  prompt: '한국은행은',
  sampling: { max_tokens: 24, temperature: 1.2, logit_bias: { 0: -100, 5: -100 } },
  seed: 7,
};

async function finish(change: Partial<RunRequest> = {}) {
  const tokens: RunToken[] = [];
  let text = '';
  let end: Extract<RunEvent, { type: 'done' }> | undefined;
  for await (const event of await startRun({ ...asked, ...change }, new AbortController().signal)) {
    if (event.type === 'token') {
      tokens.push(event.token);
      text += event.shown;
    } else if (event.type === 'done') end = event;
  }
  return { tokens, text, ids: tokens.map(({ id }) => id), end };
}

describe('a run', () => {
  it('is the same again with the same seed, and its digest says so', async () => {
    const [one, two, other] = [await finish(), await finish(), await finish({ seed: 8 })];
    expect(two.tokens).toEqual(one.tokens);
    expect(two.end?.digest).toBe(one.end?.digest);
    expect(other.end?.digest).not.toBe(one.end?.digest);
  });

  it('with its own tokens forced goes on as it did, and with another one differently', async () => {
    const whole = await finish();
    const kept = await finish({ forced: whole.ids.slice(0, 10) });
    expect(kept.ids).toEqual(whole.ids);
    expect(kept.tokens.slice(0, 10).every(({ forced }) => forced)).toBe(true);
    const another = whole.tokens[10].candidates.find(({ id }) => id !== whole.ids[10]);
    const branch = await finish({ forced: [...whole.ids.slice(0, 10), another?.id as number] });
    expect(branch.ids.slice(0, 10)).toEqual(whole.ids.slice(0, 10));
    expect(branch.ids[10]).toBe(another?.id);
    expect(branch.text).not.toBe(whole.text);
  });

  it('gives each token candidates whose stages sum to one, the drawn one among them', async () => {
    const { tokens } = await finish({ sampling: { ...asked.sampling, top_k: 4, top_p: 0.9 } });
    for (const { id, probability, candidates, rest } of tokens) {
      for (const stage of ['model', 'reshaped', 'final'] as const) {
        expect(candidates.reduce((sum, one) => sum + one[stage], rest[stage])).toBeCloseTo(1, 4);
      }
      expect(candidates.find((one) => one.id === id)).toMatchObject({ model: probability, cut_by: null });
      expect(candidates.filter(({ final }) => final > 0).length + rest.left).toBeLessThanOrEqual(4);
    }
  });

  it('begins from nothing, and copies from a passage when asked to', async () => {
    expect((await finish({ prompt: '' })).ids.length).toBe(24);
    const chat = {
      model: 'bank',
      mode: 'chat',
      prompt: '영업점은 몇 시에 열어요?',
      passage: '영업점은 몇 시에 열어요?\n평일 오전 9시 17분에 열어요.',
      sampling: { temperature: 0, copy_bias: 8, max_tokens: 24 },
    } as const;
    expect((await finish(chat)).text).toContain('9시 17분');
  });

  it('refuses what cannot be run, and says which part', async () => {
    const refused = (change: Partial<RunRequest>) => expect(finish(change)).rejects;
    await refused({ model: 'gone' }).toMatchObject({ code: 'model_not_found' });
    await refused({ model: '../base' }).toMatchObject({ code: 'model_not_found' });
    await refused({ checksum: '000000000000' }).toMatchObject({ code: 'model_changed' });
    await refused({ forced: [8192] }).toMatchObject({ code: 'invalid_request', field: 'forced' });
    await refused({ mode: 'chat', prompt: '\n' }).toMatchObject({ code: 'text_empty' });
    await refused({ prompt: '가나다라 '.repeat(1500) }).toMatchObject({ code: 'context_exceeded' });
    await refused({ prompt: '\uD800' }).toMatchObject({ code: 'text_not_well_formed' });
    const parse = (change: object) => () => parseRun({ ...asked, ...change });
    expect(parse({ sampling: { min_p: 2 } })).toThrow(
      expect.objectContaining({ code: 'sampling_out_of_range', field: 'sampling.min_p' }),
    );
    expect(parse({ sampling: { top_q: 1 } })).toThrow(expect.objectContaining({ field: 'sampling.top_q' }));
    expect(parse({ prompt: '가'.repeat(8001) })).toThrow(expect.objectContaining({ code: 'text_too_long' }));
  });

  it('no more run at once than the lab may', async () => {
    const started = await Promise.all(
      [1, 2, 3, 4].map((seed) => startRun({ ...asked, seed }, new AbortController().signal)),
    );
    await expect(finish()).rejects.toMatchObject({ code: 'busy' });
    for (const run of started) for await (const _ of run);
    expect((await finish()).ids.length).toBe(24);
  });
});

describe('models', () => {
  it('are the folders on disk that can run; a new one appears by itself', async () => {
    const root = mkdtempSync(path.join(tmpdir(), 'ondam-models-'));
    const names = async () => (await listModels(root, 'model/bank')).map(({ name }) => name);
    expect(await names()).toEqual(['bank']);
    cpSync('model/base', path.join(root, 'mine'), { recursive: true });
    mkdirSync(path.join(root, 'unfinished'));
    expect(await names()).toEqual(['bank', 'mine']);
    const [, copy] = await listModels(root, 'model/bank');
    expect(copy.checksum).toBe((await findModel('base')).checksum); // the same weights by another name
    writeFileSync(path.join(root, 'mine/generation_config.json'), '{"eos_token_id": [0]}');
    expect((await listModels(root, 'model/bank'))[1].checksum).not.toBe(copy.checksum);
    rmSync(root, { recursive: true });
  });
});

describe('pieces', () => {
  const tokenizer = Tokenizer.load('model/bank');

  it('joined are the text, however its characters are cut into tokens', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        const reader = new PieceReader(tokenizer);
        const pieces = tokenizer.encode(text).map((id) => reader.push(id));
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      }),
    );
  });

  it('say which bytes a part of a character is', () => {
    const ids = tokenizer.encode('\u{1F9A6}'); // an otter, which no token holds whole
    const reader = new PieceReader(tokenizer);
    const pieces = ids.map((id) => reader.push(id));
    expect(pieces.map(({ bytes }) => bytes).join(' ')).toBe('F0 9F A6 A6');
    expect(pieces.slice(0, -1).every(({ text }) => text === '')).toBe(true);
    expect(pieces.at(-1)?.text).toBe('\u{1F9A6}');
  });
});

describe('links', () => {
  const pane = fc.record({
    model: fc.constantFrom('base', 'bank'),
    checksum: fc.constant('0123456789ab'),
    sampling: fc.record({ temperature: fc.double({ min: 0, max: 2, noNaN: true }).map(Math.abs) }),
    forced: fc.array(fc.nat(8191), { maxLength: 40 }),
  });
  const shared = fc.record({
    mode: fc.constantFrom('completion', 'chat'),
    prompt: fc.string({ unit: 'grapheme', maxLength: 60 }),
    seed: fc.nat(),
    panes: fc.array(pane, { minLength: 1, maxLength: 2 }),
  }) as fc.Arbitrary<SharedRun>;

  it('hold the whole run, in any script', () => {
    fc.assert(
      fc.property(shared, (run) => {
        const link = linkOf(run);
        expect(link).toMatch(/^\/lab#run=[\w-]+$/);
        expect(runOfHash(new URL(link, 'http://localhost').hash)).toEqual(run);
      }),
    );
  });

  it('that are cut or hold something else are told from none', () => {
    const { hash } = new URL(linkOf(fc.sample(shared, 1)[0]), 'http://localhost');
    expect(runOfHash(hash.slice(0, -8))).toBeNull();
    expect(runOfHash('#run=e30')).toBeNull();
    expect(runOfHash('#content')).toBeUndefined();
  });
});
