import { type Message, passageOf } from '@/model/prompt';
import type { Random } from '@/model/random';
import { shuffle } from '../rows';
import type { Dialogue, FaqEntry } from '../sft';
import { isUnseen } from '../split';
import { shortAnswer } from './sentences';
import { substituteAll } from './substitute';

/** What the bank's texts give to learn from: only entries that tuning may see. */
export interface Sources {
  entries: FaqEntry[];
  /** Conversations whose last answers rest on an entry: follow-up questions and their short answers. */
  followups: { entry: FaqEntry; messages: Message[] }[];
}

export interface TuningSources extends Sources {
  /** Greetings, thanks, requests for a person: conversations that need no passage. */
  smalltalk: Message[][];
  /** A wording of each entry that is kept from tuning, to choose the best checkpoint by. */
  development: { entry: FaqEntry; question: string }[];
}

/** The part of the bank's texts that tuning may see: unseen entries, and what quotes them, are left out. */
export function tuningSources(faq: FaqEntry[], dialogues: Dialogue[]): TuningSources {
  const hidden = faq.filter(({ id }) => isUnseen(id));
  const seen = faq.filter(({ id }) => !isUnseen(id));
  const quotes = ({ messages }: Dialogue) =>
    messages.some(({ content }) => hidden.some(({ answer }) => content.includes(answer)));
  const followups = dialogues.flatMap((dialogue) => {
    const entry = seen.find(({ id }) => dialogue.id.startsWith(`${id}-talk-`));
    return dialogue.kind === 'followup' && entry && !quotes(dialogue)
      ? [{ entry, messages: dialogue.messages }]
      : [];
  });
  return {
    entries: seen.map((entry) => ({ ...entry, variants: entry.variants.slice(0, -1) })),
    followups,
    smalltalk: dialogues
      .filter((dialogue) => dialogue.kind !== 'followup' && !quotes(dialogue))
      .map(({ messages }) => messages),
    development: seen.map((entry) => ({ entry, question: entry.variants.at(-1)! })),
  };
}

/** The question as search would present it: with its entry's passage before one of a neighbour. */
export function developmentExamples({ entries, development }: TuningSources): Message[][] {
  const neighbours = neighboursOf(entries);
  return development.map(({ entry, question }) => [
    { role: 'user', content: question, passages: [entry, ...neighbours(entry).slice(0, 1)].map(passageOf) },
    { role: 'assistant', content: entry.answer },
  ]);
}

/** Shares of the examples; the rest are full answers. */
const ABSENT = 0.08;
const FOLLOW_UP = 0.15;
/** Without a passage, and with the true numbers: so that the bare model can be talked with too. */
const FROM_MEMORY = 0.1;
const NARROW = 0.3;
const SUBSTITUTED = 0.75;

/** What is said when no passage answers. Several wordings, so that none is learnt as the only one. */
export const NOT_FOUND = [
  '죄송합니다. 제가 가진 안내에는 그 내용이 없어요. 상담원에게 연결해 드릴까요?',
  '말씀하신 내용은 안내 자료에서 찾지 못했어요. 정확한 답을 위해 상담원 연결을 도와드릴게요.',
  '그 질문에 맞는 안내를 찾지 못했어요. 다르게 물어봐 주시거나 상담원에게 연결해 주세요.',
  '제가 확인할 수 있는 자료에는 나와 있지 않아요. 상담원이 자세히 도와드릴 수 있어요.',
];

/**
 * An endless stream of conversations: a question with the passages that search might find for it, and the answer
 * that rests on them. Numbers and names are others each time, alike in passage, question and answer.
 */
