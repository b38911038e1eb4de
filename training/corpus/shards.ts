import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { Random } from '@/model/random';
import type { DropCounts } from './documents';
import { CorpusError } from './error';
import type { MixEntry } from './mix';

/** What a split or source holds. Bytes are those of the text in UTF-8, the denominator of bits per byte. */
export interface Amount {
  documents: number;
  characters: number;
  bytes: number;
  tokens: number;
}

/** One file's part: `train` counts each document once, however often it is repeated. */
export interface SourceMeta {
  licence: string;
  repeat: number;
  held_out: boolean;
  train: Amount;
  val: Amount;
  dropped: DropCounts;
}

/** meta.json. `train` counts repeats; `val` is the 1 % of all sources, without the files held out whole. */
export interface CorpusMeta {
  vocab_size: number;
  seed: number;
  train: Amount;
  val: Amount;
  held_out: Record<string, Amount>;
  sources: Record<string, SourceMeta>;
}

interface Source {
  entry: MixEntry;
  train: Amount;
  val: Amount;
  valIds: Uint16Array[];
}

/**
 * Gathers encoded documents and writes them as shards of uint16 little endian ids: train.bin (shuffled,
 * repeats included), val.bin, val.<source>.bin, and meta.json last: a folder without it is incomplete.
 */
export class Shards {
  private readonly sources = new Map<string, Source>();
  private readonly train: { ids: Uint16Array; repeat: number }[] = [];

  /** @throws CorpusError `vocabulary_too_large` when ids do not fit 16 bits */
  constructor(private readonly vocab_size: number) {
    if (vocab_size > 0x10000) {
      throw new CorpusError('vocabulary_too_large', `ids of ${vocab_size} tokens do not fit 16 bits`);
    }
  }

  /** Adds one document of a source to training or, when `held`, to validation. */
  add(entry: MixEntry, name: string, text: string, ids: number[], held: boolean): void {
    const source = this.sources.get(name) ?? { entry, train: empty(), val: empty(), valIds: [] };
    this.sources.set(name, source);
    const amount = held ? source.val : source.train;
    const document = {
      documents: 1,
      characters: text.length,
      bytes: Buffer.byteLength(text),
      tokens: ids.length,
    };
    accumulate(amount, document, 1);
    if (held) source.valIds.push(Uint16Array.from(ids));
    else this.train.push({ ids: Uint16Array.from(ids), repeat: entry.repeat });
  }

  write(folder: string, seed: number, drops: ReadonlyMap<string, DropCounts>): CorpusMeta {
    mkdirSync(folder, { recursive: true });
    const metaFile = path.join(folder, 'meta.json');
    rmSync(metaFile, { force: true });
    writeIds(path.join(folder, 'train.bin'), this.shuffled(seed));
    const sampled: Uint16Array[] = [];
    for (const [name, { entry, valIds }] of this.sources) {
      writeIds(path.join(folder, `val.${name}.bin`), valIds);
      if (!entry.held_out) sampled.push(...valIds);
    }
    writeIds(path.join(folder, 'val.bin'), sampled);
    const meta = this.meta(seed, drops);
    writeFileSync(metaFile, `${JSON.stringify(meta, null, 2)}\n`);
    return meta;
  }

  /** The training documents, each as often as it is repeated, in an order fixed by the seed (Fisher and Yates). */
  private shuffled(seed: number): Uint16Array[] {
    const order = this.train.flatMap(({ ids, repeat }) => Array<Uint16Array>(repeat).fill(ids));
    const random = new Random(seed);
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random.next() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }

  private meta(seed: number, drops: ReadonlyMap<string, DropCounts>): CorpusMeta {
    const { vocab_size } = this;
    const meta: CorpusMeta = { vocab_size, seed, train: empty(), val: empty(), held_out: {}, sources: {} };
    for (const [name, { entry, train, val }] of this.sources) {
      const { licence, repeat, held_out } = entry;
      meta.sources[name] = { licence, repeat, held_out, train, val, dropped: drops.get(name) ?? {} };
      accumulate(meta.train, train, repeat);
      if (held_out) meta.held_out[name] = val;
      else accumulate(meta.val, val, 1);
    }
    return meta;
  }
}

function empty(): Amount {
  return { documents: 0, characters: 0, bytes: 0, tokens: 0 };
}

function accumulate(sum: Amount, part: Amount, times: number): void {
  sum.documents += times * part.documents;
  sum.characters += times * part.characters;
  sum.bytes += times * part.bytes;
  sum.tokens += times * part.tokens;
}

/** Typed arrays keep the machine's byte order: little endian on every platform Node 20 and ONNX Runtime share. */
function writeIds(file: string, documents: readonly Uint16Array[]): void {
  const descriptor = openSync(file, 'w');
  try {
    for (const ids of documents) {
      writeSync(descriptor, new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength));
    }
  } finally {
    closeSync(descriptor);
  }
}
