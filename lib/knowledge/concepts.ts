import groups from '@/data/synonyms.json';

/** The words of each concept, by their first two characters. */
const byBeginning = new Map<string, { word: string; concept: string }[]>();
for (const { concept, words } of groups) {
  for (const word of words) {
    const known = byBeginning.get(word.slice(0, 2));
    if (known) known.push({ word, concept });
    else byBeginning.set(word.slice(0, 2), [{ word, concept }]);
  }
}

/**
 * What a text speaks of, whichever word it uses: 부치다, 송금 and 이체 are one concept.
 * @param bare the text in lower case without spaces and marks
 */
export function conceptsOf(bare: string): Set<string> {
  const found = new Set<string>();
  for (let at = 0; at + 1 < bare.length; at++) {
    for (const { word, concept } of byBeginning.get(bare.slice(at, at + 2)) ?? []) {
      if (bare.startsWith(word, at)) found.add(concept);
    }
  }
  return found;
}