export function* groundedExamples({ entries, followups }: Sources, random: Random): Generator<Message[]> {
  const neighbours = neighboursOf(entries);
  let queue: FaqEntry[] = [];
  for (;;) {
    if (queue.length === 0) queue = shuffle([...entries], random);
    const entry = queue.pop()!;
    const draw = random.next();
    let example: Message[];
    if (draw < FOLLOW_UP && followups.length > 0) {
      example = followUp(pick(followups, random), neighbours, random);
    } else {
      const question = pick([entry.question, ...entry.variants], random);
      if (draw < FOLLOW_UP + FROM_MEMORY) {
        yield [
          { role: 'user', content: question },
          { role: 'assistant', content: entry.answer },
        ];
        continue;
      }
      if (draw < FOLLOW_UP + FROM_MEMORY + ABSENT) example = absent(question, entry, neighbours, random);
      else example = answered(question, entry, neighbours, random);
    }
    yield random.next() < SUBSTITUTED ? substituted(example, random) : example;
  }
}

function answered(question: string, entry: FaqEntry, neighbours: Neighbours, random: Random): Message[] {
  const passages = withDistractors(entry, neighbours, random);
  const narrow = random.next() < NARROW ? shortAnswer(question, entry.answer) : null;
  return [
    { role: 'user', content: question, passages },
    { role: 'assistant', content: narrow ?? entry.answer },
  ];
}

function absent(question: string, entry: FaqEntry, neighbours: Neighbours, random: Random): Message[] {
  const others = neighbours(entry).filter(({ id }) => !entry.related.includes(id));
  return [
    { role: 'user', content: question, passages: [passageOf(pick(others, random))] },
    { role: 'assistant', content: pick(NOT_FOUND, random) },
  ];
}

/** A conversation up to one of its later answers, which the passage of its entry carries. */
function followUp(
  { entry, messages }: Sources['followups'][number],
  neighbours: Neighbours,
  random: Random,
): Message[] {
  const supported = messages.flatMap((message, i) =>
    message.role === 'assistant' && i > 1 && rests(message.content, entry.answer) ? [i] : [],
  );
  if (supported.length === 0) return answered(entry.question, entry, neighbours, random);
  const last = pick(supported, random);
  const passages = withDistractors(entry, neighbours, random);
  return messages
    .slice(0, last + 1)
    .map((message, i) => (i === last - 1 ? { ...message, passages } : message));
}

/** Whether an answer is made of what the passage says: every number of it stands there, and half its words. */
function rests(answer: string, passage: string): boolean {
  const numbers = answer.match(/\d+(?:[.,:/-]\d+)*/g) ?? [];
  const words = answer.split(/\s+/);
  const shared = words.filter((word) => passage.includes(word.slice(0, 2))).length;
  return numbers.every((number) => passage.includes(number)) && shared >= words.length / 2;
}

type Neighbours = (entry: FaqEntry) => FaqEntry[];

/** Entries of the same area: what search confuses an entry with. */
function neighboursOf(entries: FaqEntry[]): Neighbours {
  const area = (id: string) => id.slice(0, id.lastIndexOf('-'));
  return (entry) => entries.filter(({ id }) => id !== entry.id && area(id) === area(entry.id));
}

/** The right passage, most often first, as search would have it, alone or with one or two others. */
function withDistractors(entry: FaqEntry, neighbours: Neighbours, random: Random): string[] {
  const draw = random.next();
  const count = draw < 0.4 ? 0 : draw < 0.9 ? 1 : 2;
  const others = shuffle([...neighbours(entry)], random)
    .slice(0, count)
    .map(passageOf);
  const own = passageOf(entry);
  return random.next() < 0.75 ? [own, ...others] : shuffle([own, ...others], random);
}

/** The same conversation about other numbers and names. */
function substituted(messages: Message[], random: Random): Message[] {
  const texts = messages.flatMap(({ content, passages = [] }) => [content, ...passages]);
  const others = substituteAll(texts, random);
  let next = 0;
  return messages.map((message) => ({
    ...message,
    content: others[next++],
    ...(message.passages && { passages: message.passages.map(() => others[next++]) }),
  }));
}

const pick = <T>(items: readonly T[], random: Random): T => items[Math.floor(random.next() * items.length)];
