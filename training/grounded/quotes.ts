import type { Message } from '@/model/prompt';
import { passageOf } from '@/model/prompt';
import type { Random } from '@/model/random';
import { shuffle } from '../rows';
import { NOT_FOUND } from './examples';
import { sentences } from './sentences';

/** Sentences of a text that follow one another: a passage to be. */
export type Paragraph = string[];

const SHORTEST = 15;
const LONGEST = 150;
/** Characters of a paragraph, about as many as an entry's answer has. */
const ROOM = 320;
const FEWEST = 2;
/** Code, tables and lists are no sentences, and what is not mostly Korean is not quoted to customers. */
const SENTENCE = /^[^<>{}[\]`|=*#_\\]+[.!?]$/;
const HANGUL = 0.5;

/** Paragraphs of running text, in their order. */
export function* paragraphsOf(text: string): Generator<Paragraph> {
  let paragraph: Paragraph = [];
  let length = 0;
  for (const line of text.split('\n')) {
    for (const sentence of sentences(line.trim())) {
      const fits = isSentence(sentence);
      if (!fits || length + sentence.length > ROOM) {
        if (paragraph.length >= FEWEST) yield paragraph;
        [paragraph, length] = [[], 0];
      }
      if (!fits) continue;
      paragraph.push(sentence);
      length += sentence.length;
    }
  }
  if (paragraph.length >= FEWEST) yield paragraph;
}

function isSentence(text: string): boolean {
  if (text.length < SHORTEST || text.length > LONGEST || !SENTENCE.test(text)) return false;
  return (text.match(/[가-힣]/g) ?? []).length >= HANGUL * text.length;
}

const ABSENT = 0.08;
const WHOLE = 0.6;
/** Paragraphs apart from which another passage is taken: near ones share their subject and most of their words. */
const NEAR = 30;

/**
 * An endless stream of questions about ordinary text, each a handful of a paragraph's words, answered by quoting that
 * paragraph out of one to three. There are thousands and none comes twice, so nothing can be learnt by heart:
 * what helps is to find the passage of the question's words and to copy from it, which the bank's few hundred
 * texts alone do not teach.
 *
 * @param paragraphs in the order of their texts
 */
export function* quoteExamples(paragraphs: Paragraph[], random: Random): Generator<Message[]> {
  for (let turn = 0; ; turn = (turn + 1) % paragraphs.length) {
    const own = paragraphs[turn];
    const others = otherParagraphs(paragraphs, turn, random);
    const draw = random.next();
    if (draw < ABSENT && others.length > 0) {
      const answer = NOT_FOUND[Math.floor(random.next() * NOT_FOUND.length)];
      yield conversation(questionOf(own, random), others, answer, random);
      continue;
    }
    const from = Math.floor(random.next() * own.length);
    const quoted = draw < ABSENT + WHOLE ? own : own.slice(from, from + 1 + Math.floor(random.next() * 2));
    const passages = random.next() < 0.75 ? [own, ...others] : shuffle([own, ...others], random);
    yield conversation(questionOf(quoted, random), passages, quoted.join(' '), random);
  }
}

function otherParagraphs(paragraphs: Paragraph[], own: number, random: Random): Paragraph[] {
  const count = [0, 1, 1, 1, 2][Math.floor(random.next() * 5)];
  return Array.from({ length: count }, () => {
    const step = 1 + Math.floor(random.next() * NEAR);
    return paragraphs[(own + step) % paragraphs.length];
  });
}

function conversation(question: string, passages: Paragraph[], answer: string, random: Random): Message[] {
  const rendered = passages.map((paragraph) =>
    passageOf({ question: questionOf(paragraph, random), answer: paragraph.join(' ') }),
  );
  return [
    { role: 'user', content: question, passages: rendered },
    { role: 'assistant', content: answer },
  ];
}

/** Three to six of the words, in their order, mostly without their endings, as somebody searching would type. */
function questionOf(paragraph: Paragraph, random: Random): string {
  const words = paragraph.join(' ').match(/[가-힣A-Za-z0-9]{2,}/g) ?? paragraph;
  const count = 3 + Math.floor(random.next() * 4);
  const chosen = shuffle(
    Uint32Array.from(words, (_, i) => i),
    random,
  )
    .slice(0, count)
    .sort();
  return Array.from(chosen, (i) =>
    words[i].length > 3 && random.next() < 0.6 ? words[i].slice(0, -1) : words[i],
  ).join(' ');
}
