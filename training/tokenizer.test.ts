import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AutoTokenizer, env } from '@xenova/transformers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHAT_TEMPLATE, renderConversation } from '@/model/prompt';
import { SPECIAL_TOKENS, Tokenizer, type TokenizerFile } from '@/model/tokenizer';
import { MINIMUM_VOCABULARY, saveTokenizer, trainTokenizer } from './tokenizer';

const text = Array.from(
  { length: 300 },
  (_, i) => `온담은행 정기예금 ${i}호의 금리는 연 ${i % 7}.${i % 10}%이며 계좌 ${i * 37}건이 개설되었습니다.`,
);

describe('trainTokenizer', () => {
  let file: TokenizerFile;
  let tokenizer: Tokenizer;
  let folder: string;
  beforeAll(async () => {
    file = await trainTokenizer(text, 320);
    tokenizer = new Tokenizer(file);
    folder = mkdtempSync(path.join(tmpdir(), 'tokenizer-'));
    saveTokenizer(file, path.join(folder, 'small'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('makes exactly the vocabulary asked for, ids without a gap', () => {
    expect(Object.values(file.model.vocab).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 320 }, (_, i) => i),
    );
    expect(SPECIAL_TOKENS.map((name) => tokenizer.specialId(name))).toEqual(
      SPECIAL_TOKENS.map((_, id) => id),
    );
  });

  it('learns the words of its text', () => {
    expect(tokenizer.encode('정기예금').length).toBeLessThan(Buffer.byteLength('정기예금') / 3);
  });

  it('can spell what it never saw', () => {
    expect(tokenizer.decode(tokenizer.encode('Zürich 東京 😀\u0007'))).toBe('Zürich 東京 😀\u0007');
  });

  it('is a prefix of what a larger vocabulary learns', async () => {
    const larger = await trainTokenizer(text, 335);
    expect(larger.model.merges.slice(0, file.model.merges.length)).toEqual(file.model.merges);
  });

  it('says which sizes are possible', async () => {
    await expect(trainTokenizer(text, MINIMUM_VOCABULARY - 1)).rejects.toMatchObject({
      code: 'vocabulary_out_of_range',
    });
    await expect(trainTokenizer(['가나'], 8192)).rejects.toMatchObject({ code: 'too_little_text' });
  });

  it('writes a folder that transformers.js reads, with the same ids and the same prompt', async () => {
    env.allowRemoteModels = false;
    env.localModelPath = folder;
    const theirs = await AutoTokenizer.from_pretrained('small');
    for (const line of ['온담은행 정기예금 금리는 연 3.5%', ' 줄\n\n바꿈  빈칸', "it's 😀"]) {
      expect(theirs.encode(line)).toEqual(tokenizer.encode(line));
      expect(theirs.decode(tokenizer.encode(line))).toBe(line);
    }
    const talk = [
      { role: 'user' as const, content: '금리는?', passages: ['연 3.5%'] },
      { role: 'assistant' as const, content: '연 3.5%입니다.' },
    ];
    const ids = theirs.apply_chat_template(talk, {
      add_generation_prompt: true,
      return_tensor: false,
      return_dict: false,
    });
    expect(ids).toEqual(renderConversation(tokenizer, talk, { generationPrompt: true }).ids);
    const config = JSON.parse(readFileSync(path.join(folder, 'small/tokenizer_config.json'), 'utf8'));
    expect(config.chat_template).toBe(CHAT_TEMPLATE);
  });
});
