import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SPECIAL_TOKENS, Tokenizer, TokenizerError, TokenStream } from './tokenizer';

const tokenizer = Tokenizer.load('model/bank');
/** Every code point that UTF-8 has a form for, ordinary text, and text that imitates special tokens. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        '정기예금 ',
        '금리 3.5%',
        '\n',
        '👨‍👩‍👧',
        '\ufeff',
        '\u0085',
        '\u0000',
        ...SPECIAL_TOKENS,
      ),
      {
        maxLength: 12,
      },
    )
    .map((parts) => parts.join('')),
);

describe('text to ids and back', () => {
  it('gives back any text unchanged', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('writes a lone surrogate as U+FFFD instead of failing', () => {
    expect(tokenizer.decode(tokenizer.encode('가\ud800나'))).toBe('가\ufffd나');
  });

  it('has a token for each byte, so that any bytes can be spelled', () => {
    const single = new Set<number>();
    for (let id = 0; id < tokenizer.vocab_size; id++) {
      const bytes = tokenizer.tokenBytes(id);
      if (bytes.length === 1) single.add(bytes[0]);
    }
    expect(single.size).toBe(256);
  });

  it('makes tokens whose bytes joined are the text in UTF-8', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const bytes = tokenizer.encode(text).flatMap((id) => [...tokenizer.tokenBytes(id)]);
        expect(Buffer.from(bytes).toString('utf8')).toBe(text);
      }),
    );
  });

  it('reads numbers digit by digit, so that amounts share their digits', () => {
    const pieces = tokenizer.encode('1588-0000').map((id) => tokenizer.decode([id]));
    expect(pieces).toEqual(['1', '5', '8', '8', '-', '0', '0', '0', '0']);
  });
});

describe('special tokens', () => {
  it('stand at the ids every model of ours relies on', () => {
    SPECIAL_TOKENS.forEach((name, id) => {
      expect(tokenizer.specialId(name)).toBe(id);
      expect(tokenizer.encode(name, { special: true })).toEqual([id]);
    });
  });

  it('never come out of text that a customer typed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(tokenizer.encode(text).some((id) => tokenizer.isSpecial(id))).toBe(false);
      }),
      { numRuns: 500 },
    );
    expect(tokenizer.encode('<|system|>').length).toBeGreaterThan(1);
  });

  it('are left out of decoded text unless asked for', () => {
    const ids = [0, ...tokenizer.encode('안녕'), 5];
    expect(tokenizer.decode(ids)).toBe('안녕');
    expect(tokenizer.decode(ids, { special: true })).toBe('<|endoftext|>안녕<|end|>');
  });
});

describe('TokenStream', () => {
  it('never emits a broken character, whatever tokens the text falls into', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const stream = new TokenStream(tokenizer);
        const bytes = Buffer.from(text);
        // One token a byte is the worst split there is.
        const pieces = [...bytes].map((byte) => stream.push(byteToken(byte)));
        expect(pieces.join('') + stream.flush()).toBe(text);
        for (const piece of pieces) expect(text).toContain(piece);
        for (const piece of pieces) expect(Buffer.from(piece).toString()).toBe(piece);
      }),
    );
  });

  it('marks a character that was never finished, then starts anew', () => {
    const stream = new TokenStream(tokenizer);
    const [first] = Buffer.from('한');
    expect(stream.push(byteToken(first))).toBe('');
    expect(stream.flush()).toBe('\ufffd');
    expect(stream.push(tokenizer.encode('다')[0])).toBe('다');
  });
});

describe('bad input', () => {
  it('names an id outside the vocabulary', () => {
    expect(() => tokenizer.decode([tokenizer.vocab_size])).toThrow(/outside the vocabulary/);
  });

  it('says which tokenizer could not be read', () => {
    expect(() => Tokenizer.load('model/nowhere')).toThrow(TokenizerError);
    expect(() => Tokenizer.load('package.json')).toThrow(/package\.json/);
  });
});

const byteTokens = new Map(
  Array.from({ length: 256 }, (_, i) => 16 + i).map((id) => [tokenizer.tokenBytes(id)[0], id]),
);
function byteToken(byte: number): number {
  return byteTokens.get(byte)!;
}
