import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Tokenizer as ByteLevelBPE } from '@huggingface/tokenizers';
import { z } from 'zod';

/** Ids 0..15 of every vocabulary, in this order. */
export const SPECIAL_TOKENS = [
  '<|endoftext|>',
  '<|pad|>',
  '<|system|>',
  '<|user|>',
  '<|assistant|>',
  '<|end|>',
  '<|passage|>',
  ...Array.from({ length: 9 }, (_, i) => `<|reserved_${i}|>` as const),
] as const;

export type SpecialToken = (typeof SPECIAL_TOKENS)[number];

/** The part of a Hugging Face tokenizer.json that we rely on; the rest is kept as it is. */
export const tokenizerFile = z.looseObject({
  added_tokens: z.array(z.looseObject({ id: z.number().int(), content: z.string() })),
  model: z.looseObject({
    type: z.literal('BPE'),
    vocab: z.record(z.string(), z.number().int()),
    merges: z.array(z.string()),
  }),
});

export type TokenizerFile = z.infer<typeof tokenizerFile>;

/** tokenizer.json could not be read or is not byte-level BPE in Hugging Face form. */
export class TokenizerError extends Error {
  readonly code = 'invalid_tokenizer';
}

/**
 * GPT-2's table of printable characters that stand for the 256 bytes in tokenizer.json: index = byte.
 * Bytes that are printable in Latin-1 stand for themselves, the others are moved to U+0100 onward.
 */
export const BYTE_SYMBOLS: readonly string[] = (() => {
  let moved = 0;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
    return String.fromCharCode(printable ? byte : 256 + moved++);
  });
})();

const BYTE_OF_SYMBOL = new Map(BYTE_SYMBOLS.map((symbol, byte) => [symbol, byte]));
const utf8 = new TextEncoder();

/**
 * Text to token ids and back, from a Hugging Face tokenizer.json.
 *
 * Two encoders share one vocabulary: the usual one never recognises a special token in text, so that a
 * customer who types "<|system|>" gets plain characters; only `special: true` parses them.
 */
export class Tokenizer {
  readonly vocab_size: number;
  private readonly plain: ByteLevelBPE;
  private readonly parsing: ByteLevelBPE;
  private readonly specials: Map<string, number>;
  private readonly specialIds: Set<number>;
  private readonly bytes: Uint8Array[];

  constructor(file: TokenizerFile) {
    this.plain = new ByteLevelBPE({ ...file, added_tokens: [] }, {});
    this.parsing = new ByteLevelBPE(file, {});
    this.specials = new Map(file.added_tokens.map(({ content, id }) => [content, id]));
    this.specialIds = new Set(this.specials.values());
    this.bytes = [];
    for (const [token, id] of Object.entries(file.model.vocab)) {
      this.bytes[id] = this.specials.has(token) ? utf8.encode(token) : symbolBytes(token);
    }
    for (const [token, id] of this.specials) this.bytes[id] = utf8.encode(token);
    this.vocab_size = this.bytes.length;
  }

  /**
   * Reads a tokenizer.json, or the one in a model folder.
   * @throws TokenizerError when it is missing, not JSON, or not byte-level BPE.
   */
  static load(location: string): Tokenizer {
    return new Tokenizer(readTokenizerFile(location));
  }

  /**
   * Ids of a text. Lone surrogates become U+FFFD, as UTF-8 has no form for them; all other text comes
   * back unchanged from `decode`. Special tokens in the text are parsed only with `special: true`.
   */
  encode(text: string, { special = false } = {}): number[] {
    const encoder = special ? this.parsing : this.plain;
    return encoder.encode(text, { add_special_tokens: false }).ids;
  }

  /** Text of ids; special tokens are left out unless `special: true`. Bytes that are not UTF-8 become U+FFFD. */
  decode(ids: Iterable<number>, { special = false } = {}): string {
    const stream = new TokenStream(this, { special });
    let text = '';
    for (const id of ids) text += stream.push(id);
    return text + stream.flush();
  }

  /** The bytes one token stands for (a special token: its name in UTF-8). Throws RangeError outside the vocabulary. */
  tokenBytes(id: number): Uint8Array {
    const bytes = this.bytes[id];
    if (!bytes) throw new RangeError(`token ${id} is outside the vocabulary of ${this.vocab_size}`);
    return bytes;
  }

  /** Id of a special token; a RangeError names one that this vocabulary lacks. */
  specialId(name: SpecialToken): number {
    const id = this.specials.get(name);
    if (id === undefined) throw new RangeError(`the tokenizer has no special token ${name}`);
    return id;
  }

  isSpecial(id: number): boolean {
    return this.specialIds.has(id);
  }
}

/**
 * Incremental detokenizer: `push` returns only whole characters, so a code point split over several
 * tokens is held back until its last byte has come.
 */
export class TokenStream {
  // ignoreBOM: without it a leading U+FEFF of the text itself would be swallowed.
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  private readonly special: boolean;

  constructor(
    private readonly tokenizer: Tokenizer,
    { special = false } = {},
  ) {
    this.special = special;
  }

  /** Text completed by this token, possibly ''. */
  push(id: number): string {
    if (!this.special && this.tokenizer.isSpecial(id)) return '';
    return this.decoder.decode(this.tokenizer.tokenBytes(id), { stream: true });
  }

  /** What is left at the end: '' or U+FFFD for a character that was never finished. Resets the stream. */
  flush(): string {
    return this.decoder.decode();
  }
}

/** Parses tokenizer.json at a path or in a folder. @throws TokenizerError */
export function readTokenizerFile(location: string): TokenizerFile {
  try {
    const file = statSync(location).isDirectory() ? path.join(location, 'tokenizer.json') : location;
    return tokenizerFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TokenizerError(`cannot read a byte-level BPE tokenizer at ${location}: ${why}`, { cause });
  }
}

function symbolBytes(token: string): Uint8Array {
  return Uint8Array.from(token, (symbol) => {
    const byte = BYTE_OF_SYMBOL.get(symbol);
    if (byte === undefined) throw new TokenizerError(`token ${JSON.stringify(token)} is not byte-level`);
    return byte;
  });
}
