import { describe, expect, it } from 'vitest';
import { LexicalIndex } from './lexical';

function index(entries: Record<string, string[]>): LexicalIndex {
  const lexical = new LexicalIndex();
  for (const [id, texts] of Object.entries(entries)) lexical.set(id, texts);
  return lexical;
}

const bank = () =>
  index({
    limit: ['이체 한도를 올리려면 어떻게 하나요?', '하루 이체한도는 1억원입니다.'],
    card: ['체크카드를 잃어버렸어요', '카드 분실신고는 1588-0001로 해 주세요.'],
    rate: ['정기예금 금리가 얼마인가요?', '12개월은 연 2.80%입니다.'],
    otp: ['OTP를 새로 발급받고 싶어요', '영업점에서 발급해 드려요.'],
  });

describe('LexicalIndex', () => {
  it.each([
    ['이체한도올리기', 'limit'],
    ['이체 한도가 부족해요', 'limit'],
    ['체크 카드 분실', 'card'],
    ['정기 예금금리', 'rate'],
    ['otp발급', 'otp'],
    ['ＯＴＰ 재발급은요', 'otp'],
  ])('finds "%s" whatever its spaces, particles and width', (question, expected) => {
    expect(bank().compare(question).best(2)[0]).toBe(expected);
  });

  it('finds a changed entry by its new text only, and a deleted one no more', () => {
    const lexical = bank();
    lexical.set('otp', ['공동인증서를 갱신하려면?']);
    expect(lexical.compare('OTP 발급').best(4)).not.toContain('otp');
    expect(lexical.compare('인증서 갱신').best(4)[0]).toBe('otp');
    lexical.delete('otp');
    expect(lexical.compare('인증서 갱신').best(4)).not.toContain('otp');
    expect(lexical.size).toBe(3);
  });

  it('gives no more than asked for, best first, and nothing for a text without a letter', () => {
    const scores = bank().compare('카드 이체 예금 발급');
    const found = scores.best(3).map(scores.of);
    expect(found).toHaveLength(3);
    expect(found).toEqual([...found].sort((a, b) => b - a));
    expect(bank().compare('?! …').best(3)).toEqual([]);
    expect(new LexicalIndex().compare('카드').best(3)).toEqual([]);
  });
});
