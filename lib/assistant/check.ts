import type { Citation } from '@/lib/answer/citation';
import { unsupportedIn } from '@/lib/answer/ground';
import { citationOf } from '@/lib/answer/plan';
import { sentencesOf } from '@/lib/answer/sentences';
import type { Database } from '@/lib/db/connection';
import { claims, unsupportedSentences } from '@/lib/guard/grounding';
import { readEntry } from '@/lib/knowledge/served';
import { COURTESIES } from './courtesies';

/** Which text of which entry. */
export type EntryRef = Pick<Citation, 'id' | 'version'>;

/** A sentence of a draft, and whether the bank has said so. */
export type CheckedLine =
  | { text: string; mark: 'supported'; citation: EntryRef }
  /** `spans`: what in it no citation bears out. */
  | { text: string; mark: 'unsupported'; spans: string[] }
  /** It claims nothing. */
  | { text: string; mark: 'courtesy' };

export interface CheckedText {
  lines: CheckedLine[];
  /** Citations that do not count, since customers get another text by now, or none. */
  outdated: EntryRef[];
}

/** Checks a text, sentence by sentence, against what customers are told today. */
export async function checkText(db: Database, text: string, refs: readonly EntryRef[]): Promise<CheckedText> {
  const served = await Promise.all(refs.map(({ id }) => readEntry(db, id)));
  const isServed = ({ version }: EntryRef, i: number) => served[i]?.version === version;
  const citations = served.flatMap((entry, i) => (entry && isServed(refs[i], i) ? [citationOf(entry)] : []));
  return {
    lines: checkLines(text, citations),
    outdated: refs.filter((ref, i) => !isServed(ref, i)).map(({ id, version }) => ({ id, version })),
  };
}

/** Each sentence of a text with the citation that says the same, or with what none of them says. */
export const checkLines = (text: string, citations: readonly Citation[]): CheckedLine[] =>
  sentencesOf(text).map((sentence) => checkLine(sentence, citations));

function checkLine(text: string, citations: readonly Citation[]): CheckedLine {
  if (isCourtesy(text)) return { text, mark: 'courtesy' };
  const source = citations.find((citation) => unsupportedIn(text, [citation]).length === 0);
  if (source) return { text, mark: 'supported', citation: { id: source.id, version: source.version } };
  return { text, mark: 'unsupported', spans: citations.length > 0 ? unsupportedIn(text, citations) : [text] };
}

/** One of our own phrases, or a sentence that grounding would let pass without any source. */
const isCourtesy = (text: string) =>
  COURTESIES.has(text) || (claims(text).length === 0 && unsupportedSentences(text, []).length === 0);
