import type { Random } from '@/model/random';
import { readLines } from '../corpus/read';
import { shuffle } from '../rows';
import type { FaqEntry } from '../sft';
import { isUnseen } from '../split';
import { reworded } from './augment';

/** Texts that mean the same, or a question and what answers it. */
export interface Topic {
  /** Topics of one area are told apart with difficulty, so they meet in one batch. */
  area: string;
  texts: string[];
}

/** Two texts of each of several topics: the encoder is to tell which belongs to which. */
export type Pairs = [string, string][];

/** The wordings of each seen entry, and its answer; the last wording is left out, to measure by. */
export function faqTopics(faq: FaqEntry[]): {
  topics: Topic[];
  development: { text: string; topic: number }[];
} {
  const seen = faq.filter(({ id }) => !isUnseen(id));
  const area = (id: string) => id.slice(0, id.lastIndexOf('-'));
  const topics = seen.map(({ id, question, variants, answer }) => ({
    area: area(id),
    texts: [question, ...variants.slice(0, -1), answer],
  }));
  return { topics, development: seen.map(({ variants }, topic) => ({ text: variants.at(-1)!, topic })) };
}

/** Wordings of a subject that are left out, to choose thresholds by. */
const OUTSIDE_KEPT_APART = 2;

/** What the bank does not answer, by subject: the encoder is to tell it from what it does. */
export const outsideTopics = (outside: { kind: string; wordings: string[] }[]): Topic[] =>
  outside.map(({ kind, wordings }) => ({ area: kind, texts: wordings.slice(0, -OUTSIDE_KEPT_APART) }));

/**
 * Groups of paraphrases out of a file in which they follow one another: neighbouring lines that share enough of
 * their character pairs are one topic.
 */
export async function paraphraseTopics(file: string, name: string): Promise<Topic[]> {
  const topics: Topic[] = [];
  let last: { text: string; pairs: Set<string> } | undefined;
  let group: string[] = [];
  for await (const line of readLines(file)) {
    const text = line.trim();
    const pairs = characterPairs(text);
    if (!last || overlap(last.pairs, pairs) < SAME_TOPIC) {
      if (group.length > 1) topics.push({ area: name, texts: group });
      group = [];
    }
    group.push(text);
    last = { text, pairs };
  }
  if (group.length > 1) topics.push({ area: name, texts: group });
  return topics;
}

/** Dice coefficient of character pairs from which on two neighbours count as paraphrases. */
const SAME_TOPIC = 0.3;

function characterPairs(text: string): Set<string> {
  const bare = text.replace(/[^\p{L}\p{N}]/gu, '');
  return new Set(Array.from({ length: Math.max(0, bare.length - 1) }, (_, i) => bare.slice(i, i + 2)));
}

function overlap(a: Set<string>, b: Set<string>): number {
  const shared = [...a].filter((pair) => b.has(pair)).length;
  return (2 * shared) / Math.max(1, a.size + b.size);
}

/** Topics drawn beside one another when their areas are the same: runs of this many of one area in a batch. */
const NEIGHBOURS = 8;

/** An endless stream of batches: every topic once before any comes again, each time by two other texts, reworded. */
export function* deal(topics: Topic[], size: number, random: Random): Generator<Pairs> {
  let queue: Topic[] = [];
  for (;;) {
    if (queue.length < size) queue = arrange(topics, random);
    yield queue.splice(0, size).map(({ texts }) => {
      const first = Math.floor(random.next() * texts.length);
      const second = (first + 1 + Math.floor(random.next() * (texts.length - 1))) % texts.length;
      return [reworded(texts[first], random), reworded(texts[second], random)];
    });
  }
}

/** All topics in random order, but in runs of one area. */
function arrange(topics: Topic[], random: Random): Topic[] {
  const byArea = new Map<string, Topic[]>();
  for (const topic of shuffle([...topics], random)) {
    const members = byArea.get(topic.area);
    if (members) members.push(topic);
    else byArea.set(topic.area, [topic]);
  }
  const runs = [...byArea.values()].flatMap((members) =>
    Array.from({ length: Math.ceil(members.length / NEIGHBOURS) }, (_, i) =>
      members.slice(i * NEIGHBOURS, (i + 1) * NEIGHBOURS),
    ),
  );
  return shuffle(runs, random).flat();
}
