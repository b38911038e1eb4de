import { describe, expect, it } from 'vitest';
import type { Message } from '@/model/prompt';
import { Random } from '@/model/random';
import { reworded } from '../embed/augment';
import { NOT_FOUND } from './examples';
import { paragraphsOf, quoteExamples } from './quotes';

const TEXT = Array.from(
  { length: 40 },
  (_, i) =>
    `${i}번 지점은 평일 아침 아홉 시에 문을 엽니다. 점심시간에도 쉬지 않고 업무를 봅니다. ${i}번 창구에서 번호표를 뽑아 주세요.`,
).join('\n표: | a | b |\n');

describe('questions about ordinary text', () => {
  const paragraphs = [...paragraphsOf(TEXT)];

  it('cuts running text into paragraphs, and leaves out what is no sentence', () => {
    expect(paragraphs).toHaveLength(40);
    expect(paragraphs.flat().join(' ')).not.toMatch(/[|표]: /);
  });

  it('answers with sentences of one of its passages, in their order and letter for letter, or says there are none', () => {
    const examples = quoteExamples(paragraphs, new Random(1));
    let absent = 0;
    for (let i = 0; i < 300; i++) {
      const [{ passages = [], content }, { content: answer }] = examples.next().value as Message[];
      expect(content.length).toBeGreaterThan(0);
      if (NOT_FOUND.includes(answer)) absent++;
      else
        expect(
          passages.some((passage) => passage.includes(answer)),
          answer,
        ).toBe(true);
    }
    expect(absent).toBeGreaterThan(5);
    expect(absent).toBeLessThan(60);
  });
});

it('rewords a wording at random, the same way for the same seed, and never to nothing', () => {
  const text = '해외로 송금하려면 수수료가 얼마나 드나요';
  const made = (seed: number) => {
    const random = new Random(seed);
    return Array.from({ length: 50 }, () => reworded(text, random));
  };
  expect(made(3)).toEqual(made(3));
  expect(new Set(made(3)).size).toBeGreaterThan(10);
  expect(made(4).every((wording) => wording.trim().length > 3)).toBe(true);
});
