import { describe, expect, it } from 'vitest';
import { KnowledgeSearch } from './search';
import { type Draft, warningsOf } from './similar';
import { entryOf } from './testing';

const FEE = entryOf({
  id: 'fee-01',
  question: '다른 은행 이체 수수료가 얼마예요?',
  variants: ['타행 이체 수수료'],
  answer: '다른 은행으로 이체하면 수수료는 1,000원이에요. 온담은행끼리는 무료예요.',
});
const LOST = entryOf({
  id: 'lost-01',
  question: '카드를 잃어버렸어요',
  answer: '카드를 잃어버리셨다면 1588-0001로 바로 신고해 주세요.',
});

const draftOf = (given: Partial<Draft>): Draft => ({ ...entryOf({ id: 'fee-09' }), ...given });

async function warnings(given: Partial<Draft>) {
  const knowledge = new KnowledgeSearch();
  for (const entry of [FEE, LOST]) await knowledge.set({ ...entry, version: 1 });
  return warningsOf(draftOf(given), knowledge);
}
const kinds = async (given: Partial<Draft>) => (await warnings(given)).map(({ kind, id }) => `${kind} ${id}`);

describe('warnings of a draft', () => {
  it('names an entry whose wording it repeats, whatever its spaces and marks', async () => {
    expect(await warnings({ question: '타행이체 수수료?', answer: '앱에서 볼 수 있어요.' })).toEqual([
      { kind: 'same_wording', id: 'fee-01', question: FEE.question, wordings: ['타행이체 수수료?'] },
    ]);
  });

  it('shows both sentences where another number is said of the same thing', async () => {
    const question = '이체 수수료 안내';
    const answer = '인터넷뱅킹에서 다른 은행으로 이체할 때 수수료는 500원이에요.';
    expect(await warnings({ question, answer })).toContainEqual({
      kind: 'contradiction',
      id: 'fee-01',
      question: FEE.question,
      draft: answer,
      published: '다른 은행으로 이체하면 수수료는 1,000원이에요.',
    });
    const phone = { question: '카드 분실', answer: '카드를 잃어버리셨으면 1588-0009로 바로 신고해 주세요.' };
    expect(await kinds(phone)).toContain('contradiction lost-01');
  });

  it.each([
    ['the same number in other words', '다른 은행으로 이체하실 때 수수료는 천 원이에요.'],
    ['another number of another thing', '해외로 송금하면 전신료 8,000원을 따로 받아요.'],
  ])('finds no contradiction in %s', async (_, answer) => {
    expect(await kinds({ question: '이체 수수료 안내', answer })).not.toContain('contradiction fee-01');
  });

  it('is never warned of the version that it replaces', async () => {
    const changed = FEE.answer.replace('1,000원', '500원');
    expect(await warnings({ ...FEE, answer: changed })).toEqual([]);
  });
});
