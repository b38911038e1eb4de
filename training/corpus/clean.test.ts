import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine } from './clean';

const textOf = (line: string) => {
  const result = cleanLine(line);
  return 'text' in result ? result.text : undefined;
};

describe('cleanLine', () => {
  it('spells a syllable one way, whichever keyboard it came from', () => {
    expect(textOf('한글 계좌'.normalize('NFD'))).toBe('한글 계좌');
  });

  it('makes every run of white space one space', () => {
    expect(textOf('\u3000이율은\t 연\u00a0\u200b3.5 %\u2028입니다 ')).toBe('이율은 연 3.5 % 입니다');
  });

  it('takes out control characters, invisible marks, lone surrogates and U+FFFD', () => {
    expect(textOf('\ufeff온\u0000담\u200d은\ud800행\ufffd\u202e')).toBe('온담은행');
  });

  it('keeps emoji, which are surrogate pairs', () => {
    expect(textOf('감사합니다 😀')).toBe('감사합니다 😀');
  });

  it.each([
    ['가', 'too_short'],
    ['https://example.com/a www.example.com', 'url_only'],
    ['ㅋ'.repeat(20), 'repeated_character'],
    ['+--+--+ | a | ====', 'mostly_not_text'],
  ])('drops %j as %s', (line, reason) => {
    expect(cleanLine(line)).toEqual({ dropped: reason });
  });

  it('keeps a sentence that holds an address', () => {
    expect(textOf('자세한 내용은 https://example.com 참고')).toBe('자세한 내용은 https://example.com 참고');
  });

  it('leaves clean text as it is: cleaning twice is cleaning once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (line) => {
        const once = textOf(line);
        if (once !== undefined) expect(textOf(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });
});
