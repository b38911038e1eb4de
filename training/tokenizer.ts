import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Tokenizer as RustTokenizer } from 'tokenizers';
import { z } from 'zod';
import { CHAT_TEMPLATE } from '@/model/prompt';
import { BYTE_SYMBOLS, SPECIAL_TOKENS, type TokenizerFile, tokenizerFile } from '@/model/tokenizer';
import { CorpusError } from './corpus/error';

/**
 * How Qwen2 cuts text before merging (its tokenizer.json): words with one leading space or sign, each
 * digit alone so that amounts are read digit by digit, runs of signs, line breaks, spaces.
 */
const QWEN2_SPLIT =
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

/** Special tokens and bytes alone; no merge. */
export const MINIMUM_VOCABULARY = SPECIAL_TOKENS.length + BYTE_SYMBOLS.length;
/** The library's trainer takes no options and stops here (measured, tokenizers 0.23). */
export const MAXIMUM_VOCABULARY = 30_000;

/**
 * Trains byte-level BPE on texts and returns it in tokenizer.json form: special tokens first (ids 0..15),
 * then the 256 bytes, then merged tokens in the order learned. No normaliser, so any text survives a
 * round trip; NFC belongs to cleaning.
 * @throws CorpusError `vocabulary_out_of_range`, or `too_little_text` for a vocabulary of that size
 */
export async function trainTokenizer(
  texts: AsyncIterable<string> | Iterable<string>,
  vocabSize: number,
): Promise<TokenizerFile> {
  if (vocabSize < MINIMUM_VOCABULARY || vocabSize > MAXIMUM_VOCABULARY) {
    throw new CorpusError(
      'vocabulary_out_of_range',
      `a vocabulary of ${vocabSize} is outside ${MINIMUM_VOCABULARY} to ${MAXIMUM_VOCABULARY}`,
    );
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'tokenizer-'));
  try {
    const corpus = path.join(folder, 'corpus.txt');
    await pipeline(withLineEnds(texts), createWriteStream(corpus));
    const learned = path.join(folder, 'learned.json');
    const trainer = RustTokenizer.fromString(JSON.stringify(tokenizerJson([], [])));
    trainer.train([corpus]);
    trainer.save(learned);
    const { merges } = learnedFile.parse(JSON.parse(readFileSync(learned, 'utf8'))).model;
    return firstMerges(merges, vocabSize);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const learnedFile = z.object({ model: z.object({ merges: z.array(z.tuple([z.string(), z.string()])) }) });

async function* withLineEnds(texts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  for await (const text of texts) yield `${text}\n`;
}

/** Merges come in learned order, so a prefix of them is what training with a smaller vocabulary gives. */
function firstMerges(merges: [string, string][], vocabSize: number): TokenizerFile {
  const tokens = new Set<string>([...SPECIAL_TOKENS, ...BYTE_SYMBOLS]);
  const kept: string[] = [];
  for (const [left, right] of merges) {
    if (tokens.size === vocabSize) break;
    kept.push(`${left} ${right}`);
    tokens.add(left + right);
  }
  if (tokens.size < vocabSize) {
    throw new CorpusError(
      'too_little_text',
      `the text yields only ${tokens.size} tokens, not ${vocabSize}: give more text or ask for fewer`,
    );
  }
  return tokenizerJson([...tokens], kept);
}

function tokenizerJson(tokens: string[], merges: string[]): TokenizerFile {
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false };
  return tokenizerFile.parse({
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: (tokens.length > 0 ? SPECIAL_TOKENS : []).map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: null,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: QWEN2_SPLIT }, behavior: 'Isolated', invert: false },
        byteLevel,
      ],
    },
    post_processor: null,
    decoder: byteLevel,
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges,
    },
  });
}

/** Writes tokenizer.json and tokenizer_config.json (roles' tokens, chat template) as Hugging Face's libraries read them. */
export function saveTokenizer(file: TokenizerFile, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const config = {
    tokenizer_class: 'PreTrainedTokenizerFast',
    bos_token: '<|endoftext|>',
    eos_token: '<|end|>',
    pad_token: '<|pad|>',
    additional_special_tokens: SPECIAL_TOKENS.slice(2),
    clean_up_tokenization_spaces: false,
    chat_template: CHAT_TEMPLATE,
  };
  writeFileSync(path.join(folder, 'tokenizer.json'), `${JSON.stringify(file, null, 1)}\n`);
  writeFileSync(path.join(folder, 'tokenizer_config.json'), `${JSON.stringify(config, null, 2)}\n`);
}
