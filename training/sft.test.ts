import { expect, test } from 'vitest';
import type { Message } from '@/model/prompt';
import { renderConversation } from '@/model/prompt';
import { Random } from '@/model/random';
import { Tokenizer } from '@/model/tokenizer';
import { groundedExamples, tuningSources } from './grounded/examples';
import { conversationRows, readDialogues, readFaq } from './sft';

const tokenizer = Tokenizer.load('model/bank');
const conversation = (...turns: string[]): Message[] =>
  turns.map((content, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content }));

/** The texts that the targets of all rows spell, one for each stretch of counted tokens. */
function learned(conversations: Message[][], time: number): string[] {
  const rows = conversationRows(tokenizer, conversations, time);
  const texts: string[] = [];
  for (let row = 0; row < rows.length; row++) {
    const ids = new BigInt64Array(time);
    const targets = new BigInt64Array(time);
    rows.fill(row, ids, targets, 0);
    let stretch: number[] = [];
    for (const target of [...targets, -1n]) {
      if (target >= 0n) stretch.push(Number(target));
      else if (stretch.length) {
        texts.push(tokenizer.decode(stretch, { special: true }));
        stretch = [];
      }
    }
    for (let t = 0; t < time - 1; t++) if (targets[t] >= 0n) expect(targets[t]).toBe(ids[t + 1]);
  }
  return texts.sort();
}

test('loss falls on each assistant turn and the end of turn after it, and on nothing else', () => {
  const conversations = [
    conversation('수수료가 얼마예요?', '500원이에요.', '앱에서는요?', '무료예요.'),
    conversation('고마워요', '또 찾아 주세요.'),
  ];
  const wanted = ['500원이에요.<|end|>', '또 찾아 주세요.<|end|>', '무료예요.<|end|>'].sort();
  expect(learned(conversations, 128)).toEqual(wanted);
});

test('every conversation of the bank’s data is in exactly one row, whole', () => {
  const sources = tuningSources(readFaq('data/faq'), readDialogues('data/dialogues'));
  const examples = groundedExamples(sources, new Random(1));
  const conversations = [...sources.smalltalk, ...Array.from({ length: 200 }, () => examples.next().value)];
  const wanted = conversations.flatMap((messages) =>
    messages.filter((m: Message) => m.role === 'assistant').map((m: Message) => `${m.content}<|end|>`),
  );
  expect(learned(conversations, 1024)).toEqual(wanted.sort());
});

test('a conversation longer than a row is refused rather than cut', () => {
  const long = conversation('질문', '답 '.repeat(100));
  const { ids } = renderConversation(tokenizer, long);
  expect(() => conversationRows(tokenizer, [long], ids.length - 1)).toThrow(/does not fit a row/);
});
