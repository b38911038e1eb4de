import { Tokenizer as RustTokenizer } from 'tokenizers';
import { renderConversation } from '@/model/prompt';
import { readTokenizerFile, Tokenizer } from '@/model/tokenizer';
import { countDrop, type Document, type DropCounts, plainText } from './documents';
import { NearDuplicates } from './duplicates';
import { isHeldOut, type MixSource, mixDocuments } from './mix';
import { type CorpusMeta, Shards } from './shards';

/** Encodes in bulk: running text by the native library, conversations by the prompt's own rule. */
export class DocumentEncoder {
  readonly tokenizer: Tokenizer;
  private readonly native: RustTokenizer;
  private readonly start: number;

  /** @param location a model folder or tokenizer.json */
  constructor(location: string) {
    const file = readTokenizerFile(location);
    this.tokenizer = new Tokenizer(file);
    // Without the added tokens: "<|user|>" inside a corpus is text, not a role.
    this.native = RustTokenizer.fromString(JSON.stringify({ ...file, added_tokens: [] }));
    this.start = this.tokenizer.specialId('<|endoftext|>');
  }

  /** Ids of each document, the first one <|endoftext|>. */
  async encode(documents: readonly Document[]): Promise<number[][]> {
    const texts = documents.map(({ content }) => content).filter((content) => typeof content === 'string');
    const encodings = (await this.native.encodeBatch(texts, { addSpecialTokens: false })).values();
    return documents.map(({ content }) => {
      if (typeof content !== 'string') return renderConversation(this.tokenizer, content).ids;
      return [this.start, ...(encodings.next().value?.getIds() ?? [])];
    });
  }
}

/** Documents encoded at once: enough to keep the native threads busy, little to hold. */
const BATCH = 256;

/**
 * Reads a mix, removes near duplicates over all its sources, splits, encodes, and writes the shards
 * described at `Shards`. Yields after each batch, for a progress line; returns what meta.json holds.
 */
export async function* encodeCorpus(
  mix: readonly MixSource[],
  encoder: DocumentEncoder,
  folder: string,
  seed: number,
): AsyncGenerator<{ source: string; characters: number }, CorpusMeta> {
  const shards = new Shards(encoder.tokenizer.vocab_size);
  const duplicates = new NearDuplicates();
  const drops = new Map<string, DropCounts>();
  let characters = 0;
  for (const entry of mix) {
    for await (const batch of batches(mixDocuments(entry, drops))) {
      const kept = batch.filter((document) => {
        const text = plainText(document);
        characters += text.length;
        const duplicate = duplicates.seen(text);
        if (duplicate) countDrop(drops.get(document.source)!, 'near_duplicate');
        return !duplicate;
      });
      const encoded = await encoder.encode(kept);
      kept.forEach((document, i) => {
        const text = plainText(document);
        shards.add(entry, document.source, text, encoded[i], entry.held_out || isHeldOut(text));
      });
      yield { source: batch[0].source, characters };
    }
  }
  return shards.write(folder, seed, drops);
}

async function* batches(documents: AsyncIterable<Document>): AsyncGenerator<Document[]> {
  let batch: Document[] = [];
  for await (const document of documents) {
    batch.push(document);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
