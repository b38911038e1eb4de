import groups from '@/data/synonyms.json';
import type { Random } from '@/model/random';

/** The groups of words of one meaning, under each word's first two characters. */
const byBeginning = new Map<string, { word: string; others: readonly string[] }[]>();
for (const { words } of groups) {
  for (const word of words) {
    const beginning = word.slice(0, 2);
    const known = byBeginning.get(beginning);
    if (known) known.push({ word, others: words });
    else byBeginning.set(beginning, [{ word, others: words }]);
  }
}

/** Shares of texts that are changed in each way, and of a text's known words that are exchanged. */
const EXCHANGED = 0.5;
const EXCHANGED_WORDS = 0.6;
const SHORTENED = 0.2;
const RUN_TOGETHER = 0.15;

/**
 * A wording as somebody else might type it: with other words of the same meaning, a word less, or no spaces. The
 * encoder learns that these change nothing; the endings that no longer fit it never minds.
 */
export function reworded(text: string, random: Random): string {
  let changed = random.next() < EXCHANGED ? exchanged(text, random) : text;
  if (random.next() < SHORTENED) changed = shortened(changed, random);
  return random.next() < RUN_TOGETHER ? changed.replaceAll(' ', '') : changed;
}

function exchanged(text: string, random: Random): string {
  let changed = '';
  for (let at = 0; at < text.length; ) {
    const known = byBeginning.get(text.slice(at, at + 2))?.filter(({ word }) => text.startsWith(word, at));
    const found = known?.length ? known[Math.floor(random.next() * known.length)] : undefined;
    if (found && random.next() < EXCHANGED_WORDS) {
      changed += found.others[Math.floor(random.next() * found.others.length)];
      at += found.word.length;
    } else {
      changed += text[at++];
    }
  }
  return changed;
}

/** Fewer words than these say too little to lose one. */
const LEAST_WORDS = 4;

function shortened(text: string, random: Random): string {
  const words = text.split(' ');
  if (words.length < LEAST_WORDS) return text;
  return words.toSpliced(Math.floor(random.next() * words.length), 1).join(' ');
}
