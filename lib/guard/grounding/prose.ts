import { fold } from './fold';

/** A part of a text, at [start, end) in it. */
export interface Span {
  text: string;
  start: number;
  end: number;
}

/** A text cut at a pattern, without the cuts. */
export function* cut(text: string, at: RegExp): Generator<Span> {
  let start = 0;
  const span = (end: number): Span => ({ text: text.slice(start, end), start, end });
  for (const { 0: gap, index } of text.matchAll(at)) {
    if (index > start) yield span(index);
    start = index + gap.length;
  }
  if (start < text.length) yield span(text.length);
}

/** Where a sentence ends; never inside 3.5 or 2026.1.2. */
export const SENTENCE_END = /(?<=[.?!。])\s+|\n+/g;

/** Pairs of neighbouring letters and digits, across spaces: 이체한도 and 이체 한도 have the same. */
export function pairs(text: string): Set<string> {
  const bare = fold(text)
    .text.toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  const found = new Set<string>();
  for (let i = 0; i + 1 < bare.length; i++) found.add(bare.slice(i, i + 2));
  return found;
}

/** How many of the one are in the other. */
export function shared(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  let count = 0;
  for (const one of some) if (others.has(one)) count++;
  return count;
}
