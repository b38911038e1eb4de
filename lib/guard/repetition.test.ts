import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { repetitions } from './grounding';

const RULE = '만기일이 휴일이면 휴일 동안의 이자는 약정한 금리로 드립니다. 앱에서 다시 가입할 수 있어요.';

it('catches a sentence that goes round in a ring', () => {
  const looping =
    '휴일 동안의 이자는 약정한 금리로 다시 가입할 수 있고 휴일 동안의 이자는 약정한 금리로 드립니다.';
  expect(repetitions(`네. ${looping}`, [RULE]).map(({ text }) => text.trim())).toEqual([looping]);
});

it('lets pass what comes twice in two sentences, and what the source itself repeats', () => {
  expect(repetitions(`${RULE} ${RULE}`, [RULE])).toEqual([]);
  const twice = '온담 ATM에서 찾는 수수료는 500원이고 온담 ATM에서 찾는 수수료는 밤에 1,000원이에요.';
  expect(repetitions(twice, [twice])).toEqual([]);
  expect(repetitions(twice, [RULE])).toHaveLength(1);
});

it('holds nothing against any answer of the bank', () => {
  for (const name of readdirSync('data/faq')) {
    for (const line of readFileSync(`data/faq/${name}`, 'utf8').trim().split('\n')) {
      const { id, answer } = JSON.parse(line) as { id: string; answer: string };
      expect(repetitions(answer, [answer]), id).toEqual([]);
    }
  }
});
