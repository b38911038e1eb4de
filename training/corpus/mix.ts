import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { DOCUMENT_CHARS, type Document, type DropCounts, plainText, readDocuments } from './documents';
import { CorpusError } from './error';
import { hashText } from './hash';
import { listFiles, sourceName } from './read';

const mixEntry = z.strictObject({
  /** File name in the data folder; `*` stands for any run of characters, `{a,b}` for either. */
  pattern: z.string().min(1),
  licence: z.string().min(1),
  /** Take about this many characters in all from the files matched, spread evenly over them. */
  max_chars: z.number().int().positive().optional(),
  /** How often each document comes in training. */
  repeat: z.number().int().positive().default(1),
  /** Characters that consecutive lines are joined up to; 0 when each line stands alone. */
  document_chars: z.number().int().nonnegative().default(DOCUMENT_CHARS),
  /** The whole entry is for validation and never trained on. */
  held_out: z.boolean().default(false),
});

export type MixEntry = z.infer<typeof mixEntry>;

/** A mix entry with the files it matched. */
export type MixSource = MixEntry & { files: string[] };

/**
 * Reads a mix and finds its files, held-out entries first so that near-duplicate removal drops their
 * copies from training rather than the reverse.
 * @throws CorpusError `invalid_mix`, `mix_matches_nothing`, `mix_overlaps`
 */
export function loadMix(mixFile: string, dataFolder: string): MixSource[] {
  const files = listFiles(dataFolder);
  const taken = new Set<string>();
  const sources = parseMix(mixFile).map((entry) => {
    const matcher = globPattern(entry.pattern);
    const matched = files.filter((file) => matcher.test(path.basename(file)));
    if (matched.length === 0) {
      throw new CorpusError('mix_matches_nothing', `no file in ${dataFolder} matches "${entry.pattern}"`);
    }
    for (const file of matched) {
      if (taken.has(file))
        throw new CorpusError('mix_overlaps', `${file} is matched by two entries of the mix`);
      taken.add(file);
    }
    return { ...entry, files: matched };
  });
  return sources.sort((a, b) => Number(b.held_out) - Number(a.held_out));
}

function parseMix(mixFile: string): MixEntry[] {
  try {
    return z
      .array(mixEntry)
      .min(1)
      .parse(JSON.parse(readFileSync(mixFile, 'utf8')));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new CorpusError('invalid_mix', `${mixFile} is not a mix: ${why}`, { cause });
  }
}

function globPattern(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^$()|[\]\\?]/g, '\\$&')
    .replaceAll('*', '.*')
    .replace(/\{([^}]*)\}/g, (_, names: string) => `(?:${names.replaceAll(',', '|')})`);
  return new RegExp(`^${source}$`);
}

/** Streams a mix source's documents, sampled down to its `max_chars`; drops are counted by source name. */
export async function* mixDocuments(
  { files, max_chars, document_chars }: MixSource,
  drops: Map<string, DropCounts>,
): AsyncGenerator<Document> {
  async function* all(): AsyncGenerator<Document> {
    for (const file of files) {
      const counts: DropCounts = drops.get(sourceName(file)) ?? {};
      drops.set(sourceName(file), counts);
      yield* readDocuments(file, counts, document_chars);
    }
  }
  if (max_chars === undefined) yield* all();
  else yield* await sampleByHash(all(), max_chars);
}

/**
 * A uniform sample of about `maxChars` characters in one pass: the documents of smallest hash, in
 * reading order. Deterministic, and holds no more than twice the sample in memory.
 */
export async function sampleByHash(
  documents: AsyncIterable<Document>,
  maxChars: number,
): Promise<Document[]> {
  let sample: { document: Document; order: number; hash: number; length: number }[] = [];
  let total = 0;
  let order = 0;
  const cut = () => {
    sample.sort((a, b) => a.hash - b.hash || a.order - b.order);
    total = 0;
    let kept = 0;
    while (kept < sample.length && total + sample[kept].length <= maxChars) total += sample[kept++].length;
    sample = sample.slice(0, kept);
  };
  for await (const document of documents) {
    const text = plainText(document);
    sample.push({ document, order: order++, hash: hashText(text, SAMPLE_SEED), length: text.length });
    total += text.length;
    if (total > 2 * maxChars) cut();
  }
  cut();
  return sample.sort((a, b) => a.order - b.order).map(({ document }) => document);
}

const SAMPLE_SEED = 1;
const SPLIT_SEED = 2;

/** Whether a document belongs to the held-out 1 %: decided by its text alone, so the same on every run. */
export function isHeldOut(text: string): boolean {
  return hashText(text, SPLIT_SEED) % 100 === 0;
}
