import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { opposites } from './grounding';

const SOURCE = [
  '국내에 사는 개인은 증빙 서류 없이 한 해에 미화 10만달러까지 해외로 보낼 수 있어요. 100만원 이상 넣으면 우대해요.',
];
const found = (text: string) => opposites(text, SOURCE).map((span) => span.text);

describe('opposites', () => {
  it('finds the contrary of what the source has at the same place', () => {
    expect(found('해외에 사는 개인은 증빙 서류 없이 보낼 수 있어요.')).toEqual(['해외에']);
    expect(found('100만원 이하 넣으면 우대해요.')).toEqual(['이하']);
  });

  it('leaves alone what the source says too', () => {
    expect(found('국내에 사는 개인은 해외로 보낼 수 있어요.')).toEqual([]);
  });

  it('raises no alarm on any approved answer against itself', () => {
    for (const file of readdirSync('data/faq').filter((name) => name.endsWith('.jsonl'))) {
      for (const line of readFileSync(`data/faq/${file}`, 'utf8').trimEnd().split('\n')) {
        const { question, answer } = JSON.parse(line);
        expect(opposites(answer, [`${question}\n${answer}`])).toEqual([]);
      }
    }
  });
});
