import { describe, expect, it } from 'vitest';
import { Random } from '@/model/random';
import { NearDuplicates } from './duplicates';

const random = new Random(7);
const SYLLABLES = Array.from('가나다라마바사아자차카타파하은행예금대출이자계좌한도수료기간');
const word = () =>
  Array.from({ length: 3 }, () => SYLLABLES[Math.floor(random.next() * SYLLABLES.length)]).join('');
const document = (words: number) => Array.from({ length: words }, word);

/** A copy with `count` words replaced, which breaks about 8 shingles of 6 characters each. */
function edited(words: string[], count: number): string[] {
  const copy = [...words];
  for (let i = 0; i < count; i++) copy[Math.floor(((i + 0.5) * words.length) / count)] = word();
  return copy;
}

describe('NearDuplicates', () => {
  const originals = Array.from({ length: 300 }, () => document(200));
  const near = new NearDuplicates();
  const falselyFound = originals.filter((words) => near.seen(words.join(' '))).length;

  it('keeps texts that only share a vocabulary', () => {
    expect(falselyFound).toBe(0);
  });

  it('finds exact copies, also with other spacing', () => {
    expect(originals.every((words) => near.seen(words.join('\n')))).toBe(true);
  });

  it('finds nearly all planted copies with 2 of 200 words changed', () => {
    const found = originals.filter((words) => near.seen(edited(words, 2).join(' '))).length;
    expect(found / originals.length).toBeGreaterThan(0.97);
  });

  it('keeps texts with a third of their words changed', () => {
    const found = originals.filter((words) => near.seen(edited(words, 66).join(' '))).length;
    expect(found / originals.length).toBeLessThan(0.02);
  });

  it('tells short sentences apart but finds their copies', () => {
    const short = new NearDuplicates();
    const sentences = [
      '안녕',
      '안녕하세요',
      '잔액 알려 줘',
      '잔액 알려 줄래',
      '계좌 잔액 조회',
      '카드 분실 신고',
    ];
    expect(sentences.filter((text) => short.seen(text))).toEqual([]);
    expect(sentences.every((text) => short.seen(text))).toBe(true);
  });
});
