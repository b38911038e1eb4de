import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mispaired } from './grounding';

const RATES =
  '기본금리는 6개월 연 2.60%, 12개월 연 2.80%, 24개월 연 2.70%입니다. 공항 환전소만 매일 06:00~21:00에 열어요.';

it.each([
  ['기본금리는 6개월 연 2.80%입니다.', '6개월 연 2.80%'],
  ['기본금리는 12개월 연 2.70%입니다.', '12개월 연 2.70%'],
])('catches a value that belongs to another: %s', (answer, found) => {
  expect(mispaired(answer, [RATES]).map(({ text }) => text)).toEqual([found]);
});

it.each([
  '12개월은 연 2.80%예요.',
  '6개월 연 2.60%, 24개월 연 2.70%예요.',
  '매일 06:00~21:00에 열어요.',
  '2.60%예요.',
])('lets pass what the source pairs alike: %s', (answer) => {
  expect(mispaired(answer, [RATES])).toEqual([]);
});

it('holds nothing against any answer of the bank, nor against any of its sentences', () => {
  const folder = 'data/faq/';
  for (const name of readdirSync(folder)) {
    for (const line of readFileSync(folder + name, 'utf8')
      .trim()
      .split('\n')) {
      const { id, answer } = JSON.parse(line) as { id: string; answer: string };
      for (const sentence of [answer, ...answer.split(/(?<=[.?!])\s+/)]) {
        expect(mispaired(sentence, [answer]), id).toEqual([]);
      }
    }
  }
});
