import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shorten, split } from './text';

const korean = fc
  .array(
    fc.constantFrom(
      '온담은행 ',
      '이체한도. ',
      '👩‍👩‍👧',
      '🇰🇷',
      '\n',
      '\n\n',
      'a',
      'é',
      '금리는 연 2.60%입니다. ',
    ),
    { maxLength: 80 },
  )
  .map((pieces) => pieces.join(''));

describe('split', () => {
  it('keeps to the limit, loses nothing but space, and breaks no character', () => {
    fc.assert(
      fc.property(korean, fc.integer({ min: 12, max: 200 }), (text, most) => {
        const parts = split(text, most);
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(most);
          expect(part.trim()).not.toBe('');
          expect(part).not.toMatch(/^[\u200d\uDC00-\uDFFF]|[\u200d\uD800-\uDBFF]$/);
        }
        expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });

  it('cuts between paragraphs before sentences, and between sentences before words', () => {
    const sentence = '한도는 하루 1억원이에요.';
    expect(split(`${sentence} ${sentence}\n\n${sentence}`, 40)).toEqual([
      `${sentence} ${sentence}`,
      sentence,
    ]);
    expect(split(`${sentence} ${sentence} ${sentence}`, 34)).toEqual([`${sentence} ${sentence}`, sentence]);
  });

  it('cuts what has no space at all', () => {
    expect(split('가'.repeat(2500), 1000).map((part) => part.length)).toEqual([1000, 1000, 500]);
    expect(split('  ', 10)).toEqual([]);
  });
});

it('a label keeps its room, on one line', () => {
  expect(shorten('카드를 잃어버렸어요', 14)).toBe('카드를 잃어버렸어요');
  expect(shorten('온담 정기예금\n금리는 기간별로', 14)).toBe('온담 정기예금 금리는 기…');
  expect(shorten('👩‍👩‍👧'.repeat(4), 14)).not.toMatch(/\u200d…$/);
});
