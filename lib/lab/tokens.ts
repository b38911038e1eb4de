import { readEnvironment } from '@/lib/env';
import { OndamError } from '@/lib/errors';
import { singleton } from '@/lib/singleton';
import { Tokenizer } from '@/model/tokenizer';

/** Tokens of the vocabulary shown at once. */
export const VOCABULARY_PAGE = 60;

export interface Token {
  id: number;
  bytes: number[];
  /** What it reads as; absent where it ends within a character, and its bytes stand for it. */
  text?: string;
  /** The characters that such a token is part of. */
  within?: string;
}

export interface Tokenized {
  tokens: Token[];
  /** What the ids read as; equal to the text unless that was no Unicode. */
  decoded: string;
  exact: boolean;
}

/** A text by our tokenizer and by GPT-2's. */
export interface Comparison {
  /** As people count: a syllable or an emoji of several code points is one. */
  characters: number;
  bytes: number;
  ours: Tokenized;
  gpt2: Tokenized;
}

export interface VocabularyPage {
  tokens: Token[];
  /** How many were found, and how many there are. */
  total: number;
  size: number;
}

/** A tokenizer as far as it is looked at here. */
interface Encoding {
  vocab_size: number;
  encode(text: string): number[];
  decode(ids: number[]): string;
  tokenBytes(id: number): Uint8Array;
}

const utf8 = new TextEncoder();

const ours = singleton('lab.tokenizer', async () => Tokenizer.load(readEnvironment().ONDAM_MODEL_DIR));

/** GPT-2's, of 50,257 tokens; loaded by whoever asks first, since it is half a megabyte. */
const gpt2 = singleton('lab.gpt2', async (): Promise<Encoding> => {
  const [{ encode, decode, vocabularySize }, { default: ranks }] = await Promise.all([
    import('gpt-tokenizer/encoding/r50k_base'),
    import('gpt-tokenizer/bpeRanks/r50k_base'),
  ]);
  return {
    vocab_size: vocabularySize,
    // A special token's name that somebody types is text, as with ours.
    encode: (text) => encode(text, { disallowedSpecial: new Set() }),
    decode,
    tokenBytes: (id) => {
      const token = ranks[id];
      return typeof token === 'string' ? utf8.encode(token) : Uint8Array.from(token);
    },
  };
});

/** How many tokens each vocabulary has. */
export async function vocabularySizes(): Promise<{ ours: number; gpt2: number }> {
  return { ours: (await ours()).vocab_size, gpt2: (await gpt2()).vocab_size };
}

export async function compareTokenizers(text: string): Promise<Comparison> {
  const characters = [...new Intl.Segmenter('ko', { granularity: 'grapheme' }).segment(text)].length;
  const take = (encoding: Encoding): Tokenized => {
    const ids = encoding.encode(text);
    const decoded = encoding.decode(ids);
    return { tokens: takeApart(encoding, ids), decoded, exact: decoded === text };
  };
  return {
    characters,
    bytes: utf8.encode(text).length,
    ours: take(await ours()),
    gpt2: take(await gpt2()),
  };
}

/**
 * What our tokenizer reads in ids, also in such as never follow one another in a text: `exact` is whether the text read
 * would be written with the same ids.
 *
 * @throws invalid_request for an id outside the vocabulary
 */
export async function readTokens(ids: number[]): Promise<Tokenized> {
  const tokenizer = await ours();
  if (ids.some((id) => id >= tokenizer.vocab_size)) throw new OndamError('invalid_request', { field: 'ids' });
  const decoded = tokenizer.decode(ids, { special: true });
  const again = tokenizer.encode(decoded);
  const exact = again.length === ids.length && again.every((id, i) => id === ids[i]);
  return { tokens: takeApart(tokenizer, ids), decoded, exact };
}

const vocabulary = singleton('lab.vocabulary', async () => {
  const tokenizer = await ours();
  return Array.from({ length: tokenizer.vocab_size }, (_, id) => takeApart(tokenizer, [id])[0]);
});

/** The tokens whose text holds `part`, or the one whose id it is, in the order of ids: short and frequent ones first. */
export async function searchVocabulary(part: string): Promise<VocabularyPage> {
  const every = await vocabulary();
  const found = every.filter(({ id, text }) => text?.includes(part) || String(id) === part.trim());
  return { tokens: found.slice(0, VOCABULARY_PAGE), total: found.length, size: every.length };
}

/** Tokens with what each reads as, or the characters that it is a part of. */
function takeApart(encoding: Encoding, ids: readonly number[]): Token[] {
  const pieces = ids.map((id) => encoding.tokenBytes(id));
  const all = Uint8Array.from(pieces.flatMap((piece) => [...piece]));
  const begins = (at: number) => at === all.length || (all[at] & 0b1100_0000) !== 0b1000_0000;
  let from = 0;
  return pieces.map((piece, i) => {
    const to = from + piece.length;
    let [first, end] = [from, to];
    while (first > 0 && !begins(first)) first--;
    while (!begins(end)) end++;
    const read = readable(all.subarray(first, end));
    const whole = first === from && end === to;
    from = to;
    const token = { id: ids[i], bytes: [...piece] };
    if (read === undefined) return token;
    return whole ? { ...token, text: read } : { ...token, within: read };
  });
}

/** Bytes as text; undefined when they are no UTF-8. */
function readable(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return;
  }
}
