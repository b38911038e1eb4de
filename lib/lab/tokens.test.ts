import fc from 'fast-check';
import { encode } from 'gpt-tokenizer/encoding/r50k_base';
import { describe, expect, it } from 'vitest';
import { Tokenizer } from '@/model/tokenizer';
import { compareTokenizers, readTokens, searchVocabulary, type Tokenized } from './tokens';

const tokenizer = Tokenizer.load('model/bank');
const bytesOf = ({ tokens }: Tokenized) => tokens.flatMap(({ bytes }) => bytes);

describe('compareTokenizers', () => {
  it("gives each tokenizer's own ids", async () => {
    const text = '온담 정기예금 금리는 연 3.1%예요.';
    const { ours, gpt2 } = await compareTokenizers(text);
    expect(ours.tokens.map(({ id }) => id)).toEqual(tokenizer.encode(text));
    expect(gpt2.tokens.map(({ id }) => id)).toEqual(encode(text));
    expect(gpt2.tokens.length).toBeGreaterThan(2 * ours.tokens.length);
  });

  it('loses nothing of any text: ids read as it, and the bytes of the tokens are its bytes', async () => {
    const texts = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const { ours, gpt2, bytes } = await compareTokenizers(text);
        for (const one of [ours, gpt2]) {
          expect(one.decoded).toBe(text);
          expect(one.exact).toBe(true);
          expect(bytesOf(one)).toEqual([...Buffer.from(text)]);
        }
        expect(bytes).toBe(Buffer.byteLength(text));
      }),
    );
  });

  it('says so when a text is no Unicode: half an emoji comes back as the replacement character', async () => {
    const { ours, gpt2 } = await compareTokenizers('a\ud83d');
    for (const { decoded, exact } of [ours, gpt2]) {
      expect(decoded).toBe('a\ufffd');
      expect(exact).toBe(false);
    }
  });

  it('shows a token that is part of a character by its bytes, with the character', async () => {
    const { ours, characters } = await compareTokenizers('쀍👩‍👩‍👧');
    expect(characters).toBe(2);
    const parts = ours.tokens.filter(({ within }) => within === '쀍');
    expect(parts.flatMap(({ bytes }) => bytes)).toEqual([...Buffer.from('쀍')]);
    expect(parts.every(({ text }) => text === undefined)).toBe(true);
  });

  it('takes the name of a special token for text, as both tokenizers are used', async () => {
    const { ours, gpt2 } = await compareTokenizers('<|endoftext|>');
    expect(ours.tokens.length).toBeGreaterThan(1);
    expect(gpt2.tokens.length).toBeGreaterThan(1);
  });

  it('has nothing to say about nothing', async () => {
    const { characters, ours } = await compareTokenizers('');
    expect([characters, ours.tokens.length, ours.exact]).toEqual([0, 0, true]);
  });
});

describe('readTokens', () => {
  it('reads ids, and a lone byte of a character as the replacement character', async () => {
    const ids = tokenizer.encode('온담');
    expect(await readTokens(ids)).toMatchObject({ decoded: '온담', exact: true });
    const [first] = tokenizer.encode('쀍');
    const broken = await readTokens([first]);
    expect(broken).toMatchObject({ decoded: '\ufffd', exact: false });
    expect(broken.tokens[0].text).toBeUndefined();
  });

  it('refuses an id that no token has', async () => {
    await expect(readTokens([tokenizer.vocab_size])).rejects.toMatchObject({ code: 'invalid_request' });
  });
});

describe('searchVocabulary', () => {
  it('finds tokens by what they hold, and by their id', async () => {
    const { tokens, total } = await searchVocabulary('은행');
    expect(total).toBeGreaterThan(1);
    for (const { id, text } of tokens) {
      expect(text).toContain('은행');
      expect(tokenizer.decode([id])).toBe(text);
    }
    expect((await searchVocabulary('6000')).tokens.map(({ id }) => id)).toContain(6000);
  });
});
